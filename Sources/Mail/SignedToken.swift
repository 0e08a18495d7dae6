/// What a link or a bounce address carries to say, unforgeably, which customer of which run it is
/// for and what it may be used for.
///
/// A token for one purpose or person does nothing for another.
///
/// Layout of the bytes, version 1:
///
///     1       version: 1
///     1       purpose: 1 unsubscribe, 2 preferences, 3 view, 4 bounce
///     8       run, most significant byte first
///     1…10    the customer's key as LEB128 of its 64 bits, shortest form
///     16      the first bytes of HMAC-SHA256 with the secret over "stamkund/token/1", a zero byte
///             and all bytes before
///
/// In links the bytes stand in base64url without padding (RFC 4648 section 5), 36 to 48 characters; in
/// bounce addresses in base32 (`VERPAddress`). Messages in the world carry these for years: a change
/// of the layout is a new version, and version 1 must stay readable.
package struct SignedToken: Hashable, Sendable {
  /// What the bearer may do.
  ///
  /// The numbers are in the world: never reuse one.
  package enum Purpose: UInt8, CaseIterable, Sendable {
    case unsubscribe = 1
    case preferences = 2
    case view = 3
    case bounce = 4
  }

  package let purpose: Purpose
  /// The run's random number.
  package let run: Int64
  /// The customer's key in the store.
  package let customer: Int64

  package init(purpose: Purpose, run: Int64, customer: Int64) {
    self.purpose = purpose
    self.run = run
    self.customer = customer
  }

  /// The token as it stands in a link.
  package func signed(with secret: TokenSecret) -> String {
    Base64.encodeForLink(signedBytes(with: secret))
  }

  /// The token that was signed with the secret for this purpose; nil for any other text, and nothing
  /// tells the reasons apart.
  package init?(verifying text: String, purpose: Purpose, secret: TokenSecret) {
    guard text.utf8.count <= 48, let bytes = Base64.decodeFromLink(text) else { return nil }
    self.init(bytes: bytes, purpose: purpose, secret: secret)
  }
}

extension SignedToken {
  private static let version: UInt8 = 1
  private static let label = "stamkund/token/1"

  func signedBytes(with secret: TokenSecret) -> [UInt8] {
    var bytes = [Self.version, purpose.rawValue] + run.bigEndianBytes
    var rest = UInt64(bitPattern: customer)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
    return bytes + secret.authenticationCode(label: Self.label, over: bytes)
  }

  init?(bytes: [UInt8], purpose: Purpose, secret: TokenSecret) {
    guard (27...36).contains(bytes.count) else { return nil }
    let payload = Array(bytes.dropLast(TokenSecret.codeLength))
    let code = secret.authenticationCode(label: Self.label, over: payload)
    guard TokenSecret.areEqual(code, bytes.suffix(TokenSecret.codeLength)) else { return nil }
    guard payload[0] == Self.version, payload[1] == purpose.rawValue else { return nil }
    let run = payload[2..<10].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let customer = Self.shortestLEB128(payload[10...]) else { return nil }
    self.init(purpose: purpose, run: Int64(bitPattern: run), customer: customer)
  }

  /// The number that fills all of the bytes in its shortest form.
  private static func shortestLEB128(_ bytes: ArraySlice<UInt8>) -> Int64? {
    guard let last = bytes.last, last < 0x80, bytes.count == 1 || last > 0 else { return nil }
    guard bytes.dropLast().allSatisfy({ $0 >= 0x80 }) else { return nil }
    // The tenth digit has room for one bit.
    guard bytes.count < 10 || (bytes.count == 10 && last == 1) else { return nil }
    let number = bytes.reversed().reduce(UInt64(0)) { $0 << 7 | UInt64($1 & 0x7F) }
    return Int64(bitPattern: number)
  }
}
