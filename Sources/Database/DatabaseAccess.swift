package import SQL

/// A database that queries run on: one file or one server, used from many threads and processes.
///
/// Reads see the database as it was when they began. Writes come one at a time; each is one
/// transaction, which is kept when the closure returns and undone when it throws. A connection and
/// what it gives are valid inside the closure only. Failures are `DatabaseFailure`s.
package protocol DatabaseAccess: Sendable {
  var dialect: SQLDialect { get }

  /// Runs queries on one snapshot, off the shared thread pool; ends with `CancellationError` when
  /// the task is cancelled, also in the middle of a query.
  func read<Value: Sendable>(
    _ body: @Sendable (any DatabaseConnection) throws -> Value
  ) async throws -> Value

  /// Runs one transaction that has the right to write from its beginning, off the shared pool.
  @discardableResult
  func write<Value: Sendable>(
    durability: Durability,
    _ body: @Sendable (any DatabaseConnection) throws -> Value
  ) async throws -> Value

  /// As `read`, on the calling thread, which waits: for code that has a thread of its own.
  func blockingRead<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value

  /// As `write`, on the calling thread, which waits: for code that has a thread of its own.
  @discardableResult
  func blockingWrite<Value>(
    durability: Durability,
    _ body: (any DatabaseConnection) throws -> Value
  ) throws -> Value
}

/// What a transaction survives once it is committed.
package enum Durability: Hashable, Sendable {
  /// The end of the process. A power failure may take the last moments' transactions, in order.
  case normal
  /// A power failure too: the disk has confirmed it, and all before it.
  case synced
}

extension DatabaseAccess {
  @discardableResult
  package func write<Value: Sendable>(
    _ body: @Sendable (any DatabaseConnection) throws -> Value
  ) async throws -> Value {
    try await write(durability: .normal, body)
  }

  @discardableResult
  package func blockingWrite<Value>(
    _ body: (any DatabaseConnection) throws -> Value
  ) throws -> Value {
    try blockingWrite(durability: .normal, body)
  }
}
