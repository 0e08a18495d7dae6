import CCrypto

/// The bytes from which everything is made that must not be forged: tokens in links, bounce
/// addresses and Message-IDs.
///
/// Never printed.
///
/// Whoever changes the secret makes every link and every bounce of the messages that are out invalid.
package struct TokenSecret: Sendable, CustomStringConvertible, CustomReflectable {
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8]) throws(WeakTokenSecret) {
    guard bytes.count >= 16 else { throw WeakTokenSecret() }
    self.bytes = bytes
  }

  package var description: String { "TokenSecret" }
  package var customMirror: Mirror { Mirror(self, children: []) }

  /// HMAC-SHA256 (RFC 2104) of `label`, a zero byte and `message`, cut to its first 16 bytes.
  ///
  /// The label keeps what is made for one use from being taken for another.
  func authenticationCode(label: String, over message: [UInt8]) -> [UInt8] {
    let input = Array(label.utf8) + [0] + message
    var code = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let result = HMAC(EVP_sha256(), bytes, Int32(bytes.count), input, input.count, &code, &length)
    precondition(result != nil && length == 32, "libcrypto has no SHA-256")
    return Array(code.prefix(Self.codeLength))
  }

  static let codeLength = 16

  /// Compares in a time that does not depend on where two codes differ.
  static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    let (left, right) = (Array(left), Array(right))
    return left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
}

/// A secret of fewer than 16 bytes.
package struct WeakTokenSecret: Error, Hashable, CustomStringConvertible {
  package var description: String {
    "the secret for links and bounce addresses needs 16 bytes or more"
  }
}
