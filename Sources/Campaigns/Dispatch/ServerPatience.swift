import Mail
import Synchronization

/// How long a server that does not take mail is waited for.
///
/// Failures are counted from the last success of any connection: a server that drops one
/// connection now and then is healthy, one that answers nobody is not.
final class ServerPatience: Sendable {
  private struct State {
    var failures = 0
    var ending: String?
  }

  private let state = Mutex(State())
  private let limit: Int

  /// Gives up after `limit` failures without a success between them.
  init(limit: Int) { self.limit = limit }

  /// Why sending was given up; nil while there is hope.
  var ending: String? { state.withLock { $0.ending } }

  func succeeded() { state.withLock { $0.failures = 0 } }

  /// How long to wait before the next try; nil when there is no use.
  func failed(_ words: String) -> Duration? {
    state.withLock { state in
      state.failures += 1
      if state.failures >= limit { state.ending = state.ending ?? words }
      if state.ending != nil { return nil }
      return .milliseconds(200 << min(state.failures - 1, 6))
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
