/// How a file of rows is written.
package struct CSVFormat: Hashable, Sendable {
  /// How bytes are text.
  ///
  /// A byte order mark in the file wins.
  package enum Encoding: Hashable, Sendable {
    case utf8
    /// Little-endian unless the byte order mark or the first sign says otherwise.
    case utf16
    case latin1
    case windows1252
  }

  /// An ASCII character other than a quote or a line end.
  package let delimiter: UInt8
  package let encoding: Encoding

  package init(delimiter: UInt8 = UInt8(ascii: ","), encoding: Encoding = .utf8) {
    self.delimiter = delimiter
    self.encoding = encoding
  }
}

/// What is wrong with one row; the rows after it are read all the same.
package enum CSVProblem: Hashable, Sendable, CustomStringConvertible {
  case unclosedQuote
  case textAfterQuote
  case nul
  case invalidText
  case fieldTooLong
  case rowTooLong
  case fieldCount(expected: Int, found: Int)

  package var description: String {
    switch self {
    case .unclosedQuote: "a quote is not closed"
    case .textAfterQuote: "text follows a closing quote, or a quote is not closed"
    case .nul: "the row has a NUL character"
    case .invalidText: "the row is not text in the file's encoding"
    case .fieldTooLong: "a field is longer than 1 MB, or a quote is not closed"
    case .rowTooLong: "the row is longer than 16 MB"
    case .fieldCount(let expected, let found):
      "the row has \(found) \(found == 1 ? "field" : "fields") where the header has \(expected)"
    }
  }
}

/// Why a file could not be read to its end.
package enum CSVFailure: Error, Hashable, CustomStringConvertible {
  case cannotRead(file: String, reason: String)
  case damagedCompression(file: String, reason: String)

  package var description: String {
    switch self {
    case .cannotRead(let file, let reason): "cannot read \(file): \(reason)"
    case .damagedCompression(let file, let reason): "cannot decompress \(file): \(reason)"
    }
  }
}
