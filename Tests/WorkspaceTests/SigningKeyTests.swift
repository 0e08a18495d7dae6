import Diagnostics
import Documents
import Foundation
import Mail
import Testing
import Workspace

@Suite struct SigningKeyTests {
  private static let shop = """
    name: Bokhandeln
    time_zone: Europe/Stockholm
    currency: SEK
    language: sv
    brand: {sender: hej@bokhandeln.example, address: Storgatan 1}
    smtp: {url: "smtp://localhost:2525"}
    web: {url: "http://localhost:8080"}

    """

  /// A key of 1,024 bits; published in RFC 8463, appendix A.
  private static let weakKey = """
    -----BEGIN RSA PRIVATE KEY-----
    MIICXQIBAAKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi
    Y/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqM
    KrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
    AoGAH0cxOhFZDgzXWhDhnAJDw5s4roOXN4OhjiXa8W7Y3rhX3FJqmJSPuC8N9vQm
    6SVbaLAE4SG5mLMueHlh4KXffEpuLEiNp9Ss3O4YfLiQpbRqE7Tm5SxKjvvQoZZe
    zHorimOaChRL2it47iuWxzxSiRMv4c+j70GiWdxXnxe4UoECQQDzJB/0U58W7RZy
    6enGVj2kWF732CoWFZWzi1FicudrBFoy63QwcowpoCazKtvZGMNlPWnC7x/6o8Gc
    uSe0ga2xAkEA8C7PipPm1/1fTRQvj1o/dDmZp243044ZNyxjg+/OPN0oWCbXIGxy
    WvmZbXriOWoSALJTjExEgraHEgnXssuk7QJBALl5ICsYMu6hMxO73gnfNayNgPxd
    WFV6Z7ULnKyV7HSVYF0hgYOHjeYe9gaMtiJYoo0zGN+L3AAtNP9huqkWlzECQE1a
    licIeVlo1e+qJ6Mgqr0Q7Aa7falZ448ccbSFYEPD6oFxiOl9Y9se9iYHZKKfIcst
    o7DUw1/hz2Ck4N5JrgUCQQCyKveNvjzkkd8HjYs0SwM0fPjK16//5qDZ2UiDGnOe
    uEzxBDAr518Z8VFbR41in3W4Y3yCDgQlLlcETrS+zYcL
    -----END RSA PRIVATE KEY-----

    """

  private func keys(of workspace: ShopWorkspace) throws -> SigningKeys {
    SigningKeys.read(try #require(workspace.configuration).dkim, in: workspace.folder)
  }

  @Test func newKeysSignOnceTheyAreConfigured() async throws {
    let text =
      Self.shop + """
        dkim:
          - {domain: bokhandeln.example, selector: s1, key_file: keys/s1.pem}
          - {domain: bokhandeln.example, selector: s1-ed25519, key_file: keys/s1-ed25519.pem}

        """
    try await TestWorkspace.load(with: ["stamkund.yaml": text]) { workspace in
      #expect(workspace.problems.isEmpty)
      let missing = try keys(of: workspace)
      #expect(missing.signer == nil)
      #expect(missing.problems.map(\.code) == ["bad-key-file", "bad-key-file"])
      #expect(missing.problems.map(\.severity) == [.error, .error])
      #expect(missing.problems.map(\.location.line) == [9, 10])

      let new = try NewSigningKey.make(
        [.rsa, .ed25519],
        domain: "bokhandeln.example",
        selector: "s1",
        in: workspace.folder
      )
      #expect(new.map(\.path) == ["keys/s1.pem", "keys/s1-ed25519.pem"])
      let keys = try keys(of: workspace)
      #expect(keys.problems.isEmpty)
      let signer = try #require(keys.signer)
      #expect(signer.identities.map(\.recordName) == new.map(\.identity.recordName))
      #expect(signer.identities.map(\.key.record) == new.map(\.identity.key.record))
    }
  }

  @Test func aNewKeyIsItsOwnersAndNotUnderVersionControl() async throws {
    try await TestWorkspace.load(with: [String: String]()) { workspace in
      let folder = workspace.folder
      func make(_ selector: String) throws -> [NewSigningKey] {
        try NewSigningKey.make([.ed25519], domain: "a.example", selector: selector, in: folder)
      }
      _ = try make("S1")
      func mode(_ path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.url(path).path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
      }
      #expect(try mode("keys/s1.pem") == 0o600)
      #expect(try mode("keys") == 0o700)
      #expect(try String(contentsOf: folder.url("keys/.gitignore"), encoding: .utf8) == "*\n")

      let before = try Data(contentsOf: folder.url("keys/s1.pem"))
      #expect(throws: NewSigningKeyFailure.exists("keys/s1.pem")) { try make("s1") }
      #expect(try Data(contentsOf: folder.url("keys/s1.pem")) == before)
      // Two are made or none.
      #expect(throws: NewSigningKeyFailure.exists("keys/s1.pem")) {
        try NewSigningKey.make([.rsa, .ed25519], domain: "a.example", selector: "s1", in: folder)
      }
      _ = try make("s2")
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.url("keys").path)
      #expect(files.sorted() == [".gitignore", "s1.pem", "s2.pem"])
      #expect(throws: InvalidDKIMName.selector) { try make("../s1") }
      #expect(throws: InvalidDKIMName.selector) { try make("s1/../../s1") }
    }
  }

  @Test func weakAndOpenKeysAreWarnedOf() async throws {
    let text =
      Self.shop + "dkim: {domain: bokhandeln.example, selector: s1, key_file: keys/old.pem}\n"
    try await TestWorkspace.load(with: ["stamkund.yaml": text, "keys/old.pem": Self.weakKey]) {
      workspace in
      let file = workspace.folder.url("keys/old.pem").path
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
      let open = try keys(of: workspace)
      #expect(open.signer != nil)
      #expect(open.problems.map(\.code) == ["open-key-file", "weak-key"])
      #expect(open.problems.allSatisfy { $0.severity == .warning })
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
      #expect(try keys(of: workspace).problems.map(\.code) == ["weak-key"])
    }
  }

  @Test func aKeyOfNoUseNamesFileAndRemedyAndNothingOfItsContent() async throws {
    let text =
      Self.shop + "dkim: {domain: bokhandeln.example, selector: s1, key_file: keys/s1.pem}\n"
    let broken = Self.weakKey.replacing("MIICXQ", with: "MIICXX")
    try await TestWorkspace.load(with: ["stamkund.yaml": text, "keys/s1.pem": broken]) {
      workspace in
      let keys = try keys(of: workspace)
      #expect(keys.signer == nil)
      let report = DiagnosticRenderer { workspace.files.text(ofFile: $0) }.render(keys.problems)
      #expect(
        report == """
          stamkund.yaml:8:60: error: the key file 'keys/s1.pem' is of no use: it holds no private key in the form PEM
            8 | dkim: {domain: bokhandeln.example, selector: s1, key_file: keys/s1.pem}
              |                                                            ^^^^^^^^^^^ 'stamkund dkim new' makes a new key and its DNS record

          """
      )
    }
  }

  @Test(arguments: [
    ("hej@bokhandeln.example", 0), ("hej@post.bokhandeln.example", 0), ("hej@example.com", 1),
    ("hej@xbokhandeln.example", 1), ("hej@example", 0),
  ])
  func aCampaignsSenderShouldBeOfASigningDomain(sender: String, warnings: Int) async throws {
    let files = [
      "stamkund.yaml": Self.shop
        + "dkim: {domain: bokhandeln.example, selector: s1, key_file: keys/s1.pem}\n",
      "campaigns/c.yaml": """
      audience: {include: new-customers}
      message: {from: \(sender), subject: Hej, template: winback}
      """,
    ]
    try await TestWorkspace.load(with: files) { workspace in
      let found = workspace.problems.filter { $0.code == "unaligned" }
      #expect(found.count == warnings)
      #expect(found.allSatisfy { $0.location.file == "campaigns/c.yaml" && $0.location.line == 2 })
    }
  }
}
