import Concurrency
import Foundation
import Testing

@Suite struct BlockingExecutorTests {
  @Test func everyJobRunsOnTheExecutorsOwnThread() async {
    let name = uniqueName()
    let worker = Worker(name: name)
    var threads: Set<String?> = []
    for _ in 1...100 { threads.insert(await worker.threadName()) }
    #expect(threads == [name])
  }

  @Test func jobsOfOneCallerKeepTheirOrder() async {
    let worker = Worker(name: uniqueName())
    for number in 1...1000 { await worker.append(number) }
    #expect(await worker.numbers == Array(1...1000))
  }

  /// On the shared pool, whose threads are as many as the processors, this would wait for ever.
  @Test(.timeLimit(.minutes(1))) func moreWorkersBlockThanThereAreProcessors() async {
    let count = ProcessInfo.processInfo.activeProcessorCount * 4
    let barrier = Barrier(count: count)
    await withTaskGroup { group in
      for _ in 1...count {
        let worker = Worker(name: uniqueName())
        group.addTask { await worker.meet(at: barrier) }
      }
    }
    #expect(barrier.arrived == count)
  }

  @Test(.timeLimit(.minutes(1))) func theThreadEndsWhenItsActorIsReleased() async throws {
    let name = uniqueName()
    try await useAndRelease(name)
    while try threadNames().contains(name) { await Task.yield() }
  }

  private func useAndRelease(_ name: String) async throws {
    let worker = Worker(name: name)
    #expect(await worker.threadName() == name)
    #expect(try threadNames().contains(name))
  }

  private func threadNames() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap { thread in
      // Nil for a thread that ends while it is looked at.
      try? String(contentsOfFile: "/proc/self/task/\(thread)/comm", encoding: .utf8)
        .trimmingCharacters(in: .newlines)
    }
  }

  /// Linux keeps 15 bytes of a thread's name.
  private func uniqueName() -> String { String("t\(UUID().uuidString)".prefix(15)) }
}

private actor Worker {
  private let executor: BlockingExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private(set) var numbers: [Int] = []

  init(name: String) { executor = BlockingExecutor(name: name) }

  func threadName() -> String? { Thread.current.name }

  func append(_ number: Int) { numbers.append(number) }

  func meet(at barrier: Barrier) { barrier.arriveAndWait() }
}

/// Holds everyone until all have come.
private final class Barrier: @unchecked Sendable {  // all state is guarded by `condition`
  private let condition = NSCondition()
  private let count: Int
  private var arrivals = 0

  init(count: Int) { self.count = count }

  var arrived: Int { condition.withLock { arrivals } }

  func arriveAndWait() {
    condition.lock()
    defer { condition.unlock() }
    arrivals += 1
    condition.broadcast()
    while arrivals < count { condition.wait() }
  }
}
