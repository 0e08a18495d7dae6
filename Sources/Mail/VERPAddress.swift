/// An envelope sender of its own for every message, so that a bounce says by the address it comes to
/// whom it is about, whatever its text ("variable envelope return path").
///
/// Layout: `b-` and the bytes of a `SignedToken` for the purpose `bounce` in base32 (RFC 4648, lower case,
/// no padding; read in any case), 46 to 60 characters in all, then @ and the bounces' domain.
package enum VERPAddress {
  private static let prefix = "b-"

  /// The envelope sender of one message.
  ///
  /// Throws when `domain` is no domain name.
  package static func sender(
    run: Int64,
    customer: Int64,
    domain: String,
    secret: TokenSecret
  ) throws(InvalidMailAddress) -> MailAddress {
    let token = SignedToken(purpose: .bounce, run: run, customer: customer)
    let text = Base32.encode(token.signedBytes(with: secret))
    return try MailAddress(name: nil, address: "\(prefix)\(text)@\(domain)")
  }

  /// The message that a bounce's recipient address stands for, nil when it was not made by
  /// `sender`.
  ///
  /// The domain is the caller's to compare.
  package static func verify(_ address: MailAddress, secret: TokenSecret) -> SignedToken? {
    let localPart = address.localPart
    guard localPart.prefix(prefix.count).lowercased() == prefix,
      let bytes = Base32.decode(localPart.dropFirst(prefix.count))
    else { return nil }
    return SignedToken(bytes: bytes, purpose: .bounce, secret: secret)
  }
}
