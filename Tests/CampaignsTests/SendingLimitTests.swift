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

/// How much goes out in a time, where to, and at which time of the day.
@Suite struct SendingLimitTests {
  @Test func aDomainGetsNoMoreAtOnceThanItsConnections() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(
        in: folder,
        rows: DispatchBench.rows(200, domains: ["narrow.example", "wide.example"])
      )
      let transport = ScriptedTransport { _, _ in
        for _ in 0..<20 { await Task.yield() }
        return nil
      }
      let limits = ["narrow.example": DomainLimit(connections: 2)]
      try await bench.send(over: [.init(transport, connections: 12, domains: limits)])
      #expect(transport.taken.count == 200)
      let most = transport.books.withLock { $0.most }
      #expect(most["narrow.example", default: 0] <= 2)
      #expect(most["wide.example", default: 0] > 2, "the others are not held up")
    }
  }

  @Test(arguments: ["total", "server", "domain"])
  func aRateIsKept(level: String) async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(
        in: folder,
        rows: DispatchBench.rows(120),
        limits: level == "total" ? "limits: {rate: 100/s}" : ""
      )
      bench.time.run()
      let domains =
        level == "domain" ? ["example.com": DomainLimit(rate: Rate("100/s"))] : [:]
      let transport = ScriptedTransport()
      let started = ContinuousClock.now
      let lane = Dispatcher.Lane(
        transport,
        rate: level == "server" ? "100/s" : nil,
        domains: domains
      )
      try await bench.send(over: [lane])
      let seconds = (ContinuousClock.now - started) / .seconds(1)
      #expect(transport.taken.count == 120)
      #expect(seconds > 0.8, "120 at 100 a second took \(seconds) s")
    }
  }

  @Test func sendersShareARate() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(1))
      let ledger = bench.project.store.delivery
      var now = bench.time.now
      var granted = 0
      var leases: [SlotLease] = []
      for _ in 0..<2 { leases.append(try ledger.leaseSlots(of: "x", perSecond: 20, at: now)) }
      for _ in 0..<10_000 {
        now = Instant(milliseconds: now.milliseconds + 1)
        for sender in leases.indices {
          if leases[sender].look(at: now) == .usedUp {
            leases[sender] = try ledger.leaseSlots(of: "x", perSecond: 20, at: now)
          }
          if leases[sender].look(at: now) == .now {
            leases[sender].take()
            granted += 1
          }
        }
      }
      #expect((190...212).contains(granted), "\(granted) in ten seconds at 20 a second")
    }
  }

  @Test func aDomainThatAsksForPatienceIsSlowedDownForAllSenders() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(
        in: folder,
        rows: DispatchBench.rows(60, domains: ["busy.example", "other.example"])
      )
      bench.time.run()
      let busy = ServerReply(code: 451, enhanced: EnhancedStatus(4, 7, 1), text: "slower")
      let transport = ScriptedTransport("mx") { recipient, _ in
        recipient.hasSuffix("@busy.example") ? .deferred(busy) : nil
      }
      let limits = ["busy.example": DomainLimit(rate: Rate("200/s"))]
      try await bench.send(over: [.init(transport, domains: limits)])
      #expect(transport.taken.count == 30)
      let paces = try bench.project.store.delivery.paces(at: bench.time.now)
      #expect(Array(paces.keys) == ["server mx to busy.example"])
      #expect(paces.values.first?.full == 200)
      // What comes at once answers what was under way: it is cut once, or seldom where it took long.
      #expect((20...100).contains(paces.values.first?.slowed ?? 0))
    }
  }

  @Test func nobodyIsMailedInQuietHoursWhereTheyLive() async throws {
    try await withTemporaryFolder { folder in
      let calendar = try calendar("Europe/Stockholm")
      let late = try #require(calendar.instant(iso: "2026-11-22T22:30"))
      let bench = try await DispatchBench.make(
        in: folder,
        rows: [
          "1,a@example.com,yes,America/New_York", "2,b@example.com,yes,Europe/Stockholm",
          "3,c@example.com,yes,", "4,d@example.com,yes,Asia/Tokyo",
        ],
        columns: "id,email,email_consent,time_zone",
        limits: "limits: {quiet_hours: 21:00-08:00}",
        at: late
      )
      let transport = ScriptedTransport()
      let end = try await bench.send(over: [.init(transport)])
      // 16:30 in New York, 06:30 in Tokyo.
      #expect(transport.taken == ["a@example.com"])
      #expect(end.nextAttempt.map(calendar.iso8601) == "2026-11-23T00:00:00+01:00")
      #expect(end.counts[.planned] == 3)
      bench.time.advance(bySeconds: 90 * 60)
      try await bench.send(over: [.init(transport)])
      #expect(transport.taken == ["a@example.com", "d@example.com"])
      bench.time.advance(bySeconds: 8 * 3_600)
      let last = try await bench.send(over: [.init(transport)])
      #expect(last.run.state == .finished)
      #expect(last.counts[.accepted] == 4)
    }
  }

  @Test func aScheduleByTheRecipientsClockIsKeptForEach() async throws {
    try await withTemporaryFolder { folder in
      let earliest = try #require(try calendar("UTC").instant(iso: "2026-11-30T19:00:00Z"))
      let bench = try await DispatchBench.make(
        in: folder,
        rows: [
          "1,a@example.com,yes,Pacific/Kiritimati", "2,b@example.com,yes,Europe/Stockholm",
          "3,c@example.com,yes,", "4,d@example.com,yes,America/New_York",
        ],
        columns: "id,email,email_consent,time_zone",
        campaign: "schedule: {at: 2026-12-01 09:00, time_zone: recipient}",
        at: earliest
      )
      let transport = ScriptedTransport()
      let steps: [(hours: Int64, taken: [String])] = [
        (0, ["a"]), (12, ["a"]), (1, ["a", "b", "c"]), (5, ["a", "b", "c"]),
        (1, ["a", "b", "c", "d"]),
      ]
      for (hours, taken) in steps {
        bench.time.advance(bySeconds: hours * 3_600)
        try await bench.send(over: [.init(transport, connections: 1)])
        #expect(transport.taken.map { String($0.prefix(1)) } == taken, "after \(hours) hours")
      }
    }
  }

  @Test func aNewServerSendsItsNumberOfTheDay() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(200))
      let transport = ScriptedTransport()
      let lanes = [Dispatcher.Lane(transport, warmUp: [5, 40, 60])]
      for expected in [5, 45, 105, 200] {
        let end = try await bench.send(over: lanes)
        #expect(transport.taken.count == expected)
        #expect((end.warmUpUntil == nil) == (expected == 200))
        if expected < 200 {
          // Neither again on the same day, nor by a day without mail.
          try await bench.send(over: lanes)
          #expect(transport.taken.count == expected)
        }
        bench.time.advance(bySeconds: 3 * 86_400)
      }
    }
  }

  @Test func sendersShareTheConnectionsOfAServer() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await DispatchBench.make(in: folder, rows: DispatchBench.rows(1))
      let ledger = bench.project.store.delivery
      let place = bench.project.store.folder
      let (first, second) = (Claimant.thisProcess(), Claimant.thisProcess())
      func share(_ claimant: Claimant, using open: Int) throws -> Int {
        try ledger.shareOfConnections(
          to: "mx",
          limit: 10,
          using: open,
          as: claimant,
          locks: place
        )
      }
      let firstLife = try SenderLock(first, in: place)
      #expect(try share(first, using: 0) == 10)
      do {
        let secondLife = try SenderLock(second, in: place)
        #expect(try share(second, using: 0) == 0, "all are in use")
        #expect(try share(first, using: 10) == 5)
        #expect(try share(second, using: 0) == 0, "they are not closed yet")
        #expect(try share(first, using: 5) == 5)
        #expect(try share(second, using: 0) == 5)
        extendLifetime(secondLife)
      }
      #expect(try share(first, using: 5) == 10, "who is dead has no part")
      extendLifetime(firstLife)
    }
  }

  private func calendar(_ zone: String) throws -> ShopCalendar {
    ShopCalendar(timeZone: try #require(TimeZone(identifier: zone)))
  }
}
