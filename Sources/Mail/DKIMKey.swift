import CCrypto

/// A private key that signs mail (RFC 6376 section 3.3, RFC 8463).
///
/// One key serves any number of threads at once. Neither it nor any error ever prints its secret.
package final class DKIMKey: @unchecked Sendable {  // threads may share an unchanging EVP_PKEY
  package enum Algorithm: Hashable, Sendable {
    case rsa(bits: Int)
    case ed25519

    /// As the tag `a=` of a signature has it.
    package var name: String {
      switch self {
      case .rsa: "rsa-sha256"
      case .ed25519: "ed25519-sha256"
      }
    }
  }

  /// What a new key is to be.
  package enum Kind: String, CaseIterable, Sendable {
    /// With 2,048 bits: more do not fit one UDP answer of the DNS, fewer are warned of.
    case rsa
    case ed25519
  }

  package let algorithm: Algorithm
  private let key: OpaquePointer

  /// Reads a private key in PEM: RSA as PKCS#1 or PKCS#8, Ed25519 as PKCS#8.
  package convenience init(pem: [UInt8]) throws(InvalidDKIMKey) {
    let key = pem.withUnsafeBytes { bytes -> OpaquePointer? in
      guard let bio = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else {
        return nil
      }
      defer { BIO_free(bio) }
      // Without a callback of its own, OpenSSL would ask for a passphrase on the terminal.
      return PEM_read_bio_PrivateKey(bio, nil, { _, _, _, _ in -1 }, nil)
    }
    guard let key else {
      ERR_clear_error()
      throw InvalidDKIMKey(unreadable: pem)
    }
    try self.init(owning: key)
  }

  /// A new key.
  package static func make(_ kind: Kind) throws -> DKIMKey {
    let key =
      switch kind {
      case .rsa: ccrypto_make_rsa_key(2_048)
      case .ed25519: ccrypto_make_ed25519_key()
      }
    guard let key else { throw DKIMFailure(attempt: "make a key", words: LibcryptoWords.last()) }
    return try DKIMKey(owning: key)
  }

  private init(owning key: OpaquePointer) throws(InvalidDKIMKey) {
    self.key = key
    switch EVP_PKEY_get_base_id(key) {
    case EVP_PKEY_RSA: algorithm = .rsa(bits: Int(EVP_PKEY_get_bits(key)))
    case EVP_PKEY_ED25519: algorithm = .ed25519
    default:
      throw .wrongKind(EVP_PKEY_get0_type_name(key).map { String(cString: $0) } ?? "unknown")
    }
    // RFC 8301 section 3.2: verifiers take no signature of a shorter key for valid.
    if case .rsa(let bits) = algorithm, bits < 1_024 { throw .tooShort(bits: bits) }
  }

  deinit { EVP_PKEY_free(key) }

  /// What the domain publishes as a TXT record, in one piece (RFC 6376 section 3.6.1).
  package var record: String {
    switch algorithm {
    case .rsa: "v=DKIM1; k=rsa; p=\(Base64.encode(subjectPublicKeyInfo))"
    case .ed25519: "v=DKIM1; k=ed25519; p=\(Base64.encode(rawPublicKey))"
    }
  }

  /// The private key as PEM of PKCS#8, for its file and nothing else.
  package func pem() throws -> [UInt8] {
    let failure = { DKIMFailure(attempt: "write a key", words: LibcryptoWords.last()) }
    guard let bio = BIO_new(BIO_s_secmem()) else { throw failure() }
    defer { BIO_free(bio) }
    guard PEM_write_bio_PKCS8PrivateKey(bio, key, nil, nil, 0, nil, nil) == 1 else {
      throw failure()
    }
    var start: UnsafeMutablePointer<CChar>?
    let count = ccrypto_bytes_of_bio(bio, &start)
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The signature of a signature field's input (RFC 6376 section 3.7, RFC 8463 section 3): the same
  /// bytes for the same text, always.
  func signature(of text: [UInt8]) throws(DKIMFailure) -> [UInt8] {
    guard let context = EVP_MD_CTX_new() else { throw signingFailure }
    defer { EVP_MD_CTX_free(context) }
    let digest: OpaquePointer?
    let input: [UInt8]
    switch algorithm {
    case .rsa: (digest, input) = (EVP_sha256(), text)
    // Ed25519 hashes by itself; what it signs here is the SHA-256 of the text.
    case .ed25519: (digest, input) = (nil, SHA256Digest.of(text))
    }
    guard EVP_DigestSignInit(context, nil, digest, nil, key) == 1 else { throw signingFailure }
    var length = Int(EVP_PKEY_get_size(key))
    var signature = [UInt8](repeating: 0, count: length)
    guard EVP_DigestSign(context, &signature, &length, input, input.count) == 1 else {
      throw signingFailure
    }
    return Array(signature.prefix(length))
  }

  private var signingFailure: DKIMFailure {
    DKIMFailure(attempt: "sign a message with \(algorithm.name)", words: LibcryptoWords.last())
  }

  private var subjectPublicKeyInfo: [UInt8] {
    var start: UnsafeMutablePointer<UInt8>?
    let count = i2d_PUBKEY(key, &start)
    precondition(count > 0, "libcrypto cannot write a public key that it has read")
    defer { CRYPTO_free(start, #file, #line) }
    return Array(UnsafeBufferPointer(start: start, count: Int(count)))
  }

  private var rawPublicKey: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = bytes.count
    let result = EVP_PKEY_get_raw_public_key(key, &bytes, &count)
    precondition(result == 1 && count == 32, "libcrypto cannot write a public key that it has read")
    return bytes
  }
}

extension DKIMKey: CustomStringConvertible, CustomReflectable {
  package var description: String { "DKIMKey" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a file's content is no key that signs mail; never repeats any of it.
package enum InvalidDKIMKey: Error, Hashable, CustomStringConvertible {
  case notAKey
  /// A public key or a certificate.
  case publicHalf
  case openSSHFormat
  case hasPassphrase
  /// Another algorithm's, by libcrypto's name.
  case wrongKind(String)
  case tooShort(bits: Int)

  /// The nearest reason why libcrypto found no private key in the text.
  init(unreadable pem: [UInt8]) {
    let text = String(decoding: pem, as: UTF8.self)
    if text.contains("ENCRYPTED") {
      self = .hasPassphrase
    } else if text.contains("BEGIN OPENSSH PRIVATE KEY") {
      self = .openSSHFormat
    } else if text.contains("PUBLIC KEY-----") || text.contains("BEGIN CERTIFICATE") {
      self = .publicHalf
    } else {
      self = .notAKey
    }
  }

  package var description: String {
    switch self {
    case .notAKey: "it holds no private key in the form PEM"
    case .publicHalf: "it holds the public half of a key, and signing takes the private one"
    case .openSSHFormat: "it holds a key in OpenSSH's own form, not PEM"
    case .hasPassphrase: "its key has a passphrase, and nobody is there to type it"
    case .wrongKind(let kind): "its key is \(kind), and mail is signed with RSA or Ed25519"
    case .tooShort(let bits): "its RSA key has \(bits) bits, and receivers trust none under 1024"
    }
  }
}

/// libcrypto did not do what it always does.
package struct DKIMFailure: Error, CustomStringConvertible {
  let attempt: String
  let words: String

  package var description: String { "cannot \(attempt): \(words)" }
}

/// What libcrypto says about its last error.
enum LibcryptoWords {
  /// The words, and none are left for the next.
  static func last() -> String {
    let code = ERR_peek_last_error()
    ERR_clear_error()
    guard code != 0, let words = ERR_reason_error_string(code) else { return "libcrypto failed" }
    return String(cString: words)
  }
}
