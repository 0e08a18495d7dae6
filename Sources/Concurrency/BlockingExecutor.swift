import Foundation

/// A serial executor with a thread of its own, for an actor whose work blocks: a C library's calls,
/// a wait on a socket.
///
/// The shared pool is never held up by it.
///
/// The thread ends by itself when the last reference to the executor is gone, after the jobs that
/// were enqueued until then.
///
///     actor Session {
///       private let executor = BlockingExecutor(name: "session")
///       nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
///     }
package final class BlockingExecutor: SerialExecutor {
  private let queue = JobQueue()

  /// Starts the thread.
  ///
  /// `name` is what debuggers and `ps` show; Linux cuts it after 15 bytes.
  package init(name: String) {
    let thread = Thread { [queue] in queue.runUntilClosed() }
    thread.start()
    // Foundation hands the name to the system only while the thread runs.
    thread.name = name
  }

  deinit { queue.close() }

  package func enqueue(_ job: consuming ExecutorJob) {
    queue.append(UnownedJob(job), for: self)
  }
}

/// The jobs between those who enqueue and the thread that runs them.
private final class JobQueue: @unchecked Sendable {  // all state is guarded by `condition`
  /// A job keeps its executor alive until it has run: its actor may be released while it waits.
  private struct Entry {
    let job: UnownedJob
    let executor: BlockingExecutor
  }

  private let condition = NSCondition()
  private var entries: [Entry] = []
  private var isClosed = false

  func append(_ job: UnownedJob, for executor: BlockingExecutor) {
    condition.lock()
    defer { condition.unlock() }
    entries.append(Entry(job: job, executor: executor))
    condition.signal()
  }

  func close() {
    condition.lock()
    defer { condition.unlock() }
    isClosed = true
    condition.signal()
  }

  func runUntilClosed() {
    while true {
      let batch = nextBatch()
      if batch.isEmpty { return }
      for entry in batch {
        entry.job.runSynchronously(on: entry.executor.asUnownedSerialExecutor())
      }
      // The batch goes out of scope here and with it, perhaps, the executor, whose deinit closes
      // this queue on this very thread: so no lock may be held.
    }
  }

  /// The jobs that wait, in their order; none once the queue is closed and empty.
  private func nextBatch() -> [Entry] {
    condition.lock()
    defer { condition.unlock() }
    while entries.isEmpty && !isClosed { condition.wait() }
    defer { entries = [] }
    return entries
  }
}
