import Synchronization

/// A queue between tasks that holds a few elements: who sends too much waits.
///
/// Several may send and several receive; each element is received once.
package final class BoundedChannel<Element: Sendable>: Sendable {
  private struct State {
    var elements: [Element] = []
    var isClosed = false
    var senders: [CheckedContinuation<Void, Never>] = []
    var receivers: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  private let capacity: Int

  package init(capacity: Int) {
    precondition(capacity > 0, "a channel holds at least one element")
    self.capacity = capacity
  }

  /// Hands an element over, and waits while the channel is full; false once it is closed, when the
  /// element is dropped.
  package func send(_ element: Element) async -> Bool {
    while true {
      let (isSent, waiting): (Bool?, [CheckedContinuation<Void, Never>]) = state.withLock { state in
        if state.isClosed { return (false, []) }
        guard state.elements.count < capacity else { return (nil, []) }
        state.elements.append(element)
        defer { state.receivers = [] }
        return (true, state.receivers)
      }
      for receiver in waiting { receiver.resume() }
      if let isSent { return isSent }
      await wait { state, continuation in
        if state.isClosed || state.elements.count < capacity { return false }
        state.senders.append(continuation)
        return true
      }
    }
  }

  /// The next element, waiting for it; nil once the channel is closed and empty.
  package func receive() async -> Element? {
    while true {
      let (element, isClosed, waiting) = state.withLock { state in
        let element = state.elements.isEmpty ? nil : state.elements.removeFirst()
        defer { state.senders = [] }
        return (element, state.isClosed, state.senders)
      }
      for sender in waiting { sender.resume() }
      if let element { return element }
      if isClosed { return nil }
      await wait { state, continuation in
        if state.isClosed || !state.elements.isEmpty { return false }
        state.receivers.append(continuation)
        return true
      }
    }
  }

  /// No more elements are taken; those that are there can still be received.
  package func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      defer {
        state.senders = []
        state.receivers = []
      }
      return state.senders + state.receivers
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Waits to be woken if `enqueue` wants to.
  private func wait(
    _ enqueue: (inout sending State, CheckedContinuation<Void, Never>) -> Bool
  ) async {
    await withCheckedContinuation { continuation in
      if !state.withLock({ enqueue(&$0, continuation) }) { continuation.resume() }
    }
  }
}
