/// What a mail server answered.
package struct ServerReply: Hashable, Sendable, CustomStringConvertible {
  /// From 200 to 599.
  package let code: Int
  package let enhanced: EnhancedStatus?
  /// The server's words without the codes, the lines joined by spaces: at most 500 scalars, with control
  /// characters and what turns the reading direction escaped as `\u{1b}`.
  package let text: String

  package init(code: Int, enhanced: EnhancedStatus?, text: String) {
    self.code = code
    self.enhanced = enhanced
    self.text = Self.harmless(text)
  }

  package var description: String {
    [String(code), enhanced?.description ?? "", text].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static let longestText = 500

  private static func harmless(_ text: String) -> String {
    // What nearly all servers say.
    if text.utf8.count <= longestText, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
      return text
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(longestText) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      default:
        result.append(scalar)
      }
    }
    if text.unicodeScalars.count > longestText { result.append("…") }
    return String(result)
  }
}

/// A status code of RFC 3463, such as 5.1.1.
package struct EnhancedStatus: Hashable, Sendable, CustomStringConvertible {
  /// 2 success, 4 for now, 5 for good.
  package let kind: Int
  package let subject: Int
  package let detail: Int

  package init(_ kind: Int, _ subject: Int, _ detail: Int) {
    self.kind = kind
    self.subject = subject
    self.detail = detail
  }

  /// Reads `5.1.1`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    var rest = Substring(text).utf8
    guard let kind = Self.number(from: &rest, digits: 1), rest.popFirst() == UInt8(ascii: "."),
      let subject = Self.number(from: &rest, digits: 3), rest.popFirst() == UInt8(ascii: "."),
      let detail = Self.number(from: &rest, digits: 3), rest.isEmpty, [2, 4, 5].contains(kind)
    else { return nil }
    self.init(kind, subject, detail)
  }

  package var description: String { "\(kind).\(subject).\(detail)" }

  /// Takes the number that stands first, of so many digits at most.
  private static func number(from text: inout Substring.UTF8View, digits: Int) -> Int? {
    var number: Int?
    var count = 0
    while count < digits, let byte = text.first, (0x30...0x39).contains(byte) {
      number = (number ?? 0) * 10 + Int(byte - 0x30)
      count += 1
      text.removeFirst()
    }
    return number
  }
}
