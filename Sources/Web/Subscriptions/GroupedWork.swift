import Synchronization

/// Does work in groups: what comes in while one group is being worked on makes up the next one.
///
/// A disk syncs some hundred times a second, however much each time, and a transaction that only
/// reads has its price too. Under load groups grow, and otherwise nobody waits for anyone.
final class GroupedWork<Input: Sendable, Output: Sendable>: Sendable {
  private struct Waiting {
    let input: Input
    let continuation: CheckedContinuation<Output, any Error>
  }

  private struct Queue {
    var waiting: [Waiting] = []
    var isClosed = false

    mutating func takeAll() -> [Waiting] {
      defer { waiting = [] }
      return waiting
    }
  }

  private let queue = Mutex(Queue())
  private let bell: AsyncStream<Void>
  private let ring: AsyncStream<Void>.Continuation
  private let work: @Sendable ([Input]) async throws -> [Output]

  /// The closure works on one group at a time, and has an output for each input.
  init(_ work: @escaping @Sendable ([Input]) async throws -> [Output]) {
    self.work = work
    (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// The output for the input; throws what its group failed with.
  func output(for input: Input) async throws -> Output {
    try await withCheckedThrowingContinuation { continuation in
      // Who comes first to an empty queue wakes the worker for all who follow.
      let isFirst = queue.withLock { queue -> Bool? in
        if queue.isClosed { return nil }
        queue.waiting.append(Waiting(input: input, continuation: continuation))
        return queue.waiting.count == 1
      }
      switch isFirst {
      case true?: ring.yield()
      case false?: break
      case nil: continuation.resume(throwing: CancellationError())
      }
    }
  }

  /// Works until the task is cancelled; what waits then is not done, and told so.
  func run() async {
    for await _ in bell { await workOnGroup() }
    let left = queue.withLock { queue in
      queue.isClosed = true
      return queue.takeAll()
    }
    for waiting in left { waiting.continuation.resume(throwing: CancellationError()) }
  }

  private func workOnGroup() async {
    let group = queue.withLock { $0.takeAll() }
    if group.isEmpty { return }
    do {
      let outputs = try await work(group.map(\.input))
      precondition(outputs.count == group.count, "each input has one output")
      for (waiting, output) in zip(group, outputs) {
        waiting.continuation.resume(returning: output)
      }
    } catch {
      for waiting in group { waiting.continuation.resume(throwing: error) }
    }
  }
}
