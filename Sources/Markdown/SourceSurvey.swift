/// What a look over a text tells before it is parsed: which extensions it needs.
///
/// It also refuses the few texts that would take the parser far more time or memory than their
/// length suggests; an e-mail is far from all of them. The parser's time grows with the square of
/// some things: tables that might begin at any line of a long paragraph, cells of a row, tags that
/// are not closed, depth by lines. Its tree has all the cells that rows leave out, and a copy of a
/// link's URL for each reference to it.
struct SourceSurvey {
  /// Whether a line is nothing but what stands below a table's header.
  var mayHaveTable = false
  var hasTilde = false

  /// Looks over a text: UTF-8.
  static func of(
    _ source: UnsafeBufferPointer<UInt8>
  ) throws(MarkdownFailure) -> SourceSurvey {
    guard source.count <= SourceLimits.bytes else { throw .tooLong(bytes: source.count) }
    var surveyor = SourceSurveyor(source: source)
    return try surveyor.survey()
  }
}

/// How much of what takes long there may be in a text.
enum SourceLimits {
  /// Mail programs cut off what is longer than some 100 KB.
  static let bytes = 256 * 1024
  /// Quotes and lists that begin in one line.
  static let containers = 100
  /// Cells in one line.
  static let columns = 500
  /// Cells in all tables.
  static let cells = 200_000
  /// Bytes that are looked through for the header of a table.
  static let headerBytes = 16 * 1024 * 1024
  /// `![`, `<!` and `<?`.
  static let marks = 2_000
  /// Bytes of URLs and titles if each reference had all of the text as its own.
  static let referredBytes = 64 * 1024 * 1024
}
