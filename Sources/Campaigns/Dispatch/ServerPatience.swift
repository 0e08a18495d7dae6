import Mail
import Synchronization

/// How long a server that does not take mail is waited for.
///
/// Time counts from the last success of any of its connections: a server that drops one now and
/// then is healthy, one that answers nobody is not.
final class ServerPatience: Sendable {
  private struct State {
    var failures = 0
    var failingSince: ContinuousClock.Instant?
    /// The words of the last failure since the last success.
    var words: String?
    var ending: String?
  }

  private let state = Mutex(State())
  private let limit: Duration

  /// Gives up after that long without a success.
  init(limit: Duration) { self.limit = limit }

  /// What the server failed with last; nil where it has succeeded since.
  var trouble: String? { state.withLock { $0.ending ?? $0.words } }

  /// Why the server was given up; nil while there is hope.
  var ending: String? { state.withLock { $0.ending } }

  func succeeded() {
    state.withLock { state in
      state.failures = 0
      state.failingSince = nil
      state.words = nil
    }
  }

  /// How long to wait before the next try; nil when there is no use.
  func failed(_ words: String) -> Duration? {
    state.withLock { state in
      let now = ContinuousClock.now
      let since = state.failingSince ?? now
      state.failingSince = since
      state.failures += 1
      state.words = words
      if now - since >= limit { state.ending = state.ending ?? words }
      if state.ending != nil { return nil }
      return .milliseconds(200 << min(state.failures - 1, 4))
    }
  }

  /// Gives up at once: waiting will not help.
  func surrender(_ words: String) { state.withLock { $0.ending = $0.ending ?? words } }

  /// What a refusal means for the patience.
  func refused(_ refusal: ServerRefusal) -> Duration? {
    if case .configuration(let fault) = refusal {
      surrender("\(fault)")
      return nil
    }
    return failed("\(refusal)")
  }
}
