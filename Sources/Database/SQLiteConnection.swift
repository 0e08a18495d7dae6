import GRDB
import GRDBSQLite
import SQL
import Synchronization

/// Whether the task that waits for a connection's work has been cancelled.
final class CancellationFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  var isSet: Bool { flag.load(ordering: .relaxed) }

  func set() { flag.store(true, ordering: .relaxed) }
}

/// A connection to SQLite during one read or write.
final class SQLiteConnection: DatabaseConnection {
  private let database: GRDB.Database
  private let cancellation: CancellationFlag?

  init(_ database: GRDB.Database, cancellation: CancellationFlag? = nil) {
    self.database = database
    self.cancellation = cancellation
  }

  var dialect: SQLDialect { .sqlite }

  func execute(_ query: SQLQuery) throws(DatabaseFailure) -> Int {
    try bound(query).run()
  }

  func forEachRow(_ query: SQLQuery, _ body: (Row) throws -> Void) throws {
    try bound(query).forEachRow(body)
  }

  func prepare(_ query: SQLQuery) throws(DatabaseFailure) -> any PreparedStatement {
    try bound(query, cached: false)
  }

  func executeScript(_ text: String) throws(DatabaseFailure) {
    do {
      try database.execute(sql: text)
    } catch let error as DatabaseError {
      throw DatabaseFailure(
        code: error.extendedResultCode.rawValue,
        words: error.message ?? "",
        attempting: error.sql ?? text
      )
    } catch {
      throw .interrupted(.init(attempted: text, words: "\(error)"))
    }
  }

  private func bound(
    _ query: SQLQuery,
    cached: Bool = true
  ) throws(DatabaseFailure) -> SQLiteStatement {
    let (text, values) = query.rendered(for: .sqlite)
    let statement = SQLiteStatement(
      try statement(text, cached: cached),
      on: database.sqliteConnection,
      cancellation
    )
    statement.bind(values)
    return statement
  }

  /// A statement that is not running: a cached one unless the same query is being stepped through.
  private func statement(_ text: String, cached: Bool) throws(DatabaseFailure) -> Statement {
    do {
      if cached {
        let statement = try database.cachedStatement(sql: text)
        if sqlite3_stmt_busy(statement.sqliteStatement) == 0 { return statement }
      }
      return try database.makeStatement(sql: text)
    } catch let error as DatabaseError {
      throw DatabaseFailure(
        code: error.extendedResultCode.rawValue,
        words: error.message ?? "",
        attempting: text
      )
    } catch {
      throw .interrupted(.init(attempted: text, words: "\(error)"))
    }
  }
}
