/// A piece of a template: text, an output or a tag.
enum Segment {
  case text(Span)
  /// `whole` includes the braces, `content` not.
  case output(whole: Span, content: Span, trimsLeft: Bool, trimsRight: Bool)
  case tag(TagSegment)
  /// Braces that are never closed.
  case unclosed(Span, isTag: Bool)
}

/// A tag's name and what follows it.
struct TagSegment {
  let whole: Span
  /// Empty when the tag has no name.
  let name: Span
  let markup: Span
  let trimsLeft: Bool
  let trimsRight: Bool
}

/// Cuts a template into pieces, or the inside of a `liquid` tag into its lines.
struct Segments {
  private let source: SourceText
  private let end: Int
  private let isLines: Bool
  private(set) var position: Int

  /// The pieces of a document.
  init(_ source: SourceText) {
    self.source = source
    end = source.bytes.count
    isLines = false
    position = 0
  }

  /// The lines of a `liquid` tag, each a tag of its own.
  init(linesOf span: Span, in source: SourceText) {
    self.source = source
    end = span.end
    isLines = true
    position = span.start
  }

  mutating func next() -> Segment? {
    isLines ? nextLine() : nextPiece()
  }

  private mutating func nextPiece() -> Segment? {
    guard position < end else { return nil }
    let start = position
    var cursor = position
    while cursor + 1 < end {
      if source.bytes[cursor] == 0x7B, isOpening(cursor) { break }
      cursor += 1
    }
    if cursor + 1 >= end { cursor = end }
    if cursor > start {
      position = cursor
      return .text(Span(start, cursor))
    }
    return source.bytes[start + 1] == 0x25 ? nextTag(start) : nextOutput(start)
  }

  private func isOpening(_ offset: Int) -> Bool {
    source.bytes[offset + 1] == 0x7B || source.bytes[offset + 1] == 0x25
  }

  private mutating func nextTag(_ start: Int) -> Segment {
    guard let close = source.find("%}", from: start + 2, before: end) else {
      position = end
      return .unclosed(Span(start, start + 2), isTag: true)
    }
    position = close + 2
    let inside = trims(Span(start + 2, close))
    return .tag(tag(whole: Span(start, close + 2), inside.content, inside.left, inside.right))
  }

  private mutating func nextOutput(_ start: Int) -> Segment {
    let close = source.find("}}", from: start + 2, before: end)
    let tag = source.find("{%", from: start + 2, before: close ?? end)
    guard let close, tag == nil else {
      position = tag ?? source.find("\n", from: start, before: end) ?? end
      return .unclosed(Span(start, start + 2), isTag: false)
    }
    position = close + 2
    let inside = trims(Span(start + 2, close))
    return .output(
      whole: Span(start, close + 2),
      content: inside.content,
      trimsLeft: inside.left,
      trimsRight: inside.right
    )
  }

  private func trims(_ span: Span) -> (content: Span, left: Bool, right: Bool) {
    var content = span
    let left = !content.isEmpty && source.bytes[content.start] == 0x2D
    if left { content.start += 1 }
    let right =
      (!content.isEmpty && source.bytes[content.end - 1] == 0x2D)
      || (left && content.isEmpty)
    if right, !content.isEmpty { content.end -= 1 }
    return (content, left, right)
  }

  private func tag(whole: Span, _ content: Span, _ left: Bool, _ right: Bool) -> TagSegment {
    var start = content.start
    while start < content.end, Bytes.isSpace(source.bytes[start]) { start += 1 }
    var nameEnd = start
    if start < content.end, source.bytes[start] == 0x23 {
      nameEnd = start + 1
    } else {
      while nameEnd < content.end, Bytes.isWord(source.bytes[nameEnd]) { nameEnd += 1 }
    }
    return TagSegment(
      whole: whole,
      name: Span(start, nameEnd),
      markup: Span(nameEnd, content.end),
      trimsLeft: left,
      trimsRight: right
    )
  }

  private mutating func nextLine() -> Segment? {
    while position < end {
      let start = position
      let lineEnd = source.find("\n", from: start, before: end) ?? end
      position = lineEnd + 1
      let line = Span(start, lineEnd)
      if source.isBlank(line) { continue }
      return .tag(tag(whole: source.trimmed(line), line, false, false))
    }
    return nil
  }
}

extension Segments {
  /// Skips to after the closing tag of a block whose inside is not Liquid, such as `raw`.
  ///
  /// Answers the inside and whether the closing tag trims what follows, or nil at the end.
  mutating func skipVerbatim(to closing: String) -> (body: Span, trimsRight: Bool)? {
    let start = position
    var cursor = position
    while !isLines, let open = source.find("{%", from: cursor, before: end) {
      cursor = open + 2
      guard let close = source.find("%}", from: cursor, before: end) else { return nil }
      let inside = trims(Span(cursor, close))
      let tag = tag(whole: Span(open, close + 2), inside.content, inside.left, inside.right)
      guard source.string(tag.name) == closing else { continue }
      position = close + 2
      return (Span(start, open), inside.right)
    }
    return nil
  }
}
