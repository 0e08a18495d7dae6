package import SQL

/// One row of a result, its columns counted from 0: valid until the closure that got it returns.
///
/// Each accessor throws `DatabaseFailure.unexpectedValue` where the column holds another type, or
/// NULL where it is not `optional…`.
package struct Row {
  /// What a driver knows about its current row.
  protocol Values {
    var columnCount: Int { get }
    func kind(at column: Int) -> ValueKind
    func int(at column: Int) -> Int64
    /// Nil where the column holds no integer, or there is none.
    func exactInt(at column: Int) -> Int64?
    func real(at column: Int) -> Double
    /// The bytes of a text or a blob, valid until the next row.
    func bytes(at column: Int) -> UnsafeBufferPointer<UInt8>
  }

  private let values: any Values

  init(_ values: any Values) { self.values = values }

  package var columnCount: Int { values.columnCount }

  package func isNull(_ column: Int) -> Bool { values.kind(at: column) == .null }

  package func int(_ column: Int) throws(DatabaseFailure) -> Int64 {
    if let number = values.exactInt(at: column) { return number }
    try check(column, is: .integer)
    return values.int(at: column)
  }

  package func optionalInt(_ column: Int) throws(DatabaseFailure) -> Int64? {
    if let number = values.exactInt(at: column) { return number }
    return isNull(column) ? nil : try int(column)
  }

  /// An integer that is 0 or 1.
  package func bool(_ column: Int) throws(DatabaseFailure) -> Bool { try int(column) != 0 }

  package func optionalBool(_ column: Int) throws(DatabaseFailure) -> Bool? {
    isNull(column) ? nil : try bool(column)
  }

  /// A real number, or an integer as one.
  package func real(_ column: Int) throws(DatabaseFailure) -> Double {
    if values.kind(at: column) == .integer { return Double(values.int(at: column)) }
    try check(column, is: .real)
    return values.real(at: column)
  }

  package func optionalReal(_ column: Int) throws(DatabaseFailure) -> Double? {
    isNull(column) ? nil : try real(column)
  }

  package func text(_ column: Int) throws(DatabaseFailure) -> String {
    try check(column, is: .text)
    return String(decoding: values.bytes(at: column), as: UTF8.self)
  }

  package func optionalText(_ column: Int) throws(DatabaseFailure) -> String? {
    isNull(column) ? nil : try text(column)
  }

  /// A text's bytes in UTF-8, or nil for NULL; valid until the closure that got the row returns.
  package func optionalUTF8(
    _ column: Int
  ) throws(DatabaseFailure) -> UnsafeBufferPointer<UInt8>? {
    if isNull(column) { return nil }
    try check(column, is: .text)
    return values.bytes(at: column)
  }

  package func blob(_ column: Int) throws(DatabaseFailure) -> [UInt8] {
    try check(column, is: .blob)
    return Array(values.bytes(at: column))
  }

  package func optionalBlob(_ column: Int) throws(DatabaseFailure) -> [UInt8]? {
    isNull(column) ? nil : try blob(column)
  }

  /// Whatever the column holds.
  package func value(_ column: Int) -> SQLValue {
    switch values.kind(at: column) {
    case .null: .null
    case .integer: .integer(values.int(at: column))
    case .real: .real(values.real(at: column))
    case .text: .text(String(decoding: values.bytes(at: column), as: UTF8.self))
    case .blob: .blob(Array(values.bytes(at: column)))
    }
  }

  private func check(_ column: Int, is expected: ValueKind) throws(DatabaseFailure) {
    precondition(column < values.columnCount, "a row has \(values.columnCount) columns")
    let found = values.kind(at: column)
    if found != expected {
      throw .unexpectedValue(column: column, expected: expected, found: found)
    }
  }
}

/// The types of values that databases hold.
package enum ValueKind: String, Hashable, Sendable {
  case null
  case integer
  case real
  case text
  case blob
}
