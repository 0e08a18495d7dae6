/// How customers' values stand in the text that is converted.
///
/// Each byte of a value that could mean something to Markdown or HTML (every ASCII character but
/// letters and digits) is one scalar of a private plane, U+F0000 and the byte. To the parser that
/// is a letter like any other; here it becomes the byte again, escaped for where it stands.
/// U+F0000 itself is nothing at all: a letter that leaves no trace. With one before and one behind
/// a value, its first and last character, or that it is empty, matter to nothing around it either.
enum ValueByte {
  /// The first byte of each such scalar.
  static let lead: UInt8 = 0xF3
  /// How many bytes a scalar takes.
  static let length = 4

  /// The byte for which the scalar at an offset stands; nil when something else stands there.
  @inline(__always)
  static func read(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt8? {
    // U+F0000 is F3 B0 80 80, U+F007F is F3 B0 81 BF.
    guard index + length <= text.count, text[index] == lead, text[index + 1] == 0xB0,
      text[index + 2] & 0xFE == 0x80, text[index + 3] & 0xC0 == 0x80
    else { return nil }
    return (text[index + 2] & 0x01) << 6 | text[index + 3] & 0x3F
  }
}
