import Concurrency

/// A thread for what waits for the store, beside the recorder's.
actor LedgerThread {
  private nonisolated let executor = BlockingExecutor(name: "ledger")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  func work<Value: Sendable>(_ body: @Sendable () throws -> Value) throws -> Value { try body() }
}
