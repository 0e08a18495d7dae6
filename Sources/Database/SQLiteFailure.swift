import GRDB
import GRDBSQLite

/// SQLite's result codes as `DatabaseFailure`s (https://www.sqlite.org/rescode.html).
extension DatabaseFailure {
  init(code: CInt, words: String, attempting attempted: String) {
    let cause = Cause(attempted: Self.onOneLine(attempted), words: words)
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(cause)
    case SQLITE_FULL: self = .full(cause)
    case SQLITE_READONLY, SQLITE_PERM: self = .readOnly(cause)
    case SQLITE_CANTOPEN, SQLITE_NOTADB, SQLITE_AUTH: self = .unavailable(cause)
    case SQLITE_CORRUPT: self = .corrupt(cause)
    case SQLITE_INTERRUPT, SQLITE_ABORT: self = .interrupted(cause)
    case SQLITE_CONSTRAINT: self = .init(constraint: code, cause)
    default: self = .other(cause)
    }
  }

  private init(constraint code: CInt, _ cause: Cause) {
    // The extended codes are macros that Swift does not see: SQLITE_CONSTRAINT | (n << 8).
    switch code >> 8 {
    case 6, 8, 10: self = .constraint(.unique, cause)  // PRIMARYKEY, UNIQUE, ROWID
    case 5: self = .constraint(.notNull, cause)
    case 3: self = .constraint(.foreignKey, cause)
    case 1: self = .constraint(.check, cause)
    case 12: self = .constraint(.type, cause)  // DATATYPE, in STRICT tables
    default: self = .other(cause)
    }
  }

  /// The failure of the last call on a connection.
  init(lastOn connection: OpaquePointer?, attempting attempted: String) {
    self.init(
      code: sqlite3_extended_errcode(connection),
      words: String(cString: sqlite3_errmsg(connection)),
      attempting: attempted
    )
  }

  /// What GRDB threw, in our terms; errors of others as they are.
  static func converting(_ error: any Error, attempting attempted: String) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    return DatabaseFailure(
      code: error.extendedResultCode.rawValue,
      words: error.message ?? "error \(error.resultCode.rawValue)",
      attempting: error.sql ?? attempted
    )
  }

  private static func onOneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
