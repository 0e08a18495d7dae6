/// A message's name in the world (RFC 5322 section 3.6.4): the same for one run and customer whenever
/// it is made, and without meaning for everyone else.
///
/// Layout: `left@domain`, where `left` is 26 characters of base32 (RFC 4648, lower case, no padding): the
/// first 16 bytes of HMAC-SHA256 with the secret over `stamkund/message-id/1`, a zero byte, the run
/// and the customer's key as 8 bytes each, most significant first.
package struct MessageID: Hashable, Sendable {
  /// Without the angle brackets of the header, as mail servers' logs have it.
  package let value: String

  /// - Parameters:
  ///   - run: The run's random number.
  ///   - customer: The customer's key in the store.
  ///   - domain: The sender's domain, as `MailAddress.domain` gives it.
  ///   - secret: The shop's secret.
  package init(run: Int64, customer: Int64, domain: String, secret: TokenSecret) {
    let message = run.bigEndianBytes + customer.bigEndianBytes
    let code = secret.authenticationCode(label: "stamkund/message-id/1", over: message)
    value = "\(Base32.encode(code))@\(domain)"
  }

  /// The part before the @: letters and digits only.
  var left: Substring { value.prefix { $0 != "@" } }

  /// Whether the domain is one, so that it can stand in a header.
  var isValid: Bool {
    let domain = String(value.dropFirst(left.utf8.count + 1))
    return DomainName.ascii(domain) == domain
  }
}

extension Int64 {
  var bigEndianBytes: [UInt8] { Swift.withUnsafeBytes(of: bigEndian) { Array($0) } }
}
