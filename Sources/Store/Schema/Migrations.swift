import Database
import SQL
import Shop

/// Brings a store's tables to what this program knows, forward only.
enum Migrations {
  static func run(on database: any DatabaseAccess, now: Instant) throws {
    let isCurrent = try database.blockingRead { connection in
      try version(connection) == newest && hasLateIndexes(connection)
    }
    if isCurrent { return }
    try database.blockingWrite(durability: .synced) { connection in
      // Another process may have migrated since.
      let version = try version(connection)
      guard version <= newest else { throw StoreFailure.newerSchema(version, known: newest) }
      try connection.executeScript(
        "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;"
      )
      for step in StoreSchema.steps where step.version > version {
        try connection.executeScript(step.script)
        try connection.execute(
          "INSERT INTO migrations (version, at) VALUES (\(step.version), \(now.milliseconds))"
        )
      }
      for indexes in StoreSchema.LateIndexes.allCases {
        try connection.executeScript(indexes.script)
      }
    }
  }

  private static var newest: Int64 { StoreSchema.steps.last?.version ?? 0 }

  private static func version(_ connection: any DatabaseConnection) throws -> Int64 {
    let exists = try connection.int(
      "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'"
    )
    guard exists == 1 else { return 0 }
    return try connection.int("SELECT max(version) FROM migrations") ?? 0
  }

  /// Some are missing where a first import was killed.
  private static func hasLateIndexes(_ connection: any DatabaseConnection) throws -> Bool {
    let names = StoreSchema.LateIndexes.allCases.flatMap(\.names)
    let count = try connection.int(
      "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name IN (\(list: names))"
    )
    return count == Int64(names.count)
  }
}
