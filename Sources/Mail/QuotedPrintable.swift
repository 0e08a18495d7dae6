/// RFC 2045 section 6.7.
enum QuotedPrintable {
  /// The encoding of text whose line ends are all CRLF, or nil when it would be longer than `limit`.
  static func encoded(_ bytes: [UInt8], atMost limit: Int) -> [UInt8]? {
    var fits = true
    let output = [UInt8](unsafeUninitializedCapacity: limit + slack) { buffer, count in
      bytes.withUnsafeBufferPointer { input in
        var writer = Writer(output: buffer, input: input)
        fits = writer.write(atMost: limit)
        count = writer.written
      }
    }
    return fits ? output : nil
  }

  /// What one step of the writer adds at most: a soft line break and an escape.
  private static let slack = 6

  private struct Writer {
    let output: UnsafeMutableBufferPointer<UInt8>
    let input: UnsafeBufferPointer<UInt8>
    var written = 0
    private var column = 0

    init(output: UnsafeMutableBufferPointer<UInt8>, input: UnsafeBufferPointer<UInt8>) {
      self.output = output
      self.input = input
    }

    /// Whether all of it fitted.
    mutating func write(atMost limit: Int) -> Bool {
      var index = 0
      while index < input.count {
        guard written <= limit else { return false }
        let byte = input[index]
        if byte == 0x0D {
          put(0x0D)
          put(0x0A)
          column = 0
          index += 2
          continue
        }
        let needsEscape = isEscaped(byte, at: index)
        makeRoom(for: needsEscape ? 3 : 1, before: index + 1)
        if needsEscape {
          put(UInt8(ascii: "="))
          put(HexDigits.digit(byte >> 4))
          put(HexDigits.digit(byte & 15))
        } else {
          put(byte)
        }
        index += 1
      }
      return written <= limit
    }

    /// White space at the end of a line would be lost on the way.
    private func isEscaped(_ byte: UInt8, at index: Int) -> Bool {
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { return isEndOfLine(index + 1) }
      return byte &- 33 >= 94 || byte == UInt8(ascii: "=")
    }

    private func isEndOfLine(_ index: Int) -> Bool { index >= input.count || input[index] == 0x0D }

    /// Breaks the line softly where the next octets would leave no room for the = of a break.
    private mutating func makeRoom(for count: Int, before next: Int) {
      let rest = TransferEncoding.longestLine - column - count
      if rest < 0 || (rest == 0 && !isEndOfLine(next)) {
        put(UInt8(ascii: "="))
        put(0x0D)
        put(0x0A)
        column = 0
      }
      column += count
    }

    private mutating func put(_ byte: UInt8) {
      output[written] = byte
      written += 1
    }
  }
}
