import Foundation
import Mailbox
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(5))) struct DaemonTests {
  /// A schedule of some minutes ago, well within what may be late.
  private func due() -> String {
    let formatter = DateFormatter()
    formatter.dateFormat = "yyyy-MM-dd HH:mm"
    formatter.timeZone = TimeZone(identifier: "Europe/Stockholm")
    formatter.locale = Locale(identifier: "en_US_POSIX")
    return "schedule: {at: \(formatter.string(from: Date(timeIntervalSinceNow: -120)))}"
  }

  @Test func twoDaemonsFireAnOccurrenceOnceAndStopCleanly() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(
          in: folder,
          customers: 50,
          smtp: mailbox.url,
          campaign: due()
        )
        let daemons = try [shop.tool.start(["run"]), shop.tool.start(["run"])]
        _ = try await mailbox.messages(atLeast: 50)
        for daemon in daemons { try await daemon.hasSaid("started") }
        for daemon in daemons { daemon.signal(SIGTERM) }
        for daemon in daemons {
          let outcome = try await daemon.outcome()
          #expect(outcome.status == 0, "\(outcome.errors)")
        }
        #expect(Set(mailbox.messages.flatMap(\.recipients)).count == mailbox.messages.count)
        #expect(try await shop.states() == ["accepted": 50])
      }
    }
  }

  @Test func aDaemonStartedAgainGoesOnWithWhatAKilledOneLeft() async throws {
    try await withTemporaryFolder { folder in
      let gate = FaultGate()
      var options = MailboxOptions()
      options.faults = [FaultRule(.message(10), at: .dot, .wait(gate))]
      try await withMailbox(options) { mailbox in
        let shop = try await TestShop.make(
          in: folder,
          customers: 60,
          smtp: mailbox.url,
          connections: 2,
          campaign: due()
        )
        let first = try shop.tool.start(["run"])
        try await gate.reached()
        first.kill()
        gate.open()
        _ = try await first.outcome()
        let second = try shop.tool.start(["run"])
        // At most one message a connection can be in doubt.
        _ = try await mailbox.messages(atLeast: 58)
        try await waitUntilSettled(shop)
        second.signal(SIGTERM)
        #expect(try await second.outcome().status == 0)
        let states = try await shop.states()
        #expect(states["in_doubt", default: 0] <= 2)
        #expect(states["accepted", default: 0] + states["in_doubt", default: 0] == 60)
        #expect(Set(mailbox.messages.flatMap(\.recipients)).count == mailbox.messages.count)
      }
    }
  }

  @Test func aSegmentThatAsksForWhatCannotBePredictedIsToldOf() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(
          in: folder,
          customers: 3,
          smtp: mailbox.url,
          campaign: due()
        )
        try shop.write("segments/alla.yaml", "none: [churn risk >= 60%]\n")
        let daemon = try shop.tool.start(["run"])
        try await daemon.hasSaid(
          "segments/alla.yaml:1:8: warning: churn risk is unknown of everyone"
        )
        _ = try await mailbox.messages(atLeast: 3)
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().status == 0)
      }
    }
  }

  @Test func aSendThatIsTooLateWaitsForAPerson() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(
          in: folder,
          customers: 2,
          smtp: mailbox.url,
          campaign: "schedule: {at: 2026-01-05 09:00, not_later_than: 2h}"
        )
        let daemon = try shop.tool.start(["run"])
        try await daemon.hasSaid("missed its time")
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().status == 0)
        #expect(mailbox.messages.isEmpty)
        try await shop.tool.succeed("send", "news", "--yes")
        #expect(mailbox.messages.count == 2)
      }
    }
  }

  private func waitUntilSettled(_ shop: TestShop) async throws {
    while true {
      let states = try await shop.states()
      if Set(states.keys).isSubset(of: ["accepted", "in_doubt"]) { return }
    }
  }
}
