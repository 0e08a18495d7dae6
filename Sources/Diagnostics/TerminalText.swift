/// Text on its way to a terminal: no control sequences from data, and its width in columns.
package enum TerminalText {
  /// The same text with control characters shown as a middle dot and tabs as one space, so that
  /// nothing in a file or a server's reply can steer the terminal.
  package static func withoutControls(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09: result.append(" ")
      case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
        result.append("\u{B7}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// How many columns a terminal gives the text: two for wide characters, none for combining marks.
  package static func width(_ text: String) -> Int {
    text.reduce(0) { $0 + width($1) }
  }

  private static func width(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    case 0x200B...0x200D, 0xFE00...0xFE0F, 0xFEFF:
      return 0
    default:
      return first.properties.generalCategory == .nonspacingMark ? 0 : 1
    }
  }
}
