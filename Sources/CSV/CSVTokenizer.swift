/// Splits bytes into rows and fields (RFC 4180), eight bytes a step.
///
/// Line ends are CR LF, LF or CR. A field that begins with a quote ends with one, and has quotes
/// doubled; a quote elsewhere stands for itself.
struct CSVTokenizer: ~Copyable {
  enum Outcome {
    /// A row whose content ends at `end`, after which the next begins at `next`.
    case row(end: Int, next: Int)
    /// A line end and nothing else.
    case blank(next: Int)
    /// The row is not whole: more bytes are wanted, or there are none and nothing is left.
    case incomplete
    case malformed(CSVProblem)
  }

  /// The longest field that is read, in bytes.
  static let longestField = 1_000_000
  /// How many zero bytes must stand behind the input.
  static let padding = 8

  private let delimiter: UInt8
  private var table: UnsafeMutableBufferPointer<CSVRow.Field>
  private var fieldCount = 0
  /// What quoted fields with doubled quotes hold.
  private var unescaped: [UInt8] = []
  /// How many line ends the last row's fields have within them.
  private(set) var innerLines = 0
  /// Whether the last row may have bytes that are NUL or not ASCII.
  private(set) var isSuspicious = false

  init(delimiter: UInt8) {
    self.delimiter = delimiter
    table = .allocate(capacity: 64)
  }

  deinit { table.deallocate() }

  /// The fields of the last row, valid until the next is read.
  var fields: UnsafeBufferPointer<CSVRow.Field> {
    UnsafeBufferPointer(rebasing: UnsafeBufferPointer(table)[..<fieldCount])
  }

  /// What the fields with a negative start refer to, valid until the next row is read.
  var unescapedBytes: UnsafePointer<UInt8>? {
    // The array is not touched until then, so its bytes stay where they are.
    unescaped.isEmpty ? nil : unescaped.withUnsafeBufferPointer(\.baseAddress)
  }

  /// Reads the row at the beginning of the input; `isLast` says that no bytes will follow.
  mutating func readRow(in input: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Outcome {
    fieldCount = 0
    innerLines = 0
    isSuspicious = false
    if !unescaped.isEmpty { unescaped.removeAll(keepingCapacity: true) }
    guard let base = input.baseAddress, !input.isEmpty else { return .incomplete }
    var start = 0
    while true {
      // Behind the input there is padding, which is no quote.
      if base[start] == Sign.quote {
        if let outcome = readQuoted(base, &start, input.count, isLast) { return outcome }
      } else if let outcome = readUnquoted(base, &start, input.count, isLast) {
        return outcome
      }
    }
  }

  /// Reads fields until one begins with a quote, where `start` is left, or the row ends.
  private mutating func readUnquoted(
    _ base: UnsafePointer<UInt8>,
    _ start: inout Int,
    _ end: Int,
    _ isLast: Bool
  ) -> Outcome? {
    let delimiters = UInt64(delimiter) &* Word.ones
    var position = start
    var suspicious: UInt64 = 0
    defer { if suspicious & Word.highBits != 0 { isSuspicious = true } }
    while position < end {
      let word = Word.load(base + position)
      suspicious |= word | (word &- Word.ones)
      var matches =
        Word.zeroBytes(word ^ delimiters) | Word.zeroBytes(word ^ Word.lineFeeds)
        | Word.zeroBytes(word ^ Word.returns)
      while matches != 0 {
        let match = position + matches.trailingZeroBitCount / 8
        matches &= matches &- 1
        guard add(start: start, count: match - start) else { return .malformed(.fieldTooLong) }
        guard base[match] == delimiter else {
          return endRow(base, at: match, end, isLast)
        }
        start = match + 1
        if base[start] == Sign.quote { return nil }
      }
      position += 8
    }
    guard isLast else { return .incomplete }
    guard add(start: start, count: end - start) else { return .malformed(.fieldTooLong) }
    return .row(end: end, next: end)
  }

  /// Reads a field in quotes and what parts it from the next, where `start` is left.
  private mutating func readQuoted(
    _ base: UnsafePointer<UInt8>,
    _ start: inout Int,
    _ end: Int,
    _ isLast: Bool
  ) -> Outcome? {
    let content = start + 1
    var segment = content
    let firstUnescaped = unescaped.count
    isSuspicious = true
    while true {
      let quote = Word.firstQuote(base, from: segment, to: end)
      if quote - content > Self.longestField { return .malformed(.fieldTooLong) }
      if quote == end { return isLast ? .malformed(.unclosedQuote) : .incomplete }
      if quote + 1 == end, !isLast { return .incomplete }
      guard base[quote + 1] == Sign.quote else {
        endQuoted(base, content: content, segment: segment, quote: quote, firstUnescaped)
        return readBoundary(base, behind: quote, &start, end, isLast)
      }
      append(base + segment, count: quote + 1 - segment)
      segment = quote + 2
    }
  }

  private mutating func endQuoted(
    _ base: UnsafePointer<UInt8>,
    content: Int,
    segment: Int,
    quote: Int,
    _ firstUnescaped: Int
  ) {
    innerLines += Word.lineEnds(base, from: content, to: quote)
    if segment == content {
      _ = add(start: content, count: quote - content)
    } else {
      append(base + segment, count: quote - segment)
      _ = add(start: ~firstUnescaped, count: unescaped.count - firstUnescaped)
    }
  }

  private mutating func readBoundary(
    _ base: UnsafePointer<UInt8>,
    behind quote: Int,
    _ start: inout Int,
    _ end: Int,
    _ isLast: Bool
  ) -> Outcome? {
    let position = quote + 1
    if position == end { return .row(end: end, next: end) }
    switch base[position] {
    case delimiter:
      start = position + 1
      // A quote may begin the next field, and it may not have been read yet.
      return start == end && !isLast ? .incomplete : nil
    case Sign.lineFeed, Sign.carriageReturn: return endRow(base, at: position, end, isLast)
    default: return .malformed(.textAfterQuote)
    }
  }

  private func endRow(
    _ base: UnsafePointer<UInt8>,
    at position: Int,
    _ end: Int,
    _ isLast: Bool
  ) -> Outcome {
    var next = position + 1
    if base[position] == Sign.carriageReturn {
      if next == end, !isLast { return .incomplete }
      if next < end, base[next] == Sign.lineFeed { next += 1 }
    }
    return position == 0 ? .blank(next: next) : .row(end: position, next: next)
  }

  /// False where the field is too long.
  @inline(__always)
  private mutating func add(start: Int, count: Int) -> Bool {
    if fieldCount == table.count { grow() }
    table.initializeElement(at: fieldCount, to: CSVRow.Field(start: start, count: count))
    fieldCount += 1
    return count <= Self.longestField
  }

  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<CSVRow.Field>.allocate(capacity: 2 * table.count)
    _ = larger.initialize(from: table)
    table.deallocate()
    table = larger
  }

  private mutating func append(_ bytes: UnsafePointer<UInt8>, count: Int) {
    unescaped.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
  }
}
