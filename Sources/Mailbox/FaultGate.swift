/// Holds up the sessions that come to it until a test opens it, without any sleeping.
///
/// It opens once and stays open.
package final class FaultGate: Sendable {
  private struct State: Sendable {
    var isOpen = false
    var arrivals = 0
    var held: [@Sendable () -> Void] = []
  }

  private let state = Watched(State())

  package init() {}

  /// Lets everyone through, now and later.
  package func open() {
    let held = state.update { state in
      state.isOpen = true
      let held = state.held
      state.held = []
      return held
    }
    for resume in held { resume() }
  }

  /// Returns when at least this many sessions have come to the gate.
  ///
  /// Throws `CancellationError` when the task is cancelled before that.
  package func reached(by sessions: Int = 1) async throws {
    _ = try await state.wait { $0.arrivals >= sessions }
  }

  /// Calls `resume`, at once if the gate is open, else when it opens; on the opener's thread.
  func hold(_ resume: @escaping @Sendable () -> Void) {
    let isOpen = state.update { state in
      state.arrivals += 1
      if !state.isOpen { state.held.append(resume) }
      return state.isOpen
    }
    if isOpen { resume() }
  }
}
