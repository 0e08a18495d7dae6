import Markdown

/// A customer's value as a template writes it into Markdown.
enum Value {
  /// Every ASCII character but letters and digits as U+F0000 and itself, between two U+F0000.
  static func escaped(_ value: String) -> String {
    var result = String.UnicodeScalarView()
    result.append(scalar(0))
    for character in value.unicodeScalars {
      switch character {
      case "0"..."9", "A"..."Z", "a"..."z": result.append(character)
      case _ where character.isASCII: result.append(scalar(character.value))
      default: result.append(character)
      }
    }
    result.append(scalar(0))
    return String(result)
  }

  private static func scalar(_ offset: UInt32) -> Unicode.Scalar {
    Unicode.Scalar(0xF0000 + offset) ?? "\u{FFFD}"
  }

  /// A template with a value in each of its holes.
  static func fill(_ template: String, hole: Character, with value: String) -> String {
    let parts = template.split(separator: hole, omittingEmptySubsequences: false)
    return parts.joined(separator: escaped(value))
  }

  /// A value as text: without control characters, but for tabs and line feeds.
  static func shown(_ value: String) -> String {
    let scalars = value.unicodeScalars.filter { scalar in
      scalar == "\t" || scalar == "\n" || scalar.value >= 0x20 && scalar.value != 0x7F
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

extension MarkdownConverter {
  /// The HTML of a text.
  func html(_ source: String) throws(MarkdownFailure) -> String {
    let bytes = Array(source.utf8)
    return try bytes.withUnsafeBufferPointer { (bytes) throws(MarkdownFailure) -> String in
      String(decoding: try html(from: bytes), as: UTF8.self)
    }
  }
}
