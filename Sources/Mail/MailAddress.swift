import Foundation

/// An address that mail can be sent to or from, with the name that may stand before it.
///
/// Whatever holds a `MailAddress` can be written into an envelope or a header: it has no control
/// characters, no spaces, brackets or quotes, and its domain is a domain name.
package struct MailAddress: Hashable, Sendable {
  /// The display name, not encoded; nil when there is none.
  package let name: String?
  /// What stands before the @, in Unicode's form NFC, at most 64 octets of UTF-8.
  package let localPart: String
  /// The domain as lower-case A-labels.
  package let domain: String

  /// The address as the envelope has it (RFC 5321 section 4.1.2).
  package var address: String { "\(localPart)@\(domain)" }

  /// What two spellings of one mailbox have in common: the key for duplicates and for suppression.
  ///
  /// The local part is lower-cased although RFC 5321 leaves its case to the receiving server: no
  /// provider gives two people addresses that differ in case only.
  package var mailboxKey: String {
    let key = localPart.lowercased()
    let isASCII = key.utf8.allSatisfy { $0 < 0x80 }
    return "\(isASCII ? key : key.precomposedStringWithCanonicalMapping)@\(domain)"
  }

  /// Whether the server must offer SMTPUTF8 (RFC 6531): the local part is not ASCII.
  package var needsSMTPUTF8: Bool { localPart.utf8.contains { $0 >= 0x80 } }

  /// Reads `name@domain`, `Name <name@domain>` or `"Name, with marks" <name@domain>`.
  package init(parsing text: String) throws(InvalidMailAddress) {
    let text = Self.trimmed(text[...])
    guard text.utf8.last == UInt8(ascii: ">") else {
      try self.init(name: nil, address: String(text))
      return
    }
    guard let bracket = text.utf8.lastIndex(of: UInt8(ascii: "<")) else { throw .malformed }
    let phrase = String(Self.trimmed(text[..<bracket]))
    let address = String(text[bracket...].dropFirst().dropLast())
    try self.init(name: try Self.unquoted(phrase), address: address)
  }

  /// Takes the two parts as they stand; an empty name is none.
  package init(name: String?, address: String) throws(InvalidMailAddress) {
    let name = name ?? ""
    guard HeaderText.isClean(name), HeaderText.isClean(address) else { throw .controlCharacter }
    guard !address.isEmpty else { throw .empty }
    guard let sign = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { throw .noAtSign }
    self.name = name.isEmpty ? nil : name
    self.localPart = try Self.validLocalPart(String(address[..<sign]))
    self.domain = try Self.validDomain(String(address[address.utf8.index(after: sign)...]))
    guard localPart.utf8.count + 1 + domain.utf8.count <= 254 else { throw .tooLong }
  }
}

extension MailAddress {
  /// Without the spaces at its ends.
  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.utf8.first == UInt8(ascii: " ") { text.removeFirst() }
    while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
    return text
  }

  /// A quoted string without its quotes and backslashes; any other phrase as it is.
  private static func unquoted(_ phrase: String) throws(InvalidMailAddress) -> String {
    guard phrase.hasPrefix("\"") else {
      guard !phrase.contains(where: { "<>\"".contains($0) }) else { throw .malformed }
      return phrase
    }
    var name = ""
    var rest = phrase.dropFirst()
    while let character = rest.popFirst() {
      switch character {
      case "\"":
        guard rest.isEmpty else { throw .malformed }
        return name
      case "\\":
        guard let escaped = rest.popFirst() else { throw .malformed }
        name.append(escaped)
      default:
        name.append(character)
      }
    }
    throw .malformed
  }

  /// RFC 5321 section 4.1.2 as widened by RFC 6531 section 3.3: a dot-atom.
  ///
  /// Quoted local parts are refused: no provider hands them out, and each is a trap for the next
  /// program on the way.
  private static func validLocalPart(_ text: String) throws(InvalidMailAddress) -> String {
    guard !text.isEmpty else { throw .noLocalPart }
    var isASCII = true
    var hasStrayDot = false
    var last: Unicode.Scalar = "."
    for scalar in text.unicodeScalars {
      if !scalar.isASCII { isASCII = false }
      guard isAllowedInLocalPart(scalar) else { throw .localPartCharacter(Character(scalar)) }
      if last == "." && scalar == "." { hasStrayDot = true }
      last = scalar
    }
    guard !hasStrayDot, last != "." else { throw .localPartDots }
    // Programs that decode too much would show whatever it says in place of the address.
    guard !text.contains("=?") else { throw .encodedWord }
    let normal = isASCII ? text : text.precomposedStringWithCanonicalMapping
    guard normal.utf8.count <= 64 else { throw .localPartTooLong }
    return normal
  }

  private static func isAllowedInLocalPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar == "." || HeaderText.isAtomText(UInt8(scalar.value)) }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned,
      .spaceSeparator, .lineSeparator, .paragraphSeparator:
      return false
    default:
      return true
    }
  }

  private static func validDomain(_ text: String) throws(InvalidMailAddress) -> String {
    guard let domain = DomainName.ascii(text) else { throw .invalidDomain }
    if domain == "localhost" { return domain }
    // A name without a dot is a slip of the pen; a number at the end makes it an IP address.
    guard let dot = domain.lastIndex(of: ".") else { throw .invalidDomain }
    guard !domain[dot...].dropFirst().allSatisfy(\.isNumber) else { throw .invalidDomain }
    return domain
  }
}

/// Why a text is no address; the words do not repeat the address, which may be a customer's.
package enum InvalidMailAddress: Error, Hashable, CustomStringConvertible {
  case empty
  case malformed
  case controlCharacter
  case noAtSign
  case noLocalPart
  case localPartCharacter(Character)
  case localPartDots
  case localPartTooLong
  case encodedWord
  case invalidDomain
  case tooLong

  package var description: String {
    switch self {
    case .empty: "there is no address"
    case .malformed: "the address is not of the form Name <name@domain>"
    case .controlCharacter: "the address has a line break or another control character"
    case .noAtSign: "the address has no @"
    case .noLocalPart: "nothing stands before the @"
    case .localPartCharacter(let character):
      "“\(HeaderText.visible(character))” may not stand before the @"
    case .localPartDots: "before the @, a dot stands at the edge or beside another dot"
    case .encodedWord: "what stands before the @ looks like an encoded word of RFC 2047"
    case .localPartTooLong: "more than 64 octets stand before the @"
    case .invalidDomain: "what stands after the @ is no domain name"
    case .tooLong: "the address is longer than 254 octets"
    }
  }
}
