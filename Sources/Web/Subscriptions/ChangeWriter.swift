import Store
import Synchronization

/// Writes changes down in groups: what comes in while one transaction is being synced makes up the
/// next one.
///
/// A disk syncs some hundred times a second, however much each time.
final class ChangeWriter: Sendable {
  private struct Waiting {
    let change: SubscriptionChange
    let continuation: CheckedContinuation<Void, any Error>
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
  private let write: @Sendable ([SubscriptionChange]) async throws -> Void

  /// A writer that writes each group with the closure, one at a time.
  init(write: @escaping @Sendable ([SubscriptionChange]) async throws -> Void) {
    self.write = write
    (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Returns once the change is written; throws what kept its group from being written.
  func apply(_ change: SubscriptionChange) async throws {
    try await withCheckedThrowingContinuation { continuation in
      let isOpen = queue.withLock { queue in
        if queue.isClosed { return false }
        queue.waiting.append(Waiting(change: change, continuation: continuation))
        return true
      }
      if isOpen { ring.yield() } else { continuation.resume(throwing: CancellationError()) }
    }
  }

  /// Writes until the task is cancelled; what waits then is not written, and told so.
  func run() async {
    for await _ in bell { await writeGroup() }
    let left = queue.withLock { queue in
      queue.isClosed = true
      return queue.takeAll()
    }
    for waiting in left { waiting.continuation.resume(throwing: CancellationError()) }
  }

  private func writeGroup() async {
    let group = queue.withLock { $0.takeAll() }
    if group.isEmpty { return }
    let result: Result<Void, any Error>
    do {
      result = .success(try await write(group.map(\.change)))
    } catch {
      result = .failure(error)
    }
    for waiting in group { waiting.continuation.resume(with: result) }
  }
}
