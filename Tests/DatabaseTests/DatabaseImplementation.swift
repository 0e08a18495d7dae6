import Database
import Foundation
import SQL
import TestSupport
import Testing

/// A kind of database that the conformance suite is run on.
struct DatabaseImplementation: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// A connection pool to a database that the folder stands for; the same one each time.
  let open: @Sendable (URL) throws -> any DatabaseAccess

  static let all = [
    DatabaseImplementation(testDescription: "SQLite") { folder in
      try SQLiteDatabase(at: folder.appendingPathComponent("test.sqlite"))
    }
  ]
}

/// A fresh database with three tables: things, parts, sizes.
func withDatabase(
  _ implementation: DatabaseImplementation,
  _ body: (any DatabaseAccess) async throws -> Void
) async throws {
  try await withTemporaryFolder { folder in
    let database = try implementation.open(folder)
    try makeTables(database)
    try await body(database)
  }
}

func makeTables(_ database: any DatabaseAccess) throws {
  try database.blockingWrite { connection in
    try connection.executeScript(
      """
      CREATE TABLE things (name TEXT NOT NULL PRIMARY KEY, size BIGINT CHECK (size >= 0));
      CREATE TABLE sizes (size BIGINT PRIMARY KEY);
      CREATE TABLE parts (thing BIGINT REFERENCES sizes (size));
      """
    )
  }
}

func count(_ database: any DatabaseAccess) throws -> Int64? {
  try database.blockingRead { try $0.int("SELECT count(*) FROM things") }
}
