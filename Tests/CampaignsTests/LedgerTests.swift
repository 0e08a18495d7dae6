import Database
import Foundation
import Mail
import SQL
import Shop
import Store
import TestSupport
import Testing
import Workspace

@testable import Campaigns

/// The ledger's promises, step by step and without a network.
@Suite struct LedgerTests {
  private let clock = Instant(seconds: 1_780_000_000)

  private struct Bench {
    let project: ShopProject
    let run: Run
    let ledger: DeliveryLedger
    let rules: HandOverRules

    func mark(
      _ message: ClaimedMessage,
      as claimant: Claimant,
      _ attempt: Attempt,
      rules: HandOverRules,
      at clock: Instant
    ) throws -> HandOver {
      let step = LedgerStep.mark(message, attempt)
      let answers = try ledger.record([step], of: run, as: claimant, rules: rules, at: clock)
      guard case .handOver(let handOver) = answers[0] else { return .stopped }
      return handOver
    }

    @discardableResult
    func settle(
      _ message: ClaimedMessage,
      as claimant: Claimant,
      _ verdict: Verdict,
      _ attempt: Attempt,
      at clock: Instant
    ) throws -> Bool {
      let step = LedgerStep.settle(message, verdict, attempt)
      return try ledger.record([step], of: run, as: claimant, rules: rules, at: clock)
        == [.settled(true)]
    }
  }

  private func bench(
    in folder: URL,
    customers: Int,
    campaign: String = "offer: one"
  ) async throws -> Bench {
    let rows = (1...customers).map { "\($0),k\($0)@example.com,yes" }
    let project = try await TinyWorkspace.project(in: folder, rows: rows, campaign: campaign)
    let (found, problems) = PreparedCampaign.prepare(
      try #require(project.workspace.campaigns["news"]),
      in: project
    )
    let prepared = try #require(found, "\(problems)")
    let now = clock
    let sender = CampaignSender(
      project: project,
      secret: try project.tokenSecret(),
      clock: { now },
      lanes: { [] }
    )
    let frozen = try sender.plan(prepared, occurrence: "", asOf: now)
    let run = try #require(frozen)
    return Bench(
      project: project,
      run: run,
      ledger: project.store.delivery,
      rules: HandOverRules(
        consent: .consent,
        caps: [],
        sendOnce: nil,
        orders: .usual,
        calendar: project.configuration.calendar
      )
    )
  }

  private func claimant(_ process: String, boot: String = "boot") -> Claimant {
    Claimant(bootID: boot, process: process)
  }

  private let attempt = Attempt(server: "s", messageID: "m@x")

  @Test func aClaimedMessageCannotBeClaimedAgain() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 10)
      let first = try bench.ledger.claim(bench.run, as: claimant("a"), limit: 6, at: clock)
      let second = try bench.ledger.claim(bench.run, as: claimant("b"), limit: 6, at: clock)
      #expect(first.count == 6)
      #expect(second.count == 4)
      #expect(Set((first + second).map(\.customer)).count == 10)
    }
  }

  @Test func onlyTheClaimsOwnerMayHandOverAndOnlyOnce() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 1)
      let message = try bench.ledger.claim(bench.run, as: claimant("a"), limit: 1, at: clock)[0]
      func mark(_ process: String) throws -> HandOver {
        try bench.mark(message, as: claimant(process), attempt, rules: bench.rules, at: clock)
      }
      #expect(try mark("b") == .stopped)
      #expect(try mark("a") == .marked)
      #expect(try mark("a") == .stopped)
    }
  }

  @Test func aDeadProcessLeavesOnlyWhatItHadMarkedInDoubt() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 5)
      let claimed = try bench.ledger.claim(bench.run, as: claimant("a"), limit: 5, at: clock)
      _ = try bench.mark(claimed[0], as: claimant("a"), attempt, rules: bench.rules, at: clock)
      #expect(try bench.ledger.recover(bench.run, as: claimant("b"), sendOnce: nil, at: clock) == 1)
      let counts = try bench.ledger.counts(of: bench.run)
      #expect(counts[.inDoubt] == 1)
      #expect(counts[.planned] == 4)
    }
  }

  @Test func afterAnotherBootEveryClaimIsInDoubt() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 5)
      _ = try bench.ledger.claim(bench.run, as: claimant("a"), limit: 3, at: clock)
      let later = claimant("b", boot: "another")
      #expect(try bench.ledger.recover(bench.run, as: later, sendOnce: nil, at: clock) == 3)
      #expect(try bench.ledger.counts(of: bench.run)[.planned] == 2)
    }
  }

  @Test func whoUnsubscribesAfterTheClaimIsNotMailed() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 2)
      let claimed = try bench.ledger.claim(bench.run, as: claimant("a"), limit: 2, at: clock)
      try bench.project.store.unsubscribe("k1@example.com", at: clock)
      let answers = try claimed.map {
        try bench.mark($0, as: claimant("a"), attempt, rules: bench.rules, at: clock)
      }
      #expect(answers.contains(.refused(.unsubscribed)))
      #expect(answers.contains(.marked))
    }
  }

  @Test func whoPausesAfterTheClaimIsNotMailedUntilThen() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 2)
      let claimed = try bench.ledger.claim(bench.run, as: claimant("a"), limit: 2, at: clock)
      let pause = SubscriptionChange.Wish.pause(until: clock.advanced(bySeconds: 60))
      try await bench.project.store.apply([
        SubscriptionChange(pause, customer: claimed[0].customer, run: 1, at: clock)
      ])
      func mark(_ message: ClaimedMessage, at clock: Instant) throws -> HandOver {
        try bench.mark(message, as: claimant("a"), attempt, rules: bench.rules, at: clock)
      }
      #expect(try mark(claimed[0], at: clock) == .refused(.paused))
      #expect(try mark(claimed[1], at: clock) == .marked)
      #expect(try mark(claimed[0], at: clock.advanced(bySeconds: 60)) == .marked)
    }
  }

  @Test func aVerdictOfAProcessThatLostItsClaimChangesNothing() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 1)
      let message = try bench.ledger.claim(bench.run, as: claimant("a"), limit: 1, at: clock)[0]
      _ = try bench.ledger.recover(bench.run, as: claimant("b"), sendOnce: nil, at: clock)
      let reply = LoggedReply(code: 250, enhancedCode: nil, text: "ok")
      #expect(
        try !bench.settle(message, as: claimant("a"), .accepted(reply), attempt, at: clock)
      )
      #expect(try bench.ledger.counts(of: bench.run)[.planned] == 1)
    }
  }

  @Test func everyMessageHasACodeOfItsOwnAndCancellingGivesThemUp() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 200)
      var codes: Set<String> = []
      try bench.ledger.forEachMessage(of: bench.run) { codes.insert($0.offerCode ?? "") }
      #expect(codes.count == 200)
      #expect(codes.allSatisfy { $0.hasPrefix("A") && $0.count == 9 })
      #expect(try bench.ledger.cancel(bench.run, at: clock))
      #expect(try bench.ledger.counts(of: bench.run)[.skipped] == 200)
      let reserved = try bench.project.store.database.blockingRead {
        try $0.int("SELECT COUNT(*) FROM offer_codes WHERE state = 'reserved'")
      }
      #expect(reserved == 0)
      #expect(try !bench.ledger.cancel(bench.run, at: clock))
    }
  }

  @Test func anOccurrenceHasOneRun() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 2)
      let campaign = try #require(bench.project.workspace.campaigns["news"])
      let prepared = try #require(PreparedCampaign.prepare(campaign, in: bench.project).0)
      let now = clock
      let sender = CampaignSender(
        project: bench.project,
        secret: try bench.project.tokenSecret(),
        clock: { now },
        lanes: { [] }
      )
      #expect(try sender.plan(prepared, occurrence: "", asOf: now) == nil)
    }
  }

  @Test func aCapDoesNotCountTheMessagesOwnDeferredTry() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 1)
      let span = try #require(CalendarSpan("7 days"))
      let rules = HandOverRules(
        consent: .consent,
        caps: [FrequencyCap(count: 1, span: span)],
        sendOnce: nil,
        orders: .usual,
        calendar: bench.project.configuration.calendar
      )
      let reply = LoggedReply(code: 451, enhancedCode: nil, text: "later")
      for attemptNumber in 1...3 {
        let now = clock.advanced(bySeconds: Int64(attemptNumber) * 600)
        let message = try bench.ledger.claim(bench.run, as: claimant("a"), limit: 1, at: now)[0]
        let answer = try bench.mark(message, as: claimant("a"), attempt, rules: rules, at: now)
        #expect(answer == .marked)
        try bench.settle(message, as: claimant("a"), .deferred(reply, until: now), attempt, at: now)
      }
      #expect(try bench.ledger.counts(of: bench.run)[.deferred] == 1)
    }
  }

  @Test func aMessageUnderWayWhenItsRunIsCancelledIsNotTriedAgain() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 1)
      let message = try bench.ledger.claim(bench.run, as: claimant("a"), limit: 1, at: clock)[0]
      _ = try bench.mark(message, as: claimant("a"), attempt, rules: bench.rules, at: clock)
      #expect(try bench.ledger.cancel(bench.run, at: clock))
      let reply = LoggedReply(code: 451, enhancedCode: nil, text: "later")
      try bench.settle(
        message,
        as: claimant("a"),
        .deferred(reply, until: clock),
        attempt,
        at: clock
      )
      #expect(try bench.ledger.counts(of: bench.run)[.skipped] == 1)
    }
  }

  @Test func aLostMarkIsWrittenDownAgainAfterAPowerFailure() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 1, campaign: "limits: {send_once: x}")
      _ = try bench.ledger.claim(bench.run, as: claimant("a"), limit: 1, at: clock)
      let later = claimant("b", boot: "another")
      #expect(try bench.ledger.recover(bench.run, as: later, sendOnce: "x", at: clock) == 1)
      var handedOver: [Instant?] = []
      try bench.ledger.forEachMessage(of: bench.run) { handedOver.append($0.handedOverAt) }
      #expect(handedOver == [clock])
      let kept = try bench.project.store.database.blockingRead {
        try $0.int("SELECT COUNT(*) FROM send_once WHERE name = 'x'")
      }
      #expect(kept == 1)
      let log = folder.appendingPathComponent("mail.log")
      let secret = try bench.project.tokenSecret()
      let id = MessageID(run: bench.run.id, customer: 1, domain: "butik.example", secret: secret)
      try Data("postfix/smtp[1]: 4F: message-id=<\(id.value)>, status=sent\n".utf8).write(to: log)
      let settled = try Resolution(project: bench.project, run: bench.run)
        .settle(fromLog: log, at: clock)
      #expect(settled == 1)
    }
  }

  @Test func codesWithdrawnFromAListAreNotGivenOut() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 1)
      try bench.ledger.stock(["A1", "A2", "A3"], of: "list")
      #expect(try bench.ledger.freeCodes(of: "list", listed: ["A1", "A2", "A3"]) == 3)
      try bench.ledger.stock(["A2"], of: "list")
      #expect(try bench.ledger.freeCodes(of: "list", listed: ["A2"]) == 1)
      let free = try bench.project.store.database.blockingRead {
        try $0.int("SELECT COUNT(*) FROM offer_codes WHERE state = 'free'")
      }
      #expect(free == 1)
    }
  }

  @Test func sendOnceHoldsOverCampaigns() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(
        in: folder,
        customers: 1,
        campaign: "limits: {send_once: welcome}"
      )
      let rules = HandOverRules(
        consent: .consent,
        caps: [],
        sendOnce: "welcome",
        orders: .usual,
        calendar: bench.project.configuration.calendar
      )
      let message = try bench.ledger.claim(bench.run, as: claimant("a"), limit: 1, at: clock)[0]
      let answer = try bench.mark(message, as: claimant("a"), attempt, rules: rules, at: clock)
      #expect(answer == .marked)
      let campaign = try #require(bench.project.workspace.campaigns["news"])
      let prepared = try #require(PreparedCampaign.prepare(campaign, in: bench.project).0)
      let preview = Preview(
        prepared,
        store: bench.project.store,
        secret: try bench.project.tokenSecret(),
        asOf: clock,
        clock: clock
      )
      #expect(try await preview.run().waterfall[.alreadySent] == 1)
    }
  }
}
