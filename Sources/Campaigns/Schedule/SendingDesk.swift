import Shop
import Store
import Synchronization

/// Which runs a daemon is sending, and which it leaves alone for a while.
final class SendingDesk: Sendable {
  private struct State {
    var active: Set<Int64> = []
    var failures: [Int64: Int] = [:]
    var restingUntil: [Int64: Instant] = [:]
  }

  private let state = Mutex(State())

  /// Whether the run may be sent now; then it counts as being sent.
  func begin(_ run: Run, at now: Instant) -> Bool {
    state.withLock { state in
      if let until = state.restingUntil[run.key], now < until { return false }
      return state.active.insert(run.key).inserted
    }
  }

  /// The sending of a run has ended; after a failure it rests from five seconds to five minutes.
  func end(_ run: Run, succeeded: Bool, at now: Instant, restingUntil rest: Instant? = nil) {
    state.withLock { state in
      state.active.remove(run.key)
      state.restingUntil[run.key] = rest
      guard !succeeded else {
        state.failures[run.key] = nil
        return
      }
      let failures = state.failures[run.key, default: 0]
      state.failures[run.key] = failures + 1
      state.restingUntil[run.key] = now.advanced(bySeconds: min(300, 5 << Int64(min(failures, 6))))
    }
  }
}
