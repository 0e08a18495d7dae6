import Shop
import Store
import Synchronization
import Testing

@testable import Web

@Suite struct ChangeWriterTests {
  private struct Broken: Error {}

  private func change(_ customer: Int64) -> SubscriptionChange {
    SubscriptionChange(.unsubscribe, customer: customer, run: 1, at: Instant(seconds: 0))
  }

  @Test func whatComesWhileAGroupIsWrittenIsTheNextGroup() async throws {
    let groups = Mutex<[[Int64]]>([])
    let (gate, open) = AsyncStream<Void>.makeStream()
    let (begun, begin) = AsyncStream<Void>.makeStream()
    let writer = ChangeWriter { changes in
      groups.withLock { $0.append(changes.map(\.customer)) }
      begin.yield()
      for await _ in gate { return }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await writer.run() }
      let first = change(1)
      try await withThrowingTaskGroup(of: Void.self) { callers in
        callers.addTask { try await writer.apply(first) }
        for await _ in begun { break }
        for customer in 2...40 {
          let change = change(Int64(customer))
          callers.addTask { try await writer.apply(change) }
        }
        // All of them wait by now or come in a later group: none is lost either way.
        open.finish()
        try await callers.waitForAll()
      }
      group.cancelAll()
    }
    let written = groups.withLock { $0 }
    #expect(written.first == [1])
    #expect(written.flatMap(\.self).sorted() == Array(1...40))
  }

  @Test func everyoneInAGroupThatFailsIsTold() async throws {
    let writer = ChangeWriter { changes in
      if changes.contains(where: { $0.customer == 13 }) { throw Broken() }
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await writer.run() }
      await #expect(throws: Broken.self) { try await writer.apply(change(13)) }
      await #expect(throws: Never.self) { try await writer.apply(change(14)) }
      group.cancelAll()
    }
  }

  @Test func whoComesAfterTheEndIsTold() async throws {
    let writer = ChangeWriter { _ in Issue.record("nothing is to be written") }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await writer.run() }
      group.cancelAll()
      await group.waitForAll()
    }
    await #expect(throws: CancellationError.self) { try await writer.apply(change(1)) }
  }
}
