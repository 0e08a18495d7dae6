import CCrypto

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
struct SHA256Digest: ~Copyable {
  private let context: OpaquePointer

  init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("libcrypto has no SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  func add(_ bytes: UnsafeRawBufferPointer) {
    let result = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    precondition(result == 1, "libcrypto cannot go on with SHA-256")
  }

  /// The 32 bytes for all that was added.
  consuming func finished() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let result = EVP_DigestFinal_ex(context, &digest, nil)
    precondition(result == 1, "libcrypto cannot end SHA-256")
    return digest
  }

  static func of(_ bytes: [UInt8]) -> [UInt8] {
    let digest = SHA256Digest()
    bytes.withUnsafeBytes { digest.add($0) }
    return digest.finished()
  }
}
