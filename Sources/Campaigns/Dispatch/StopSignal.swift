import Synchronization

/// The wish that sending ends: nothing new begins, what is under way is brought to its end.
///
/// It is not the task's cancellation, because verdicts must still be written down after it.
package final class StopSignal: Sendable {
  private let requested = Mutex(false)

  package init() {}

  package var isRequested: Bool { requested.withLock { $0 } }

  package func request() { requested.withLock { $0 = true } }

  /// Waits that long, or until the wish is spoken, within a tenth of a second.
  package func wait(for duration: Duration) async throws {
    let deadline = ContinuousClock.now + duration
    while !isRequested, ContinuousClock.now < deadline {
      try await Task.sleep(for: min(.milliseconds(100), deadline - ContinuousClock.now))
    }
  }
}
