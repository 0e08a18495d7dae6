import Foundation
import Mail
import Scheduling
import Shop
import Store
import Synchronization
import TestSupport
import Testing
import Workspace

@testable import Campaigns

/// What becomes of messages by what servers say, and how several servers share the work.
@Suite struct DispatchTests {
  private static func reply(_ code: Int, _ enhanced: String?) -> ServerReply {
    ServerReply(code: code, enhanced: enhanced.flatMap { EnhancedStatus($0) }, text: "no")
  }

  static let refusals: [(code: Int, enhanced: String?, state: String, isSuppressed: Bool)] = [
    (550, "5.1.1", "rejected (hard_bounce)", true),
    (550, "5.1.2", "rejected (hard_bounce)", true),
    (556, "5.1.10", "rejected (hard_bounce)", true),
    (553, "5.1.3", "rejected", false),
    (550, nil, "rejected", false),
    (554, "5.7.1", "rejected", false),
    (552, "5.2.2", "deferred", false),
    (550, "4.2.1", "deferred", false),
    (450, "5.1.1", "deferred", false),
    (421, "4.7.0", "deferred", false),
  ]

  @Test(arguments: refusals)
  func aRefusalMeansWhatItsStatusSays(
    code: Int,
    enhanced: String?,
    state: String,
    isSuppressed: Bool
  ) async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(1))
      let answer = Self.reply(code, enhanced)
      let transport = ScriptedTransport { _, _ in
        code < 500 ? .deferred(answer) : .rejected(answer)
      }
      try await bench.send(over: [.init(transport)])
      #expect(try bench.states() == ["1": state])
      let suppression = try bench.project.store.suppression(of: "k1@example.com")
      #expect(suppression?.reason == (isSuppressed ? .hardBounce : nil))
    }
  }

  @Test func whatIsDeferredComesAgainInTimeAlsoAfterARestartAndIsGivenUpInTheEnd() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(
        in: folder,
        rows: DispatchBench.rows(2),
        campaign: "give_up_after: 1h"
      )
      let transport = ScriptedTransport { recipient, _ in
        recipient == "k1@example.com" ? .deferred(Self.reply(452, "4.3.1")) : nil
      }
      let end = try await bench.send(over: [.init(transport)])
      let wait = try #require(end.nextAttempt).seconds - bench.time.now.seconds
      #expect((240...360).contains(wait))
      #expect(try !bench.project.store.delivery.hasWork(bench.run, at: bench.time.now))
      try await bench.send(over: [.init(transport)])
      #expect(transport.books.withLock { $0.asked } == 2, "its time has not come")
      var tries = 2
      while try bench.counts[.deferred] > 0, tries < 20 {
        let next = try #require(try bench.project.store.delivery.nextAttempt(of: bench.run))
        bench.time.advance(bySeconds: next.seconds - bench.time.now.seconds + 1)
        try await bench.send(over: [.init(transport)])
        tries += 1
      }
      #expect((4...7).contains(tries), "5, 10, 20 and 40 minutes fit into an hour")
      #expect(try bench.states() == ["1": "rejected (gave_up)", "2": "accepted"])
      #expect(try bench.project.store.delivery.refreshed(bench.run).state == .finished)
    }
  }

  @Test func serversShareByWeight() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(800))
      let (small, large) = (ScriptedTransport("small"), ScriptedTransport("large"))
      try await bench.send(over: [.init(small), .init(large, weight: 3)])
      #expect(small.taken.count + large.taken.count == 800)
      #expect((120...280).contains(small.taken.count), "\(small.taken.count) of 800")
    }
  }

  @Test func aFailingServerRestsWhileOthersGoOn() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(300))
      let dead = ScriptedTransport("dead", opening: { _ in .failed("nobody answers") })
      let tired = ScriptedTransport("tired") { _, count in
        count > 20 ? .serverRefused(.temporary(Self.reply(421, "4.3.2"))) : nil
      }
      let well = ScriptedTransport("well")
      let end = try await bench.send(over: [.init(dead), .init(tired), .init(well)])
      #expect(end.counts[.accepted] == 300)
      #expect(end.serverProblem == nil)
      #expect(Set(tired.taken + well.taken).count == 300)
      #expect(dead.books.withLock { $0.opened } < 300, "it rests between tries")
    }
  }

  @Test func whenAllServersHaveFailedForLongTheRunPausesAndSaysWhy() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(5))
      let terms = PatienceTerms(
        limit: .milliseconds(500),
        longestRest: .milliseconds(100),
        givesUpOnSettings: false,
        pausesRun: true
      )
      let troubles = Mutex<[String?]>([])
      let lanes: [Dispatcher.Lane] = [
        .init(ScriptedTransport("a", opening: { _ in .failed("nobody answers") })),
        .init(
          ScriptedTransport(
            "b",
            opening: { _ in .refused(.configuration(.credentialsRefused(Self.reply(535, nil)))) }
          )
        ),
      ]
      let end = try await bench.send(over: lanes, patience: terms) { progress in
        troubles.withLock { $0.append(progress.trouble) }
      }
      #expect(end.run.state == .paused)
      #expect(end.run.reason?.hasPrefix("the mail server failed: ") == true)
      #expect(end.counts[.planned] == 5)
      #expect(troubles.withLock { $0.contains("nobody answers") })
      #expect(try bench.project.store.delivery.resume(bench.run))
      let well = ScriptedTransport()
      #expect(try await bench.send(over: [.init(well)]).counts[.accepted] == 5)
    }
  }

  @Test func aPauseActsAtOnceThoughNothingIsUnderWay() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(50))
      bench.time.run()
      let (sent, note) = AsyncStream<Void>.makeStream()
      let transport = ScriptedTransport { _, _ in
        note.yield()
        return nil
      }
      // The second message would go out twenty minutes later.
      async let sending = bench.send(over: [.init(transport, rate: "3/h")])
      for await _ in sent { break }
      let started = ContinuousClock.now
      #expect(try bench.project.store.delivery.pause(bench.run, reason: "by hand"))
      let end = try await sending
      // Half a second; a busy machine may take long, but not until the next message is due.
      #expect(ContinuousClock.now - started < .seconds(300))
      #expect(end.run.state == .paused)
      #expect(end.counts[.accepted] == 1)
      #expect(end.counts[.planned] == 49)
    }
  }
}
