import GRDB

/// A private database for sorting and grouping more than fits in memory; it is gone with the object.
///
/// It lives in a temporary file that has no name, of which at most 32 MB are kept in memory.
package final class ScratchDatabase {
  private let queue: DatabaseQueue

  package init() throws {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA journal_mode = MEMORY;
          PRAGMA synchronous = OFF;
          PRAGMA secure_delete = OFF;
          PRAGMA cache_size = -32768;
          """
      )
    }
    do {
      // https://www.sqlite.org/inmemorydb.html: an empty name is a temporary database on disk.
      queue = try DatabaseQueue(path: "", configuration: configuration)
    } catch {
      throw DatabaseFailure.converting(error, attempting: "open a temporary database")
    }
  }

  /// Uses the database on the calling thread, as one transaction.
  ///
  /// Other databases may be used inside the closure.
  package func use<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
    do {
      return try queue.write { try body(SQLiteConnection($0)) }
    } catch {
      throw DatabaseFailure.converting(error, attempting: "use a temporary database")
    }
  }
}
