import Synchronization

/// How many connections of one server this process may have open, and has.
///
/// Other senders may use the same server; what this one may have changes with their number.
final class LaneCrew: Sendable {
  private struct State {
    var allowed = 0
    var open = 0
  }

  private let state = Mutex(State())

  var open: Int { state.withLock { $0.open } }

  /// Whether more are open than may be.
  var isCrowded: Bool { state.withLock { $0.open > $0.allowed } }

  func allow(_ count: Int) { state.withLock { $0.allowed = count } }

  /// Waits until one more may be open, and counts it; false where it is over before that.
  func waitForPlace(isOver: () -> Bool) async -> Bool {
    while !isOver() {
      let hasPlace = state.withLock { state in
        guard state.open < state.allowed else { return false }
        state.open += 1
        return true
      }
      if hasPlace { return true }
      do {
        try await Task.sleep(for: .milliseconds(50))
      } catch {
        return false
      }
    }
    return false
  }

  func leave() { state.withLock { $0.open -= 1 } }
}
