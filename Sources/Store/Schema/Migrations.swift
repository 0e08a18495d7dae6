import Database
import SQL
import Shop

/// Brings a store's tables to what this program knows, forward only.
enum Migrations {
  static func run(on database: any DatabaseAccess, now: Instant) throws {
    let isCurrent = try database.blockingRead { connection in
      try missing(connection).isEmpty && hasLateIndexes(connection)
    }
    if isCurrent { return }
    try database.blockingWrite(durability: .synced) { connection in
      // Another process may have migrated since.
      let missing = try missing(connection)
      try connection.executeScript(
        "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;"
      )
      for step in missing {
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

  /// The steps that the store has not taken.
  private static func missing(
    _ connection: any DatabaseConnection
  ) throws -> [StoreSchema.Step] {
    let known = StoreSchema.steps.map(\.version)
    let taken = try versions(connection)
    if let newest = known.max(), let version = taken.max(), version > newest {
      throw StoreFailure.newerSchema(version, known: newest)
    }
    return StoreSchema.steps.filter { !taken.contains($0.version) }
  }

  private static func versions(_ connection: any DatabaseConnection) throws -> [Int64] {
    let exists = try connection.int(
      "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'"
    )
    guard exists == 1 else { return [] }
    return try connection.rows("SELECT version FROM migrations") { try $0.int(0) }
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
