import Synchronization

/// A value behind a lock that tasks can wait for, without polling.
final class Watched<Value: Sendable>: Sendable {
  private struct Waiter {
    let id: Int
    let condition: @Sendable (Value) -> Bool
    let continuation: CheckedContinuation<Value, any Error>
  }

  private struct State {
    var value: Value
    var waiters: [Waiter] = []
    var nextID = 0
  }

  private let state: Mutex<State>

  init(_ value: Value) {
    state = Mutex(State(value: value))
  }

  var value: Value { state.withLock { $0.value } }

  /// Changes the value, then wakes every task whose condition it meets.
  func update<Result: Sendable>(_ change: (inout Value) -> Result) -> Result {
    let (result, woken, value) = state.withLock { state in
      let result = change(&state.value)
      guard !state.waiters.isEmpty else { return (result, [Waiter](), state.value) }
      let value = state.value
      let woken = state.waiters.filter { $0.condition(value) }
      state.waiters.removeAll { $0.condition(value) }
      return (result, woken, value)
    }
    for waiter in woken { waiter.continuation.resume(returning: value) }
    return result
  }

  /// The first value, from now on, that meets the condition.
  ///
  /// Throws `CancellationError` when the task is cancelled before that.
  func wait(until condition: @escaping @Sendable (Value) -> Bool) async throws -> Value {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let outcome: Result<Value, any Error>? = state.withLock { state in
          if condition(state.value) { return .success(state.value) }
          // The flag is set before the handler below runs: one of the two always sees this waiter.
          if Task.isCancelled { return .failure(CancellationError()) }
          state.waiters.append(Waiter(id: id, condition: condition, continuation: continuation))
          return nil
        }
        if let outcome { continuation.resume(with: outcome) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        let index = state.waiters.firstIndex { $0.id == id }
        return index.map { state.waiters.remove(at: $0) }
      }
      waiter?.continuation.resume(throwing: CancellationError())
    }
  }
}
