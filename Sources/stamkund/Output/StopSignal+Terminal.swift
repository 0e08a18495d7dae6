import Campaigns
import Foundation
import UnixSignals

extension StopSignal {
  /// Runs the work with a wish to stop that SIGINT and SIGTERM speak.
  ///
  /// The first one lets the work come to its end; the second ends the process at once, as a crash
  /// would: what was handed over without an answer is in doubt afterwards.
  static func fromTheTerminal<Result: Sendable>(
    _ work: @escaping @Sendable (StopSignal) async throws -> Result
  ) async throws -> Result {
    let stop = StopSignal()
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        for await _ in signals {
          if stop.isRequested { Foundation._exit(2) }
          stop.request()
          Terminal.note("\nstopping after the messages under way; once more to leave at once\n")
        }
        return nil
      }
      group.addTask { try await work(stop) }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }
}
