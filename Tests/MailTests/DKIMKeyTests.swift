import Foundation
import TestSupport
import Testing

@testable import Mail

@Suite struct DKIMKeyTests {
  @Test func theSignaturesOfTheRFCsExampleAreMadeAgain() throws {
    let keys = [
      (try RFC8463.ed25519Key, RFC8463.ed25519Field, RFC8463.ed25519Signature),
      (RFC8463.rsaKey, RFC8463.rsaField, RFC8463.rsaSignature),
    ]
    for (pem, field, expected) in keys {
      let key = try DKIMKey(pem: Array(pem.utf8))
      let signature = try key.signature(of: Array((RFC8463.canonicalHeader + field).utf8))
      #expect(Base64.encode(signature) == expected)
    }
  }

  @Test func theRecordsOfTheRFCsExampleAreMadeAgain() throws {
    let rsa = try DKIMKey(pem: Array(RFC8463.rsaKey.utf8))
    #expect(rsa.algorithm == .rsa(bits: 1_024))
    #expect(rsa.record == RFC8463.rsaRecord)
    let ed25519 = try DKIMKey(pem: Array(RFC8463.ed25519Key.utf8))
    #expect(ed25519.algorithm == .ed25519)
    #expect(ed25519.record == RFC8463.ed25519Record)
  }

  @Test(arguments: DKIMKey.Kind.allCases) func aNewKeyIsReadAgain(kind: DKIMKey.Kind) throws {
    let key = try DKIMKey.make(kind)
    let pem = try key.pem()
    #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    let again = try DKIMKey(pem: pem)
    #expect(again.algorithm == key.algorithm)
    #expect(again.record == key.record)
    #expect(try again.signature(of: [1, 2, 3]) == key.signature(of: [1, 2, 3]))
    #expect(try DKIMKey.make(kind).record != key.record)
    switch kind {
    case .rsa: #expect(key.algorithm == .rsa(bits: 2_048))
    case .ed25519: #expect(key.algorithm == .ed25519)
    }
  }

  /// Keys as OpenSSL's own program writes them.
  @Test(arguments: [
    (["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"], "rsa-sha256"),
    (["genrsa", "-traditional", "1024"], "rsa-sha256"),
    (["genpkey", "-algorithm", "ED25519"], "ed25519-sha256"),
  ])
  func opensslsKeysAreRead(arguments: [String], algorithm: String) throws {
    let pem = try Self.openssl(arguments)
    #expect(try DKIMKey(pem: pem).algorithm.name == algorithm)
  }

  @Test(arguments: [
    (["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], "its key is EC"),
    (["genpkey", "-algorithm", "X25519"], "its key is X25519"),
    (["genpkey", "-algorithm", "RSA-PSS"], "its key is RSA-PSS"),
    (["genrsa", "512"], "its RSA key has 512 bits"),
    (["genrsa", "-aes128", "-passout", "pass:hemligt", "1024"], "its key has a passphrase"),
    (
      ["genrsa", "-traditional", "-aes128", "-passout", "pass:hemligt", "1024"],
      "its key has a passphrase"
    ),
  ])
  func keysThatDoNotSignMailSayWhy(arguments: [String], words: String) throws {
    let pem = try Self.openssl(arguments)
    let fault = #expect(throws: InvalidDKIMKey.self) { try DKIMKey(pem: pem) }
    #expect("\(try #require(fault))".hasPrefix(words))
  }

  @Test(arguments: [
    ("", InvalidDKIMKey.notAKey), ("hej", .notAKey), ("\u{0}\u{1}", .notAKey),
    ("-----BEGIN PRIVATE KEY-----\naGVqCg==\n-----END PRIVATE KEY-----\n", .notAKey),
    ("-----BEGIN PUBLIC KEY-----\naGVqCg==\n-----END PUBLIC KEY-----\n", .publicHalf),
    ("-----BEGIN CERTIFICATE-----\naGVqCg==\n-----END CERTIFICATE-----\n", .publicHalf),
    ("-----BEGIN OPENSSH PRIVATE KEY-----\naGVqCg==\n", .openSSHFormat),
  ])
  func whatIsNoPrivateKeyIsRefused(text: String, fault: InvalidDKIMKey) {
    #expect(throws: fault) { try DKIMKey(pem: Array(text.utf8)) }
  }

  @Test func nothingPrintsAKey() throws {
    let key = try DKIMKey(pem: Array(RFC8463.rsaKey.utf8))
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] { #expect(text.count < 40) }
    // A key with a slip in it: the error tells neither its bytes nor where they stand.
    let broken = RFC8463.rsaKey.replacing("MIICXQIBAAK", with: "MIICXQIBAAL")
    let fault = #expect(throws: InvalidDKIMKey.self) { try DKIMKey(pem: Array(broken.utf8)) }
    #expect(fault == .notAKey)
  }

  @Test func oneKeySignsOnManyThreadsAtOnce() async throws {
    for pem in [RFC8463.rsaKey, try RFC8463.ed25519Key] {
      let key = try DKIMKey(pem: Array(pem.utf8))
      let texts = (0..<64).map { Array("message \($0)".utf8) }
      let alone = try texts.map { try key.signature(of: $0) }
      let together = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
        for (index, text) in texts.enumerated() {
          group.addTask { @concurrent in (index, try key.signature(of: text)) }
        }
        return try await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
      }
      for (index, signature) in alone.enumerated() { #expect(together[index] == signature) }
    }
  }

  @Test func aKeyFileIsReadAndItsFaultsNameItAndTheRemedy() async throws {
    try await withTemporaryFolder { folder in
      func write(_ name: String, _ text: String, mode: Int) throws -> URL {
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
        return url
      }
      let good = try write("good.pem", RFC8463.rsaKey, mode: 0o600)
      #expect(try !DKIMKeyFile(at: good, called: "good.pem").isOpenToAll)
      for mode in [0o604, 0o644, 0o602] {
        let open = try write("open.pem", RFC8463.ed25519Key, mode: mode)
        #expect(try DKIMKeyFile(at: open, called: "open.pem").isOpenToAll)
      }
      let missing = folder.appendingPathComponent("no.pem")
      let absence = #expect(throws: UnusableDKIMKeyFile.self) {
        try DKIMKeyFile(at: missing, called: "keys/no.pem")
      }
      #expect(absence?.reason == .missing)
      #expect(absence?.description == "the key file 'keys/no.pem' is not there")
      #expect(absence?.remedy.contains("stamkund dkim new") == true)
      let wrong = try write("wrong.pem", "secret words", mode: 0o600)
      let fault = #expect(throws: UnusableDKIMKeyFile.self) {
        try DKIMKeyFile(at: wrong, called: "wrong.pem")
      }
      #expect(fault?.reason == .invalid(.notAKey))
      #expect(
        fault?.description
          == "the key file 'wrong.pem' is of no use: it holds no private key in the form PEM"
      )
      let unreadable = #expect(throws: UnusableDKIMKeyFile.self) {
        try DKIMKeyFile(at: folder, called: "keys")
      }
      #expect(unreadable?.reason == .unreadable)
    }
  }

  private static func openssl(_ arguments: [String]) throws -> [UInt8] {
    let result = try OtherProgram.run(["openssl"] + arguments)
    try #require(result.status == 0)
    return Array(result.output)
  }
}
