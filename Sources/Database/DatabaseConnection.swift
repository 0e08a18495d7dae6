package import SQL

/// What a read or a write does its work with.
package protocol DatabaseConnection: AnyObject {
  var dialect: SQLDialect { get }

  /// Runs a query that gives no rows.
  ///
  /// Returns how many rows it inserted, changed or deleted.
  @discardableResult
  func execute(_ query: SQLQuery) throws(DatabaseFailure) -> Int

  /// Runs a query and hands over its rows one by one, without keeping them.
  ///
  /// Other queries may run inside the closure. A query that writes (`… RETURNING`) is whole only
  /// when all its rows were taken.
  func forEachRow(_ query: SQLQuery, _ body: (Row) throws -> Void) throws

  /// A query to be run many times with other values: each interpolated value is a parameter that
  /// is bound before each run, counted from 0 in the order of the text.
  func prepare(_ query: SQLQuery) throws(DatabaseFailure) -> any PreparedStatement

  /// Runs statements of the schema, which bind nothing and are parted by semicolons.
  func executeScript(_ text: String) throws(DatabaseFailure)
}

extension DatabaseConnection {
  /// What the closure makes of each row, in order.
  package func rows<Value>(_ query: SQLQuery, _ map: (Row) throws -> Value) throws -> [Value] {
    var values: [Value] = []
    try forEachRow(query) { values.append(try map($0)) }
    return values
  }

  /// What the closure makes of the first row, or nil where there is none.
  package func row<Value>(_ query: SQLQuery, _ map: (Row) throws -> Value) throws -> Value? {
    var first: Value?
    try forEachRow(query) { if first == nil { first = try map($0) } }
    return first
  }

  /// All rows, whatever their columns hold.
  package func values(_ query: SQLQuery) throws -> [[SQLValue]] {
    try rows(query) { row in (0..<row.columnCount).map { row.value($0) } }
  }

  /// The integer in the first row's first column, or nil where there is no row or it is NULL.
  package func int(_ query: SQLQuery) throws -> Int64? {
    try row(query) { try $0.optionalInt(0) } ?? nil
  }

  /// The text in the first row's first column, or nil where there is no row or it is NULL.
  package func text(_ query: SQLQuery) throws -> String? {
    try row(query) { try $0.optionalText(0) } ?? nil
  }
}
