import Database
import Foundation
import SQL
import TestSupport
import Testing

@Suite struct SQLiteDatabaseTests {
  @Test func aSoundFileHasNoProblems() async throws {
    try await withTemporaryFolder { folder in
      let database = try SQLiteDatabase(at: folder.appendingPathComponent("a.sqlite"))
      try #expect(database.integrityProblems() == [])
      let mode = try database.blockingRead { try $0.text("PRAGMA journal_mode") }
      #expect(mode == "wal")
    }
  }

  @Test func aFileThatIsNoDatabaseIsUnavailable() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("a.sqlite")
      try Data(String(repeating: "This is no database. ", count: 200).utf8).write(to: file)
      let error = #expect(throws: DatabaseFailure.self) { try SQLiteDatabase(at: file) }
      let isUnavailable = if case .unavailable = error { true } else { false }
      #expect(isUnavailable, "\(String(describing: error))")
    }
  }

  @Test func aFolderThatIsNotThereIsNamed() throws {
    let file = URL(fileURLWithPath: "/nowhere/at/all.sqlite")
    let error = #expect(throws: DatabaseFailure.self) { try SQLiteDatabase(at: file) }
    let shown = try #require(error).description
    #expect(shown.contains("/nowhere/at/all.sqlite"))
  }

  @Test func aFullFileIsToldApartAndUndone() async throws {
    try await withTemporaryFolder { folder in
      let database = try SQLiteDatabase(at: folder.appendingPathComponent("a.sqlite"))
      try database.blockingWrite { connection in
        try connection.executeScript("CREATE TABLE things (bytes BLOB)")
      }
      let error = #expect(throws: DatabaseFailure.self) {
        try database.blockingWrite { connection in
          try connection.execute("INSERT INTO things VALUES ('kept?')")
          _ = try connection.int("PRAGMA max_page_count = 3")
          try connection.execute("INSERT INTO things VALUES (randomblob(1000000))")
        }
      }
      let isFull = if case .full = error { true } else { false }
      #expect(isFull, "\(String(describing: error))")
      try #expect(database.blockingRead { try $0.int("SELECT count(*) FROM things") } == 0)
      try #expect(database.integrityProblems() == [])
    }
  }

  @Test func aScratchDatabaseSortsWhileAnotherIsWritten() async throws {
    try await withTemporaryFolder { folder in
      let database = try SQLiteDatabase(at: folder.appendingPathComponent("a.sqlite"))
      try database.blockingWrite { try $0.executeScript("CREATE TABLE things (number INTEGER)") }
      try ScratchDatabase().use { scratch in
        try scratch.executeScript("CREATE TABLE numbers (number INTEGER PRIMARY KEY)")
        let insert = try scratch.prepare("INSERT INTO numbers VALUES (\(SQLValue.null))")
        for number in [3, 1, 2] {
          insert.bind(Int64(number), at: 0)
          try insert.run()
        }
        try scratch.forEachRow("SELECT number FROM numbers ORDER BY number") { row in
          let number = try row.int(0)
          try database.blockingWrite { try $0.execute("INSERT INTO things VALUES (\(number))") }
        }
      }
      let numbers = try database.blockingRead { connection in
        try connection.rows("SELECT number FROM things ORDER BY rowid") { try $0.int(0) }
      }
      #expect(numbers == [1, 2, 3])
    }
  }
}
