extension Machine {
  // MARK: Markdown

  /// Puts the HTML of what was written since `start` in its place.
  mutating func endMarkdown(_ writer: Int32, from start: Int) throws(Failure) {
    guard start <= output.count else { throw Failure("Markdown ends before it begins") }
    let source = output.utf8(from: start)
    guard Int(writer) < markdown.count else {
      throw Failure("there is nothing here that makes HTML of Markdown")
    }
    guard !source.allSatisfy(Bytes.isSpace) else { return output.truncate(to: start) }
    let html: [UInt8]
    do {
      html = try markdown[Int(writer)].html(from: source)
    } catch {
      throw Failure(error.message)
    }
    output.truncate(to: start)
    try output.reserve(html.count)
    try html.withUnsafeBufferPointer { (bytes) throws(Failure) in try output.append(bytes) }
  }
}

extension OutputBuffer {
  /// Writes a value so that nothing in it means anything to Markdown.
  ///
  /// Each byte that could is one scalar, U+F0000 and the byte, which is a letter to Markdown and made
  /// the byte again when the HTML is written. Spaces are among them: they would end a link.
  ///
  /// U+F0000 stands before and behind, which is nothing in the HTML: what is around an empty value,
  /// or one of letters only, means the same as around any other.
  mutating func appendMarkdown(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
    try appendMarkdown(byte: 0)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: try append(byte: byte)
      case 0x00..<0x80: try appendMarkdown(byte: byte)
      case 0xF3 where Self.isEscape(bytes[index...]):
        // A value that has such a scalar itself does not get to use it.
        try append("\u{FFFD}")
        index += 3
      default: try append(byte: byte)
      }
      index += 1
    }
    try appendMarkdown(byte: 0)
  }

  private mutating func appendMarkdown(byte: UInt8) throws(Failure) {
    try append(byte: 0xF3)
    try append(byte: 0xB0)
    try append(byte: 0x80 | (byte >> 6))
    try append(byte: 0x80 | (byte & 0x3F))
  }

  private static func isEscape(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.starts(with: [0xF3, 0xB0, 0x80]) || bytes.starts(with: [0xF3, 0xB0, 0x81])
  }
}
