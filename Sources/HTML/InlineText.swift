/// Text as it comes in, white space made one as HTML has it: pieces with gaps between them.
struct InlineText {
  private(set) var pieces: [TextPiece] = []
  private var nextGap = TextPiece.Gap.none

  var isEmpty: Bool { pieces.isEmpty }

  /// Adds UTF-8 text; spaces at the beginning of all are none.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ emphasis: TextEmphasis) {
    var start = 0
    while start < text.count {
      if Self.isSpace(text[start]) {
        addSpace()
        start += 1
        continue
      }
      var end = start + 1
      while end < text.count, !Self.isSpace(text[end]) { end += 1 }
      addWord(UnsafeBufferPointer(rebasing: text[start..<end]), emphasis)
      start = end
    }
  }

  /// Adds what stays on the line of the word before it.
  mutating func addMark(_ text: String, _ emphasis: TextEmphasis) {
    nextGap = .fixedSpace
    append(text, emphasis)
  }

  mutating func addSpace() {
    if nextGap == .none, !isEmpty { nextGap = .space }
  }

  mutating func breakLine() {
    guard !isEmpty else { return }
    // Two breaks are an empty line.
    if nextGap == .lineEnd { append("", []) }
    nextGap = .lineEnd
  }

  /// All of it without blanks at its end; empty afterwards.
  mutating func take() -> [TextPiece] {
    defer {
      pieces.removeAll(keepingCapacity: true)
      nextGap = .none
    }
    guard let last = pieces.lastIndex(where: { !Self.isBlank($0.text) }) else { return [] }
    return Array(pieces[...last])
  }

  /// Without control characters and what has no width but to fill up a preheader.
  static func visible(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x34F, 0x200B, 0xFEFF: false
      default: true
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private mutating func addWord(_ word: UnsafeBufferPointer<UInt8>, _ emphasis: TextEmphasis) {
    let text = String(decoding: word, as: UTF8.self)
    let isPlain = word.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    append(isPlain ? text : Self.visible(text), emphasis, isPlain: isPlain)
  }

  private mutating func append(_ text: String, _ emphasis: TextEmphasis, isPlain: Bool = true) {
    if text.isEmpty, !isPlain { return }
    pieces.append(TextPiece(gap: nextGap, text: text, emphasis: emphasis))
    nextGap = .none
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// Whether it is nothing but spaces that are not ASCII, such as those that do not break.
  private static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { !$0.isASCII && $0.properties.isWhitespace }
  }
}
