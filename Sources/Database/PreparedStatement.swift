package import SQL

/// A query that is run again and again, the fastest way to write many rows.
///
/// Parameters are counted from 0 and keep their values from run to run.
package protocol PreparedStatement: AnyObject {
  func bind(_ value: SQLValue, at parameter: Int)
  func bind(_ value: Int64, at parameter: Int)
  func bind(_ value: Double, at parameter: Int)
  func bindNull(at parameter: Int)

  /// Binds text in UTF-8 without copying it: the bytes must stay where they are until the
  /// parameter is bound anew or the statement has run for the last time.
  func bindText(_ bytes: UnsafeBufferPointer<UInt8>, at parameter: Int)

  /// Runs it; rows that it gives are left out.
  ///
  /// Returns how many rows it inserted, changed or deleted.
  @discardableResult
  func run() throws(DatabaseFailure) -> Int

  /// The integer in the first row's first column; nil where there is no row or it is NULL.
  func runForInt() throws(DatabaseFailure) -> Int64?

  /// Runs it and hands over its rows one by one.
  func forEachRow(_ body: (Row) throws -> Void) throws
}

extension PreparedStatement {
  package func bind(_ value: Int64?, at parameter: Int) {
    if let value { bind(value, at: parameter) } else { bindNull(at: parameter) }
  }
}
