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
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, ["2", "4", "5"].contains(parts[0]) else { return nil }
    var numbers: [Int] = []
    for part in parts {
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }),
        let number = Int(part)
      else { return nil }
      numbers.append(number)
    }
    self.init(numbers[0], numbers[1], numbers[2])
  }

  package var description: String { "\(kind).\(subject).\(detail)" }
}
