/// Cuts the inside of a tag into tokens.
///
/// Curly quotes, `&quot;`, `&lt;`, `&gt;` and no-break spaces, which editors put in, are taken for
/// what they stand for; `firstSubstitute` is where the first was.
struct TagLexer {
  private let source: SourceText
  private let end: Int
  private var position: Int
  private var previous: Token.Kind?
  private(set) var firstSubstitute: Span?

  init(_ source: SourceText, _ span: Span) {
    self.source = source
    position = span.start
    end = span.end
  }

  /// All tokens, the last of which is `end`.
  mutating func tokens() throws(SyntaxError) -> [Token] {
    var tokens: [Token] = []
    while let token = try next() {
      tokens.append(token)
      previous = token.kind
    }
    tokens.append(Token(kind: .end, span: Span(end, end), content: Span(end, end)))
    return tokens
  }

  private mutating func next() throws(SyntaxError) -> Token? {
    skipSpace()
    guard position < end else { return nil }
    let byte = source.bytes[position]
    if Bytes.isLetter(byte) || byte == 0x5F { return word() }
    if Bytes.isDigit(byte) { return number() }
    if byte == 0x2D, position + 1 < end, Bytes.isDigit(source.bytes[position + 1]) {
      return number()
    }
    if let quote = quote(at: position) { return try string(quote) }
    if let token = comparison() { return token }
    return try sign(byte)
  }

  private mutating func skipSpace() {
    while position < end {
      if Bytes.isSpace(source.bytes[position]) {
        position += 1
      } else if source.has("\u{A0}", at: position, before: end) {
        substitute(2)
      } else if source.has("&nbsp;", at: position, before: end) {
        substitute(6)
      } else {
        return
      }
    }
  }

  private mutating func substitute(_ length: Int) {
    firstSubstitute = firstSubstitute ?? Span(position, position + length)
    position += length
  }

  private mutating func token(_ kind: Token.Kind, _ length: Int) -> Token {
    let span = Span(position, position + length)
    position += length
    return Token(kind: kind, span: span, content: span)
  }

  private mutating func word() -> Token {
    var cursor = position + 1
    while cursor < end, Bytes.isWord(source.bytes[cursor]) || source.bytes[cursor] == 0x2D {
      cursor += 1
    }
    if cursor < end, source.bytes[cursor] == 0x3F { cursor += 1 }
    // After a point it is a property's name.
    if cursor == position + 8, source.has("contains", at: position, before: end), previous != .dot {
      return token(.comparison(.contains), 8)
    }
    return token(.identifier, cursor - position)
  }

  private mutating func number() -> Token {
    var cursor = position + 1
    while cursor < end, Bytes.isDigit(source.bytes[cursor]) { cursor += 1 }
    let hasFraction =
      cursor + 1 < end && source.bytes[cursor] == 0x2E && Bytes.isDigit(source.bytes[cursor + 1])
    guard hasFraction else { return token(.integer, cursor - position) }
    cursor += 1
    while cursor < end, Bytes.isDigit(source.bytes[cursor]) { cursor += 1 }
    return token(.decimal, cursor - position)
  }

  private mutating func comparison() -> Token? {
    if let length = entity("&lt;") ?? entity("&gt;") {
      let isLess = source.has("&lt;", at: position)
      let follows = position + length < end ? source.bytes[position + length] : 0
      firstSubstitute = firstSubstitute ?? Span(position, position + length)
      if follows == 0x3D {
        return token(.comparison(isLess ? .lessOrEqual : .greaterOrEqual), length + 1)
      }
      return token(.comparison(isLess ? .less : .greater), length)
    }
    if source.has("==", at: position, before: end) { return token(.comparison(.equal), 2) }
    if source.has("!=", at: position, before: end) { return token(.comparison(.unequal), 2) }
    if source.has("<>", at: position, before: end) { return token(.comparison(.unequal), 2) }
    if source.has("<=", at: position, before: end) { return token(.comparison(.lessOrEqual), 2) }
    if source.has(">=", at: position, before: end) {
      return token(.comparison(.greaterOrEqual), 2)
    }
    if source.bytes[position] == 0x3C { return token(.comparison(.less), 1) }
    if source.bytes[position] == 0x3E { return token(.comparison(.greater), 1) }
    return nil
  }

  private func entity(_ text: StaticString) -> Int? {
    source.has(text, at: position, before: end) ? text.utf8CodeUnitCount : nil
  }

  private mutating func sign(_ byte: UInt8) throws(SyntaxError) -> Token {
    switch byte {
    case 0x7C: return token(.pipe, 1)
    case 0x2E:
      return source.has("..", at: position, before: end) ? token(.dots, 2) : token(.dot, 1)
    case 0x3A: return token(.colon, 1)
    case 0x2C: return token(.comma, 1)
    case 0x5B: return token(.openSquare, 1)
    case 0x5D: return token(.closeSquare, 1)
    case 0x28: return token(.openRound, 1)
    case 0x29: return token(.closeRound, 1)
    case 0x3F: return token(.question, 1)
    case 0x2D: return token(.dash, 1)
    case 0x3D: return token(.assignment, 1)
    default:
      var length = 1
      while position + length < end, !Bytes.startsScalar(source.bytes[position + length]) {
        length += 1
      }
      let span = Span(position, position + length)
      throw SyntaxError("unexpected character '\(source.string(span))'", at: span)
    }
  }
}

extension TagLexer {
  private struct Quote {
    let length: Int
    let isDouble: Bool
    let isSubstitute: Bool
  }

  private func quote(at offset: Int) -> Quote? {
    switch source.bytes[offset] {
    case 0x27: return Quote(length: 1, isDouble: false, isSubstitute: false)
    case 0x22: return Quote(length: 1, isDouble: true, isSubstitute: false)
    case 0xE2: return curlyQuote(at: offset)
    case 0x26:
      if source.has("&quot;", at: offset, before: end) {
        return Quote(length: 6, isDouble: true, isSubstitute: true)
      }
      if source.has("&#39;", at: offset, before: end) {
        return Quote(length: 5, isDouble: false, isSubstitute: true)
      }
      return nil
    default: return nil
    }
  }

  /// U+2018…U+201B are single, U+201C…U+201F double.
  private func curlyQuote(at offset: Int) -> Quote? {
    guard offset + 2 < end, source.bytes[offset + 1] == 0x80 else { return nil }
    switch source.bytes[offset + 2] {
    case 0x98...0x9B: return Quote(length: 3, isDouble: false, isSubstitute: true)
    case 0x9C...0x9F: return Quote(length: 3, isDouble: true, isSubstitute: true)
    default: return nil
    }
  }

  /// A plain quote is closed by its like; a substitute by any quote of its kind.
  private mutating func string(_ opening: Quote) throws(SyntaxError) -> Token {
    let start = position
    let inside = start + opening.length
    if opening.isSubstitute {
      firstSubstitute = firstSubstitute ?? Span(start, inside)
    }
    var cursor = inside
    while cursor < end {
      if let closing = quote(at: cursor), closing.isDouble == opening.isDouble,
        opening.isSubstitute || !closing.isSubstitute
      {
        position = cursor + closing.length
        return Token(
          kind: .string,
          span: Span(start, position),
          content: Span(inside, cursor)
        )
      }
      cursor += 1
    }
    throw SyntaxError("the string is not closed", at: Span(start, end))
  }
}
