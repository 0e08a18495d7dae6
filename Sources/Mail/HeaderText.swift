/// What may stand in header fields (RFC 5322 and RFC 2047).
enum HeaderText {
  /// Whether the text has no control characters and nothing that any program takes for a line break:
  /// C0, DEL, C1 (U+0085 among them), U+2028 and U+2029.
  static func isClean(_ text: String) -> Bool {
    var last: UInt8 = 0
    var lastButOne: UInt8 = 0
    for byte in text.utf8 {
      if byte < 0x20 || byte == 0x7F { return false }
      if last == 0xC2 && byte < 0xA0 { return false }
      if lastButOne == 0xE2 && last == 0x80 && (byte == 0xA8 || byte == 0xA9) { return false }
      lastButOne = last
      last = byte
    }
    return true
  }

  /// RFC 5322 section 3.2.3: letters, digits and some marks.
  static func isAtomText(_ byte: UInt8) -> Bool { atomText[Int(byte)] }

  /// Letters, digits and hyphens: what all programs take for a name, of all that RFC 5322 section
  /// 3.6.8 allows.
  static func isFieldName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
      }
  }

  /// The character, or its number where it would not be seen.
  static func visible(_ character: Character) -> String {
    let isSeen = character.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
        .paragraphSeparator:
        false
      default: true
      }
    }
    if isSeen { return String(character) }
    return character.unicodeScalars
      .map { scalar in
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      }
      .joined(separator: " ")
  }

  private static let atomText: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    for byte in (letters + "!#$%&'*+-/=?^_`{|}~").utf8 { table[Int(byte)] = true }
    return table
  }()
}
