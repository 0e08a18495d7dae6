package import Foundation
import GRDB
package import SQL

/// An SQLite file in write-ahead mode: one writer and four readers in this process, and any number
/// of other processes.
///
/// Text comparison is SQLite's; `casefold(text)` and `stable_bucket(seed, id)` are there as well.
/// A connection waits 10 seconds for another process's transaction before it fails as busy.
package final class SQLiteDatabase: DatabaseAccess {
  private let pool: DatabasePool

  /// Opens the file, or makes it where there is none.
  package init(at url: URL) throws {
    do {
      pool = try DatabasePool(path: url.path, configuration: Self.configuration)
    } catch {
      throw DatabaseFailure.converting(error, attempting: "open \(url.path)")
    }
  }

  package var dialect: SQLDialect { .sqlite }

  package func read<Value: Sendable>(
    _ body: @Sendable (any DatabaseConnection) throws -> Value
  ) async throws -> Value {
    try await cancellable { flag in
      try await pool.read { try body(SQLiteConnection($0, cancellation: flag)) }
    }
  }

  @discardableResult
  package func write<Value: Sendable>(
    durability: Durability,
    _ body: @Sendable (any DatabaseConnection) throws -> Value
  ) async throws -> Value {
    try await cancellable { flag in
      try await pool.writeWithoutTransaction { database in
        try Self.transaction(on: database, durability) {
          try body(SQLiteConnection(database, cancellation: flag))
        }
      }
    }
  }

  package func blockingRead<Value>(
    _ body: (any DatabaseConnection) throws -> Value
  ) throws -> Value {
    try converting { try pool.read { try body(SQLiteConnection($0)) } }
  }

  @discardableResult
  package func blockingWrite<Value>(
    durability: Durability,
    _ body: (any DatabaseConnection) throws -> Value
  ) throws -> Value {
    try converting {
      try pool.writeWithoutTransaction { database in
        try Self.transaction(on: database, durability) { try body(SQLiteConnection(database)) }
      }
    }
  }

  /// Checks the whole file; the problems found, none for a sound one.
  package func integrityProblems() throws -> [String] {
    try blockingRead { connection in
      try connection.rows("PRAGMA integrity_check") { try $0.text(0) }.filter { $0 != "ok" }
    }
  }

  private static func transaction<Value>(
    on database: GRDB.Database,
    _ durability: Durability,
    _ body: () throws -> Value
  ) throws -> Value {
    // https://www.sqlite.org/pragma.html#pragma_synchronous: in write-ahead mode FULL syncs the
    // log after each transaction and NORMAL only before a checkpoint.
    if durability == .synced { try database.execute(sql: "PRAGMA synchronous = FULL") }
    defer {
      if durability == .synced {
        // Where this fails the connection stays as safe and becomes slower, which is no harm.
        try? database.execute(sql: "PRAGMA synchronous = NORMAL")
      }
    }
    var result: Result<Value, any Error>?
    try database.inTransaction(.immediate) {
      result = .success(try body())
      return .commit
    }
    guard let result else { throw CancellationError() }
    return try result.get()
  }

  private func converting<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw DatabaseFailure.converting(error, attempting: "use the database")
    }
  }

  private func cancellable<Value>(
    _ body: (CancellationFlag) async throws -> Value
  ) async throws -> Value {
    let flag = CancellationFlag()
    do {
      return try await withTaskCancellationHandler {
        try await body(flag)
      } onCancel: {
        flag.set()
      }
    } catch {
      if flag.isSet { throw CancellationError() }
      throw DatabaseFailure.converting(error, attempting: "use the database")
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { database in
      // The page size is for new files, and is a compromise: large pages make bulk work cheaper,
      // small ones transactions that touch a few rows here and there. A log of 8 MB stays in the
      // processor's cache until its pages are moved into the file.
      try database.execute(
        sql: """
          PRAGMA page_size = 8192;
          PRAGMA synchronous = NORMAL;
          PRAGMA cache_size = -65536;
          PRAGMA wal_autocheckpoint = 1024;
          PRAGMA journal_size_limit = 67108864;
          """
      )
      SQLiteFunctions.install(on: database)
    }
    return configuration
  }
}
