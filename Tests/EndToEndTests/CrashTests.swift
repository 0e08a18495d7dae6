import Foundation
import Mailbox
import TestSupport
import Testing

/// What holds when the sending process dies: nobody twice, nobody lost, doubt where doubt is due.
@Suite(.serialized, .timeLimit(.minutes(5))) struct CrashTests {
  /// Everyone got at most one mail, and all who got none are in doubt or accounted for.
  private func checkInvariant(
    _ mailbox: MailboxServer,
    _ states: [String: Int],
    customers: Int,
    doubts: ClosedRange<Int>
  ) {
    let recipients = mailbox.messages.flatMap(\.recipients)
    #expect(Set(recipients).count == recipients.count, "somebody got two")
    #expect(Set(mailbox.messages.compactMap(\.messageID)).count == recipients.count)
    #expect(states.values.reduce(0, +) == customers)
    let accepted = states["accepted", default: 0]
    let inDoubt = states["in_doubt", default: 0]
    #expect(accepted + inDoubt == customers, "\(states)")
    #expect(doubts.contains(inDoubt), "\(states)")
    #expect(recipients.count >= accepted && recipients.count <= accepted + inDoubt)
  }

  @Test(arguments: [1, 7, 60, 150, 299])
  func aKilledSendGoesOnAndMailsNobodyTwice(killAt: Int) async throws {
    try await withTemporaryFolder { folder in
      let gate = FaultGate()
      var options = MailboxOptions()
      // The server has taken the message, and its answer never comes: the process dies waiting.
      options.faults = [FaultRule(.message(killAt), at: .dot, .acceptedButDelayed(until: gate))]
      try await withMailbox(options) { mailbox in
        let shop = try await TestShop.make(
          in: folder,
          customers: 300,
          smtp: mailbox.url,
          connections: 4
        )
        let sending = try shop.tool.start(["send", "news", "--yes"])
        try await gate.reached()
        sending.kill()
        gate.open()
        #expect(try await sending.outcome().status != 0)
        let resumed = try await shop.tool.succeed("send", "news", "--yes", "--json")
        #expect(try resumed.json()["audience"].int == 300)
        checkInvariant(mailbox, try await shop.states(), customers: 300, doubts: 1...4)
      }
    }
  }

  /// The number of kills is small in everyday runs; `STAMKUND_KILLS=200` is the whole test.
  @Test func aProcessKilledAgainAndAgainStillMailsNobodyTwice() async throws {
    let kills = ProcessInfo.processInfo.environment["STAMKUND_KILLS"].flatMap(Int.init) ?? 6
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let customers = 100 + 50 * kills
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(
          in: folder,
          customers: customers,
          smtp: mailbox.url,
          connections: 3
        )
        var killed = 0
        for _ in 0..<kills where mailbox.messages.count < customers - 60 {
          let target = mailbox.messages.count + Int.random(in: 0...50, using: &random)
          let sending = try shop.tool.start(["send", "news", "--yes"])
          _ = try await mailbox.messages(atLeast: target)
          sending.kill()
          killed += 1
          _ = try await sending.outcome()
        }
        print("killed \(killed) times, seed \(seed)")
        try await shop.tool.succeed("send", "news", "--yes")
        checkInvariant(
          mailbox,
          try await shop.states(),
          customers: customers,
          doubts: 0...(3 * killed)
        )
      }
    }
  }

  @Test func aStoppedSenderKeepsItsRunAndEndsItWhenItGoesOn() async throws {
    try await withTemporaryFolder { folder in
      let gate = FaultGate()
      var options = MailboxOptions()
      options.faults = [FaultRule(.message(20), at: .dot, .wait(gate))]
      try await withMailbox(options) { mailbox in
        let shop = try await TestShop.make(
          in: folder,
          customers: 60,
          smtp: mailbox.url,
          connections: 2
        )
        let sending = try shop.tool.start(["send", "news", "--yes"])
        try await gate.reached()
        sending.signal(SIGSTOP)
        gate.open()
        let other = try await shop.tool.run("send", "news", "--yes")
        #expect(other.status == 2)
        #expect(other.errors.contains("another process is sending"))
        sending.signal(SIGCONT)
        #expect(try await sending.outcome().status == 0)
        checkInvariant(mailbox, try await shop.states(), customers: 60, doubts: 0...0)
      }
    }
  }

  @Test func aMessageWhoseAnswerIsLostIsInDoubtAndNotSentAgain() async throws {
    try await withTemporaryFolder { folder in
      var options = MailboxOptions()
      options.faults = [FaultRule(.message(3), at: .dot, .afterAccepting(.close))]
      try await withMailbox(options) { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 10, smtp: mailbox.url)
        try await shop.tool.succeed("send", "news", "--yes")
        #expect(try await shop.states() == ["accepted": 9, "in_doubt": 1])
        try await shop.tool.succeed("send", "news", "--yes")
        #expect(mailbox.messages.count == 10)
        let resolved = try await shop.tool.succeed("resolve", "news", "--sent")
        #expect(resolved.errors.contains("1 messages settled, 0 still in doubt"))
        #expect(try await shop.states() == ["accepted": 10])
      }
    }
  }

  @Test func whatIsResentBearsTheSameMessageID() async throws {
    try await withTemporaryFolder { folder in
      var options = MailboxOptions()
      options.faults = [FaultRule(.message(2), at: .dot, .close)]
      try await withMailbox(options) { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 3, smtp: mailbox.url)
        try await shop.tool.succeed("send", "news", "--yes")
        let log = try await shop.tool.succeed("log", "news", "--state", "in_doubt", "--json").json()
        let lost = try #require(log["messages"][0]["message_id"].text)
        try await shop.tool.succeed("resolve", "news", "--resend")
        try await shop.tool.succeed("send", "news", "--yes")
        #expect(try await shop.states() == ["accepted": 3])
        #expect(mailbox.messages.filter { $0.messageID?.contains(lost) == true }.count == 1)
      }
    }
  }

  @Test func interruptedByHandItEndsCleanlyAndLeavesNoDoubt() async throws {
    try await withTemporaryFolder { folder in
      let gate = FaultGate()
      var options = MailboxOptions()
      options.faults = [FaultRule(.message(50), at: .dot, .wait(gate))]
      try await withMailbox(options) { mailbox in
        let shop = try await TestShop.make(
          in: folder,
          customers: 200,
          smtp: mailbox.url,
          connections: 1
        )
        let sending = try shop.tool.start(["send", "news", "--yes"])
        try await gate.reached()
        sending.signal(SIGINT)
        gate.open()
        let outcome = try await sending.outcome()
        #expect(outcome.status == 2, "\(outcome.errors)")
        let states = try await shop.states()
        // The signal may arrive a message later than it was sent; what was taken is accepted.
        let accepted = mailbox.messages.count
        #expect((50...60).contains(accepted))
        #expect(states == ["accepted": accepted, "planned": 200 - accepted])
        try await shop.tool.succeed("send", "news", "--yes")
        checkInvariant(mailbox, try await shop.states(), customers: 200, doubts: 0...0)
      }
    }
  }
}
