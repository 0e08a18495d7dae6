import Database
import Foundation
import Mail
import SQL
import Shop
import Store
import Synchronization
import TestSupport
import Testing
import Workspace

@testable import Campaigns

/// What holds when the store fails, people change their minds, or a template does.
@Suite struct FaultTests {
  private func check(_ bench: DispatchBench, _ transport: ScriptedTransport) throws {
    let taken = transport.taken.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    try DeliveryInvariant(ledger: bench.project.store.delivery, run: bench.run, taken: taken)
      .check("after the fault")
  }

  @Test func withoutRoomOnTheDiskNothingGoesOutAndItGoesOnWhenThereIsRoom() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(600))
      let database = bench.project.store.database
      func limitPages(_ pages: String) throws {
        try database.blockingWrite { try $0.executeScript("PRAGMA max_page_count = \(pages)") }
      }
      let pages = try database.blockingRead { try $0.int("PRAGMA page_count") }
      // The log grows by what servers say: there is room for some of it.
      try limitPages("\(try #require(pages) + 2)")
      let words = String(repeating: "queued ", count: 60)
      let transport = ScriptedTransport { _, _ in
        .accepted(ServerReply(code: 250, enhanced: nil, text: words))
      }
      let failure = await #expect(throws: DatabaseFailure.self) {
        try await bench.send(over: [.init(transport, connections: 2)])
      }
      guard case .full = failure else {
        Issue.record("\(String(describing: failure))")
        return
      }
      let before = transport.taken.count
      #expect(before < 600)
      try limitPages("1000000")
      try await bench.send(over: [.init(transport, connections: 2)])
      try check(bench, transport)
      #expect(try bench.counts[.inDoubt] <= 2)
    }
  }

  @Test func aStoreThatAnotherProcessHasLockedIsWaitedFor() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(40))
      let store = bench.project.store.folder.appendingPathComponent("store.sqlite")
      let other = try SQLiteDatabase(at: store)
      let (isLocked, locked) = AsyncStream<Void>.makeStream()
      let unlock = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        try? other.blockingWrite { _ in
          locked.finish()
          unlock.wait()
        }
      }
      for await _ in isLocked {}
      let transport = ScriptedTransport()
      let (isTold, told) = AsyncStream<Void>.makeStream()
      async let sending = bench.send(over: [.init(transport)]) { _ in told.yield() }
      // Not before it is let go, the first claim is written.
      #expect(transport.taken.isEmpty)
      unlock.signal()
      for await _ in isTold { break }
      #expect(try await sending.counts[.accepted] == 40)
      try check(bench, transport)
    }
  }

  @Test func whoUnsubscribesDuringTheSendGetsNoBodyAfterIt() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    try await withTemporaryFolder { folder in
      let size = 1_000
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(size))
      let store = bench.project.store
      let clock = bench.time.now
      struct Books {
        var random: SeededGenerator
        var gone: Set<String> = []
        /// Who was gone already when the body was asked for.
        var late: Set<String> = []
        var mailedLate: [String] = []
      }
      let books = Mutex(Books(random: SeededGenerator(seed: seed)))
      let transport = ScriptedTransport(
        asked: { recipient in
          books.withLock { books in
            if books.gone.contains(recipient) { books.late.insert(recipient) }
          }
        },
        script: { recipient, _ in
          let leaver = books.withLock { books in
            if books.late.contains(recipient) { books.mailedLate.append(recipient) }
            return "k\(Int.random(in: 1...size, using: &books.random))@example.com"
          }
          try store.unsubscribe(leaver, at: clock)
          books.withLock { _ = $0.gone.insert(leaver) }
          return nil
        }
      )
      try await bench.send(over: [.init(transport, connections: 6)])
      #expect(books.withLock { $0.mailedLate } == [], "seed \(seed)")
      #expect(try bench.counts[.skipped] > 100, "seed \(seed)")
      try check(bench, transport)
    }
  }

  @Test func aMessageThatCannotBeWrittenIsSkippedWithItsReason() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(
        in: folder,
        rows: (1...300).map { "\($0),k\($0)@example.com,yes,\($0 == 150 ? "0" : "7")" },
        columns: "id,email,email_consent,share",
        template: "{{ 10 | divided_by: customer.custom.share }}"
      )
      let transport = ScriptedTransport()
      let end = try await bench.send(over: [.init(transport)])
      #expect(end.counts[.accepted] == 299)
      let states = try bench.states()
      let state = try #require(states["150"])
      #expect(state.hasPrefix("skipped (render_error: "), "\(state)")
      try check(bench, transport)
    }
  }

  @Test func whatAPlanningThatDiedHasLeftIsSeenByNobodyAndTakenAway() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(20))
      let store = bench.project.store
      try store.database.blockingWrite { connection in
        try connection.executeScript(
          """
          INSERT INTO runs (id, campaign, occurrence, state, as_of, planned_at, waterfall, content,
            is_planned) VALUES (7, 'news', 'half', 'running', 0, 0, '{}', '{}', 0);
          INSERT INTO messages (run_key, customer_key, state, email, email_key, planned_at)
            SELECT (SELECT key FROM runs WHERE id = 7), key, 'planned', email, email_key, 0
            FROM customers WHERE key <= 10;
          """
        )
      }
      #expect(try store.delivery.openRuns().map(\.key) == [bench.run.key])
      #expect(try store.delivery.run(campaign: "news", occurrence: "half") == nil)
      #expect(try store.delivery.messages(toCustomer: 1).count == 1)
      let news = try #require(bench.project.workspace.campaigns["news"])
      let prepared = try #require(PreparedCampaign.prepare(news, in: bench.project).0)
      let time = bench.time
      let sender = CampaignSender(
        project: bench.project,
        secret: try bench.project.tokenSecret(),
        clock: { time.now },
        lanes: { [] }
      )
      let planned = try sender.plan(prepared, occurrence: "half", asOf: time.now)
      let run = try #require(planned)
      #expect(run.waterfall.mailed == 20)
      #expect(try store.delivery.counts(of: run)[.planned] == 20)
    }
  }
}
