import UnixSignals

/// Runs the work until it ends by itself or SIGINT or SIGTERM cancels it.
func withUntilInterrupted(_ work: @escaping @Sendable () async throws -> Void) async throws {
  let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      for await _ in signals { return }
    }
    group.addTask {
      do {
        try await work()
      } catch is CancellationError {
        // That is how it was told to end.
      }
    }
    try await group.next()
    group.cancelAll()
    try await group.waitForAll()
  }
}
