import Database
import Foundation
import SQL
import TestSupport
import Testing

/// What a database is, whichever it is: each implementation passes all of it.
@Suite struct DatabaseConformanceTests {
  @Test(arguments: DatabaseImplementation.all)
  func valuesOfAllTypesRoundTrip(_ implementation: DatabaseImplementation) async throws {
    try await withDatabase(implementation) { database in
      let values: [SQLValue] = [
        .null, .integer(0), .integer(.max), .integer(.min), .real(0.1), .real(-1e300),
        .text(""), .text("Åsa\u{0} 日本 👩‍👩‍👧 'quoted' \"twice\""), .blob([]), .blob([0, 255, 39]),
      ]
      for value in values {
        let read = try await database.read { connection in
          try connection.row("SELECT \(value)") { $0.value(0) }
        }
        #expect(read == value)
      }
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func accessorsGiveTheirTypesAndRefuseOthers(_ implementation: DatabaseImplementation) async throws
  {
    try await withDatabase(implementation) { database in
      try database.blockingRead { connection in
        let query: SQLQuery =
          "SELECT \(Int64(7)), \(1.5), \("text"), \([UInt8](arrayLiteral: 1, 2)), NULL, \(true)"
        try connection.forEachRow(query) { row in
          #expect(row.columnCount == 6)
          try #expect(row.int(0) == 7)
          try #expect(row.real(0) == 7)
          try #expect(row.real(1) == 1.5)
          try #expect(row.text(2) == "text")
          try #expect(row.blob(3) == [1, 2])
          #expect(row.isNull(4))
          try #expect(row.bool(5))
          try #expect(row.optionalInt(4) == nil)
          try #expect(row.optionalText(4) == nil)
          try #expect(row.optionalReal(4) == nil)
          try #expect(row.optionalBlob(4) == nil)
          try #expect(row.optionalBool(4) == nil)
          #expect(
            throws: DatabaseFailure.unexpectedValue(column: 2, expected: .integer, found: .text)
          ) { try row.int(2) }
          #expect(
            throws: DatabaseFailure.unexpectedValue(column: 4, expected: .text, found: .null)
          ) { try row.text(4) }
        }
      }
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func aTransactionThatThrowsLeavesNothing(_ implementation: DatabaseImplementation) async throws {
    struct Stop: Error {}
    try await withDatabase(implementation) { database in
      await #expect(throws: Stop.self) {
        try await database.write { connection in
          try connection.execute("INSERT INTO things (name) VALUES ('lost')")
          throw Stop()
        }
      }
      #expect(throws: Stop.self) {
        try database.blockingWrite { connection in
          try connection.execute("INSERT INTO things (name) VALUES ('lost')")
          throw Stop()
        }
      }
      try #expect(count(database) == 0)
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func changedRowsAreCounted(_ implementation: DatabaseImplementation) async throws {
    try await withDatabase(implementation) { database in
      try database.blockingWrite { connection in
        try #expect(
          connection.execute("INSERT INTO things (name) VALUES ('a'), ('b'), ('c')") == 3
        )
        try #expect(connection.execute("UPDATE things SET size = 1 WHERE name <> 'a'") == 2)
        try #expect(connection.execute("DELETE FROM things WHERE name = 'x'") == 0)
      }
      try #expect(count(database) == 3)
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func anUpsertInsertsChangesOrLeaves(_ implementation: DatabaseImplementation) async throws {
    try await withDatabase(implementation) { database in
      func upsert(_ name: String, _ size: Int) throws -> Int64? {
        try database.blockingWrite { connection in
          try connection.int(
            """
            INSERT INTO things (name, size) VALUES (\(name), \(size))
            ON CONFLICT (name) DO UPDATE SET size = excluded.size
            WHERE excluded.size IS DISTINCT FROM things.size
            RETURNING size
            """
          )
        }
      }
      try #expect(upsert("a", 1) == 1)
      try #expect(upsert("a", 2) == 2)
      try #expect(upsert("a", 2) == nil)
      try #expect(count(database) == 1)
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func brokenRulesAreToldApart(_ implementation: DatabaseImplementation) async throws {
    try await withDatabase(implementation) { database in
      func broken(by query: SQLQuery) -> DatabaseFailure.Constraint? {
        do {
          try database.blockingWrite { try $0.execute(query) }
          return nil
        } catch let DatabaseFailure.constraint(kind, cause) {
          #expect(!"\(cause)".contains("secret"))
          return kind
        } catch {
          Issue.record("\(error)")
          return nil
        }
      }
      try database.blockingWrite {
        try $0.execute("INSERT INTO things (name) VALUES (\("secret"))")
      }
      #expect(broken(by: "INSERT INTO things (name) VALUES (\("secret"))") == .unique)
      #expect(broken(by: "INSERT INTO things (name) VALUES (\(String?.none))") == .notNull)
      #expect(broken(by: "INSERT INTO things (name, size) VALUES ('b', -1)") == .check)
      #expect(broken(by: "INSERT INTO parts (thing) VALUES (\(99))") == .foreignKey)
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func aReadSeesOneMomentOnly(_ implementation: DatabaseImplementation) async throws {
    try await withDatabase(implementation) { database in
      try database.blockingRead { connection in
        let before = try connection.int("SELECT count(*) FROM things")
        try database.blockingWrite { try $0.execute("INSERT INTO things (name) VALUES ('new')") }
        try #expect(connection.int("SELECT count(*) FROM things") == before)
      }
      try #expect(count(database) == 1)
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func writersOfTwoConnectionsTakeTurns(_ implementation: DatabaseImplementation) async throws {
    try await withTemporaryFolder { folder in
      let databases = [try implementation.open(folder), try implementation.open(folder)]
      try makeTables(databases[0])
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<4 {
          let database = databases[writer % 2]
          group.addTask {
            for _ in 0..<25 {
              try await database.write { connection in
                let size = try connection.int("SELECT max(size) FROM things") ?? 0
                try connection.execute(
                  "INSERT INTO things (name, size) VALUES (\("thing \(size + 1)"), \(size + 1))"
                )
              }
            }
          }
        }
        try await group.waitForAll()
      }
      try #expect(count(databases[1]) == 100)
      try #expect(databases[0].blockingRead { try $0.int("SELECT max(size) FROM things") } == 100)
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func queriesNestAlsoWhenTheyAreTheSame(_ implementation: DatabaseImplementation) async throws {
    try await withDatabase(implementation) { database in
      try database.blockingWrite { connection in
        try connection.execute("INSERT INTO things (name) VALUES ('a'), ('b')")
        var pairs: [String] = []
        let query: SQLQuery = "SELECT name FROM things ORDER BY name"
        try connection.forEachRow(query) { outer in
          try connection.forEachRow(query) { inner in
            pairs.append(try outer.text(0) + inner.text(0))
          }
        }
        #expect(pairs == ["aa", "ab", "ba", "bb"])
      }
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func preparedStatementsRunAgainWithOtherValues(_ implementation: DatabaseImplementation)
    async throws
  {
    try await withDatabase(implementation) { database in
      try database.blockingWrite { connection in
        let insert = try connection.prepare(
          "INSERT INTO things (name, size) VALUES (\(SQLValue.null), \(SQLValue.null)) RETURNING size"
        )
        for number in 1...3 {
          let name = Array("åäö \(number)".utf8)
          let size = try name.withUnsafeBufferPointer { name in
            insert.bindText(name, at: 0)
            insert.bind(Int64(number), at: 1)
            return try insert.runForInt()
          }
          #expect(size == Int64(number))
        }
        insert.bind(.text("last"), at: 0)
        insert.bindNull(at: 1)
        try #expect(insert.runForInt() == nil)
      }
      let names = try database.blockingRead { connection in
        try connection.rows("SELECT name FROM things ORDER BY name") { try $0.text(0) }
      }
      #expect(names == ["last", "åäö 1", "åäö 2", "åäö 3"])
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func textIsFoldedAsInMemory(_ implementation: DatabaseImplementation) async throws {
    try await withDatabase(implementation) { database in
      for text in ["ÅSA", "Göteborg", "STRASSE", "Straße", "", "a\u{30A}sa", "plain", "ΣΊΣΥΦΟΣ"] {
        let folded = try database.blockingRead { try $0.text("SELECT casefold(\(text))") }
        #expect(folded == TextFolding.casefold(text))
      }
      try #expect(database.blockingRead { try $0.text("SELECT casefold(NULL)") } == nil)
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func bucketsAreAsInMemory(_ implementation: DatabaseImplementation) async throws {
    try await withDatabase(implementation) { database in
      for id in ["1", "2", "kund-Å"] {
        let bucket = try database.blockingRead {
          try $0.int("SELECT stable_bucket(\("spring"), \(id))")
        }
        #expect(bucket == StableHash.bucket(seed: "spring", id: id))
      }
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func syncedTransactionsAreKeptAsOthersAre(_ implementation: DatabaseImplementation) async throws {
    try await withTemporaryFolder { folder in
      let database = try implementation.open(folder)
      try makeTables(database)
      try await database.write(durability: .synced) {
        try $0.execute("INSERT INTO things (name) VALUES ('async')")
      }
      try database.blockingWrite(durability: .synced) {
        try $0.execute("INSERT INTO things (name) VALUES ('blocking')")
      }
      try #expect(count(try implementation.open(folder)) == 2)
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func aCancelledTaskEndsItsQuery(_ implementation: DatabaseImplementation) async throws {
    try await withDatabase(implementation) { database in
      let query = Task {
        try await database.read { connection in
          try connection.int(
            """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers)
            SELECT count(*) FROM numbers
            """
          )
        }
      }
      query.cancel()
      await #expect(throws: CancellationError.self) { try await query.value }
    }
  }

  @Test(arguments: DatabaseImplementation.all)
  func wrongSQLIsAFailureThatShowsTheQuery(_ implementation: DatabaseImplementation) async throws {
    try await withDatabase(implementation) { database in
      let error = #expect(throws: DatabaseFailure.self) {
        try database.blockingRead { try $0.int("SELECT nothing FROM \(identifier: "no\"where")") }
      }
      let shown = try #require(error).description
      #expect(shown.contains("no\"\"where"))
    }
  }
}
