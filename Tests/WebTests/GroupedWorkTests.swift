import Synchronization
import Testing

@testable import Web

@Suite struct GroupedWorkTests {
  private struct Broken: Error {}

  @Test func whatComesWhileAGroupIsWorkedOnIsTheNextGroup() async throws {
    let groups = Mutex<[[Int]]>([])
    let (gate, open) = AsyncStream<Void>.makeStream()
    let (begun, begin) = AsyncStream<Void>.makeStream()
    let work = GroupedWork<Int, Int> { inputs in
      groups.withLock { $0.append(inputs) }
      begin.yield()
      for await _ in gate { break }
      return inputs.map { $0 * 2 }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await work.run() }
      try await withThrowingTaskGroup(of: Void.self) { callers in
        callers.addTask { try await #expect(work.output(for: 1) == 2) }
        for await _ in begun { break }
        for input in 2...40 {
          callers.addTask { try await #expect(work.output(for: input) == 2 * input) }
        }
        // All of them wait by now or come in a later group: none is lost either way.
        open.finish()
        try await callers.waitForAll()
      }
      group.cancelAll()
    }
    let done = groups.withLock { $0 }
    #expect(done.first == [1])
    #expect(done.flatMap(\.self).sorted() == Array(1...40))
  }

  @Test func everyoneInAGroupThatFailsIsTold() async throws {
    let work = GroupedWork<Int, Int> { inputs in
      if inputs.contains(13) { throw Broken() }
      return inputs
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await work.run() }
      await #expect(throws: Broken.self) { try await work.output(for: 13) }
      await #expect(throws: Never.self) { try await work.output(for: 14) }
      group.cancelAll()
    }
  }

  @Test func whoComesAfterTheEndIsTold() async throws {
    let work = GroupedWork<Int, Int> { inputs in
      Issue.record("nothing is to be done")
      return inputs
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await work.run() }
      group.cancelAll()
      await group.waitForAll()
    }
    await #expect(throws: CancellationError.self) { try await work.output(for: 1) }
  }
}
