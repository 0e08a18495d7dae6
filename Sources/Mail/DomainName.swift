import CIDN

/// Domain names in the one form that is sent and compared.
package enum DomainName {
  /// The name as lower-case A-labels (RFC 5890), or nil for what is not a domain name.
  ///
  /// Names outside ASCII go through IDNA2008 with the nontransitional mapping of UTS 46. Labels are
  /// letters, digits and hyphens, at most 63 octets; the name is at most 253 and has no final dot.
  package static func ascii(_ text: String) -> String? {
    let name = text.lowercased()
    if isHostName(name) && !hasALabel(name) { return name }
    guard let converted = converted(name), isHostName(converted) else { return nil }
    return converted
  }

  private static func converted(_ name: String) -> String? {
    // C would stop at the NUL and convert only what stands before it.
    guard !name.utf8.contains(0) else { return nil }
    var output: UnsafeMutablePointer<CChar>?
    guard idn2_to_ascii_8z(name, &output, cidn_flags) == IDN2_OK.rawValue, let output else {
      return nil
    }
    defer { idn2_free(output) }
    return String(cString: output).lowercased()
  }

  /// RFC 1123 section 2.1 and RFC 1035 section 2.3.4.
  private static func isHostName(_ name: String) -> Bool {
    guard (1...253).contains(name.utf8.count) else { return false }
    var length = 0
    var last = dot
    for byte in name.utf8 {
      if byte == dot {
        guard length > 0, last != hyphen else { return false }
        length = 0
      } else {
        guard isLowerCaseLetterOrDigit(byte) || (byte == hyphen && length > 0) else { return false }
        length += 1
        guard length <= 63 else { return false }
      }
      last = byte
    }
    return last != dot && last != hyphen
  }

  /// Whether some label claims to be the encoding of another, which only libidn2 can tell.
  private static func hasALabel(_ name: String) -> Bool {
    guard name.utf8.contains(hyphen) else { return false }
    return name.utf8.split(separator: dot).contains { $0.starts(with: "xn--".utf8) }
  }

  private static let dot = UInt8(ascii: ".")
  private static let hyphen = UInt8(ascii: "-")

  private static func isLowerCaseLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
