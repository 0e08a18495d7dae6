/// Reads a file row by row in memory that does not grow with it.
///
///     let reader = try CSVReader(file: path, format: CSVFormat(delimiter: UInt8(ascii: ";")))
///     while let result = try reader.next() {
///       switch result {
///       case .row(let row): use(row.line, row.text(0))
///       case .malformed(let problem, let row): refuse(row.line, problem)
///       }
///     }
///
/// A `.gz` is decompressed, a byte order mark is left out, other encodings come as UTF-8. Blank
/// lines are skipped. A malformed row ends with its first line, so that a quote that is never
/// closed costs one row.
package final class CSVReader {
  package enum Result {
    case row(CSVRow)
    /// A row that cannot be used: its `raw` is there, its fields are not.
    case malformed(CSVProblem, CSVRow)
  }

  private static let chunk = 262_144
  private static let longestRow = 16_000_000

  private let source: any ByteSource
  private var tokenizer: CSVTokenizer
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var start = 0
  private var end = 0
  private var hasReadAll = false
  private var nextLine = 1

  /// How many fields each row must have from now on.
  package var expectedFields: Int?

  package convenience init(file path: String, format: CSVFormat) throws(CSVFailure) {
    try self.init(FileBytes(path: path), name: path, format: format)
  }

  package convenience init(bytes: [UInt8], format: CSVFormat) throws(CSVFailure) {
    try self.init(MemoryBytes(bytes), name: "the text", format: format)
  }

  init(_ source: any ByteSource, name: String, format: CSVFormat) throws(CSVFailure) {
    self.source = try TextSource.opening(source, name: name, encoding: format.encoding)
    tokenizer = CSVTokenizer(delimiter: format.delimiter)
    capacity = Self.chunk
    buffer = .allocate(capacity: capacity + CSVTokenizer.padding)
    buffer.initialize(repeating: 0, count: capacity + CSVTokenizer.padding)
  }

  deinit { buffer.deallocate() }

  /// Goes to the next row; nil at the end of the file.
  package func next() throws(CSVFailure) -> Result? {
    while true {
      switch tokenizer.readRow(in: unread, isLast: hasReadAll) {
      case .row(let end, let next):
        let row = take(content: end, whole: next, lines: 1 + tokenizer.innerLines)
        if let problem = problem(of: row) { return .malformed(problem, row) }
        return .row(row)
      case .blank(let next):
        start += next
        nextLine += 1
      case .malformed(let problem): return .malformed(problem, try takeFirstLine())
      case .incomplete:
        if hasReadAll { return nil }
        if unread.count > Self.longestRow { return .malformed(.rowTooLong, try takeFirstLine()) }
        try refill()
      }
    }
  }

  private var unread: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: buffer + start, count: end - start)
  }

  private func problem(of row: CSVRow) -> CSVProblem? {
    if let expectedFields, row.count != expectedFields {
      return .fieldCount(expected: expectedFields, found: row.count)
    }
    guard tokenizer.isSuspicious else { return nil }
    switch UTF8Check.of(row.raw) {
    case .text: return nil
    case .nul: return .nul
    case .invalid: return .invalidText
    }
  }

  private func take(content: Int, whole: Int, lines: Int) -> CSVRow {
    let row = CSVRow(
      line: nextLine,
      raw: UnsafeBufferPointer(start: buffer + start, count: content),
      fields: tokenizer.fields,
      unescaped: tokenizer.unescapedBytes
    )
    nextLine += lines
    start += whole
    return row
  }

  /// Takes the first line of what is unread as a row without fields, however long it is.
  private func takeFirstLine() throws(CSVFailure) -> CSVRow {
    var line = UnsafeBufferPointer(start: buffer + start, count: 0)
    if let (content, whole) = Word.firstLine(in: unread, isLast: hasReadAll) {
      line = UnsafeBufferPointer(start: buffer + start, count: content)
      start += whole
    } else {
      line = try passOverLine()
    }
    defer { nextLine += 1 }
    return CSVRow(
      line: nextLine,
      raw: line,
      fields: UnsafeBufferPointer(start: nil, count: 0),
      unescaped: nil
    )
  }

  /// Goes behind a line that is longer than the buffer should be; returns its beginning.
  private func passOverLine() throws(CSVFailure) -> UnsafeBufferPointer<UInt8> {
    let kept = min(unread.count, 1_000)
    buffer.update(from: buffer + start, count: kept)
    start = end
    while true {
      try refill(keeping: kept)
      if let (_, whole) = Word.firstLine(in: unread, isLast: hasReadAll) {
        start += whole
        return UnsafeBufferPointer(start: buffer, count: kept)
      }
      // The last byte may be a CR, which the next chunk may have the LF of.
      start = max(kept, end - 1)
    }
  }

  /// Reads more behind what is unread, which moves to the front, behind `kept` bytes.
  private func refill(keeping kept: Int = 0) throws(CSVFailure) {
    let count = end - start
    if start > kept {
      buffer.advanced(by: kept).update(from: buffer + start, count: count)
      start = kept
      end = kept + count
    }
    if end == capacity { grow() }
    let free = UnsafeMutableRawBufferPointer(start: buffer + end, count: capacity - end)
    let got = try source.read(into: free)
    end += got
    hasReadAll = got < free.count
    (buffer + end).update(repeating: 0, count: CSVTokenizer.padding)
  }

  private func grow() {
    let larger = UnsafeMutablePointer<UInt8>.allocate(
      capacity: 2 * capacity + CSVTokenizer.padding
    )
    larger.initialize(repeating: 0, count: 2 * capacity + CSVTokenizer.padding)
    larger.update(from: buffer, count: end)
    buffer.deallocate()
    buffer = larger
    capacity *= 2
  }
}
