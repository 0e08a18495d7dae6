import Diagnostics

/// A stretch of a template's bytes.
struct Span: Hashable, Sendable {
  var start: Int
  var end: Int

  init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  var isEmpty: Bool { end <= start }

  /// From the start of this to the end of that.
  func joined(_ other: Span) -> Span { Span(start, other.end) }
}

/// A template's text as bytes, and where its lines begin.
struct SourceText: Sendable {
  let bytes: [UInt8]
  let file: String
  private let lineStarts: [Int]
  private let firstLine: Int
  private let firstColumn: Int

  /// The text of a file, or a part of it that begins at a line and column.
  init(_ text: String, file: String, line: Int = 1, column: Int = 1) {
    bytes = Array(text.utf8)
    self.file = file
    firstLine = line
    firstColumn = column
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    lineStarts = starts
  }

  func string(_ span: Span) -> String {
    guard !span.isEmpty else { return "" }
    return String(decoding: bytes[span.start..<span.end], as: UTF8.self)
  }

  /// Where a stretch is in the file; one that runs over a line's end stops there.
  func location(_ span: Span) -> SourceLocation {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= span.start { low = middle } else { high = middle }
    }
    let column = scalars(lineStarts[low], span.start)
    let lineEnd = low + 1 < lineStarts.count ? lineStarts[low + 1] - 1 : bytes.count
    return SourceLocation(
      file: file,
      line: firstLine + low,
      column: (low == 0 ? firstColumn : 1) + column,
      length: scalars(span.start, min(span.end, lineEnd))
    )
  }

  private func scalars(_ start: Int, _ end: Int) -> Int {
    guard end > start else { return 0 }
    return bytes[start..<end].reduce(0) { $0 + (Bytes.startsScalar($1) ? 1 : 0) }
  }

  /// The stretch without white space at its ends.
  func trimmed(_ span: Span) -> Span {
    var span = span
    while !span.isEmpty, Bytes.isSpace(bytes[span.start]) { span.start += 1 }
    while !span.isEmpty, Bytes.isSpace(bytes[span.end - 1]) { span.end -= 1 }
    return span
  }

  /// Whether something like an HTML tag begins in it.
  func hasTag(in span: Span) -> Bool {
    (span.start..<max(span.start, span.end - 1)).contains {
      bytes[$0] == 0x3C && Bytes.isLetter(bytes[$0 + 1])
    }
  }

  func isBlank(_ span: Span) -> Bool { trimmed(span).isEmpty }

  /// Whether these bytes stand at the offset.
  func has(_ text: StaticString, at offset: Int, before end: Int? = nil) -> Bool {
    let end = end ?? bytes.count
    guard offset >= 0, offset + text.utf8CodeUnitCount <= end else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map {
        Bytes.equal($0 + offset, text.utf8Start, text.utf8CodeUnitCount)
      } ?? false
    }
  }

  /// The first place at or after `offset` where these bytes stand whole before `end`.
  func find(_ text: StaticString, from offset: Int, before end: Int? = nil) -> Int? {
    let end = end ?? bytes.count
    guard offset <= end else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      Bytes.find(
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount),
        in: UnsafeBufferPointer(rebasing: bytes[..<end]),
        from: offset
      )
    }
  }
}
