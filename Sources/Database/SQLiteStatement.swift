import GRDB
import GRDBSQLite
import SQL

/// A statement of SQLite, bound and stepped through its handle.
final class SQLiteStatement: PreparedStatement {
  private let statement: Statement
  private let handle: OpaquePointer
  private let connection: OpaquePointer?
  private let cancellation: CancellationFlag?

  init(_ statement: Statement, on connection: OpaquePointer?, _ cancellation: CancellationFlag?) {
    self.statement = statement
    self.handle = statement.sqliteStatement
    self.connection = connection
    self.cancellation = cancellation
  }

  func bind(_ values: [SQLValue]) {
    for (index, value) in values.enumerated() { bind(value, at: index) }
  }

  func bind(_ value: SQLValue, at parameter: Int) {
    switch value {
    case .null: bindNull(at: parameter)
    case .integer(let number): bind(number, at: parameter)
    case .real(let number): bind(number, at: parameter)
    case .text(var text):
      text.withUTF8 { bytes in
        check(
          sqlite3_bind_text(
            handle,
            CInt(parameter + 1),
            Self.characters(bytes),
            CInt(bytes.count),
            SQLiteMemory.copied
          )
        )
      }
    case .blob(let bytes):
      check(
        bytes.isEmpty
          ? sqlite3_bind_zeroblob(handle, CInt(parameter + 1), 0)
          : sqlite3_bind_blob(
            handle,
            CInt(parameter + 1),
            bytes,
            CInt(bytes.count),
            SQLiteMemory.copied
          )
      )
    }
  }

  func bind(_ value: Int64, at parameter: Int) {
    check(sqlite3_bind_int64(handle, CInt(parameter + 1), value))
  }

  func bind(_ value: Double, at parameter: Int) {
    check(sqlite3_bind_double(handle, CInt(parameter + 1), value))
  }

  func bindNull(at parameter: Int) {
    check(sqlite3_bind_null(handle, CInt(parameter + 1)))
  }

  func bindText(_ bytes: UnsafeBufferPointer<UInt8>, at parameter: Int) {
    let code = sqlite3_bind_text(
      handle,
      CInt(parameter + 1),
      Self.characters(bytes),
      CInt(bytes.count),
      nil
    )
    check(code)
  }

  func run() throws(DatabaseFailure) -> Int {
    defer { sqlite3_reset(handle) }
    try checkCancellation()
    while try step() {}
    return Int(sqlite3_changes64(connection))
  }

  func runForInt() throws(DatabaseFailure) -> Int64? {
    defer { sqlite3_reset(handle) }
    try checkCancellation()
    var first: Int64?
    var isFirst = true
    while try step() {
      if isFirst { first = try Row(SQLiteRow(handle)).optionalInt(0) }
      isFirst = false
    }
    return first
  }

  func forEachRow(_ body: (Row) throws -> Void) throws {
    defer { sqlite3_reset(handle) }
    try checkCancellation()
    let row = Row(SQLiteRow(handle))
    while try step() { try body(row) }
  }

  private func step() throws(DatabaseFailure) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: true
    case SQLITE_DONE: false
    default: throw DatabaseFailure(lastOn: connection, attempting: statement.sql)
    }
  }

  private func checkCancellation() throws(DatabaseFailure) {
    if cancellation?.isSet == true {
      throw .interrupted(.init(attempted: statement.sql, words: "cancelled"))
    }
  }

  /// Binding fails only for a parameter that is not there or a statement that is running.
  private func check(_ code: CInt) {
    precondition(code == SQLITE_OK, "cannot bind a parameter of: \(statement.sql)")
  }

  /// An empty buffer may have no address, which SQLite would take for NULL.
  private static func characters(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafePointer<CChar> {
    guard let base = bytes.baseAddress else { return SQLiteMemory.emptyText }
    return UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
  }
}

/// The current row of a statement.
struct SQLiteRow: Row.Values {
  private let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  var columnCount: Int { Int(sqlite3_column_count(handle)) }

  func kind(at column: Int) -> ValueKind {
    switch sqlite3_column_type(handle, CInt(column)) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  func int(at column: Int) -> Int64 { sqlite3_column_int64(handle, CInt(column)) }

  func exactInt(at column: Int) -> Int64? {
    // The value is unprotected, which is safe here: a connection is used by one thread at a time.
    let value = sqlite3_column_value(handle, CInt(column))
    guard sqlite3_value_type(value) == SQLITE_INTEGER else { return nil }
    return sqlite3_value_int64(value)
  }

  func real(at column: Int) -> Double { sqlite3_column_double(handle, CInt(column)) }

  func bytes(at column: Int) -> UnsafeBufferPointer<UInt8> {
    let bytes = sqlite3_column_blob(handle, CInt(column))
    let count = Int(sqlite3_column_bytes(handle, CInt(column)))
    return UnsafeBufferPointer(start: bytes?.assumingMemoryBound(to: UInt8.self), count: count)
  }
}

/// Who owns the bytes that are given to SQLite.
enum SQLiteMemory {
  /// SQLITE_TRANSIENT: SQLite copies them at once.
  ///
  /// The macro is a cast of -1, which Swift does not import.
  static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  /// The address of an empty text that lives as long as the process.
  static var emptyText: UnsafePointer<CChar> {
    let text: StaticString = ""
    return UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
