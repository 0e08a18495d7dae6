import Mail
import Mailbox
import SMTP
import Testing

/// Sessions against a server that refuses, hangs up, hangs or talks nonsense.
@Suite(.timeLimit(.minutes(5))) struct SMTPFaultTests {
  private static func refusal(_ code: Int) -> ServerReply {
    ServerReply(code: code, enhanced: EnhancedStatus(code / 100, 7, 1), text: "no")
  }

  private static func wire(_ code: Int) -> Fault {
    .reply(SMTPReply(code, "\(code / 100).7.1 no"))
  }

  @Test(arguments: [
    (SMTPPhase.rcpt, 450, DeliveryOutcome.deferred(refusal(450))),
    (.rcpt, 550, .rejected(refusal(550))),
    (.data, 451, .deferred(refusal(451))),
    (.data, 554, .rejected(refusal(554))),
    (.dot, 452, .deferred(refusal(452))),
    (.dot, 554, .rejected(refusal(554))),
    (.body, 452, .deferred(refusal(452))),
    (.body, 552, .rejected(refusal(552))),
  ])
  func aRefusalOfTheMessageLeavesTheNextAlone(
    phase: SMTPPhase,
    code: Int,
    expected: DeliveryOutcome
  ) async throws {
    var options = MailboxOptions()
    options.faults = [FaultRule(.message(1), at: phase, Self.wire(code))]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      #expect(try await session.deliver(1) == expected)
      #expect(try await session.deliver(2).isAccepted)
      await session.close()
      #expect(mailbox.messages.map(\.messageID) == ["<2@bokhandeln.example>"])
    }
  }

  @Test(arguments: [
    (SMTPPhase.mail, 451, ServerRefusal.temporary(refusal(451))),
    (.mail, 550, .permanent(refusal(550))),
    (.mail, 421, .temporary(refusal(421))),
    (.rcpt, 421, .temporary(refusal(421))),
    (.data, 421, .temporary(refusal(421))),
  ])
  func aRefusalOfUsIsNoVerdictOnTheMessage(
    phase: SMTPPhase,
    code: Int,
    expected: ServerRefusal
  ) async throws {
    var options = MailboxOptions()
    options.faults = [FaultRule(.message(1), at: phase, Self.wire(code))]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      #expect(try await session.deliver(1) == .serverRefused(expected))
      #expect(try await session.deliver(2).isAccepted)
      await session.close()
      #expect(mailbox.tally.connections == 2)
    }
  }

  @Test(arguments: [
    (SMTPPhase.connect, 421, ServerRefusal.temporary(refusal(421))),
    (.connect, 554, .permanent(refusal(554))),
  ])
  func aServerThatRefusesToTalkShowsAtTheOpening(
    phase: SMTPPhase,
    code: Int,
    expected: ServerRefusal
  ) async throws {
    var options = MailboxOptions()
    options.faults = [
      FaultRule(.always, at: phase, .replyThenClose(SMTPReply(code, "\(code / 100).7.1 no")))
    ]
    try await withMailbox(options) { mailbox in
      let opening = try await Lane.transport(to: mailbox.url).openSession()
      #expect(opening.refusal == expected)
    }
  }

  @Test func aServerThatKnowsOnlyHELOIsGoodEnough() async throws {
    var options = MailboxOptions()
    options.faults = [FaultRule(.always, at: .ehlo, Self.wire(502))]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      #expect(try await session.deliver().isAccepted)
      await session.close()
    }
  }

  @Test(arguments: [
    Fault.close, .reset, .text("what?\r\n", thenClose: false), .text("25", thenClose: true),
    .text("250-half\r\n", thenClose: true),
    .text(String(repeating: "x", count: 5000), thenClose: false),
    .text(String(repeating: "250-x\r\n", count: 200), thenClose: false),
  ])
  func afterTheDotAnyOtherEndIsDoubt(fault: Fault) async throws {
    for stores in [true, false] {
      var options = MailboxOptions()
      options.faults = [FaultRule(.message(2), at: .dot, stores ? .afterAccepting(fault) : fault)]
      try await withMailbox(options) { mailbox in
        let session = try await Lane.transport(to: mailbox.url).session()
        #expect(try await session.deliver(1).isAccepted)
        let outcome = try await session.deliver(2)
        guard case .inDoubt = outcome else {
          Issue.record("\(outcome)")
          return
        }
        #expect(try await session.deliver(3).isAccepted)
        await session.close()
        #expect(mailbox.messages.count == (stores ? 3 : 2))
        #expect(mailbox.messages.last?.connection == 2)
      }
    }
  }

  /// The message is larger than what the buffers of the sockets take before the server is heard.
  @Test(arguments: [
    Fault.close, .reset, .text("what?\r\n", thenClose: false), .text("25", thenClose: true),
  ])
  func withinTheMessageAnyOtherEndIsAFailedConnection(fault: Fault) async throws {
    var options = MailboxOptions()
    options.faults = [FaultRule(.message(1), at: .body, fault)]
    let messages = [
      try Lane.message(1, body: Lane.twentyMegabytes), try Lane.message(2), try Lane.message(3),
    ]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let (outcomes, checks) = try await session.deliver(all: messages)
      guard case .connectionFailed = outcomes[0] else {
        Issue.record("\(outcomes[0])")
        return
      }
      #expect(outcomes[1].isAccepted && outcomes[2].isAccepted)
      #expect(checks == [1, 1, 1])
      await session.close()
    }
  }

  /// Nothing else is waited for so shortly that a busy machine could be taken for a silent one.
  @Test(arguments: [SMTPPhase.mail, .rcpt, .data, .body, .dot], [Fault.silence, halfALine])
  func aSilentServerIsGivenUp(phase: SMTPPhase, fault: Fault) async throws {
    let isAfterDot = phase == .body || phase == .dot
    var limits = SMTPLimits()
    if isAfterDot { limits.verdict = .milliseconds(200) } else { limits.reply = .milliseconds(200) }
    var options = MailboxOptions()
    options.extensions.remove(.pipelining)
    options.faults = [FaultRule(.always, at: phase, fault)]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url, limits: limits).session()
      let words = "the server did not answer in time"
      let expected: DeliveryOutcome = isAfterDot ? .inDoubt(words) : .connectionFailed(words)
      #expect(try await session.deliver() == expected)
      await session.close()
    }
  }

  private static let halfALine = Fault.text("250 ", thenClose: false)

  @Test func aConnectionThatWasClosedWhileIdleCostsNothing() async throws {
    for fault in [Fault.close, .replyThenClose(SMTPReply(421, "4.4.2 idle too long"))] {
      var options = MailboxOptions()
      // The server's farewell comes together with its answer to the first message's dot, or the
      // second MAIL meets it: both ends of the race.
      options.faults = [FaultRule(.messageOfConnection(2), at: .mail, fault)]
      try await withMailbox(options) { mailbox in
        let session = try await Lane.transport(to: mailbox.url).session()
        for id in 1...4 {
          let counter = Counter()
          let outcome = try await session.deliver(Lane.message(id)) {
            counter.add()
            return true
          }
          #expect(outcome.isAccepted)
          #expect(counter.count == 1)
        }
        await session.close()
        #expect(mailbox.messages.map(\.connection) == [1, 2, 3, 4])
      }
    }
  }

  @Test func afterTheCheckAFailureIsNotRepeatedByItself() async throws {
    var options = MailboxOptions()
    options.faults = [FaultRule(.message(2), at: .body, .close)]
    let message = try Lane.message(2, body: Lane.twentyMegabytes)
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      #expect(try await session.deliver(1).isAccepted)
      let counter = Counter()
      let outcome = try await session.deliver(message) {
        counter.add()
        return true
      }
      guard case .connectionFailed = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(counter.count == 1)
      #expect(mailbox.tally.connections == 1)
      await session.close()
    }
  }

  /// With commands in advance the refusal of DATA, which follows from the recipient's, counts as well:
  /// servers count it.
  @Test(arguments: [(false, 8), (true, 4)]) func afterEightRefusalsTheConnectionIsReplaced(
    pipelines: Bool,
    recipients: Int
  ) async throws {
    var options = MailboxOptions()
    if !pipelines { options.extensions.remove(.pipelining) }
    options.faults = [FaultRule(.recipient("gone"), at: .rcpt, Self.wire(550))]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      for id in 1...(2 * recipients + 1) {
        #expect(
          try await session.deliver(id, to: "gone@kund.example") == .rejected(Self.refusal(550))
        )
      }
      #expect(try await session.deliver(18).isAccepted)
      await session.close()
      #expect(mailbox.messages.first?.connection == 3)
    }
  }

  @Test func aServerThatAnswersWhatWasNotAskedIsNotBelieved() async throws {
    // The 250 behind the 354 is here before the message: it is not the verdict.
    var options = MailboxOptions()
    options.faults = [
      FaultRule(.message(1), at: .data, .text("354 go\r\n250 2.0.0 queued\r\n", thenClose: false))
    ]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let outcome = try await session.deliver(1)
      #expect(outcome == .connectionFailed("the server spoke out of turn"))
      #expect(try await session.deliver(2).isAccepted)
      await session.close()
      #expect(mailbox.messages.map(\.messageID) == ["<2@bokhandeln.example>"])
    }
  }

  @Test func aVerdictWithMoreBehindItCountsButEndsTheConnection() async throws {
    var options = MailboxOptions()
    options.faults = [
      FaultRule(
        .message(1),
        at: .dot,
        .afterAccepting(.text("250 2.0.0 queued\r\n550 5.1.1 for the next\r\n", thenClose: false))
      )
    ]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      #expect(try await session.deliver(1).isAccepted)
      #expect(try await session.deliver(2).isAccepted)
      await session.close()
      #expect(mailbox.messages.map(\.connection) == [1, 2])
    }
  }

  @Test func noServerIsAFailedConnection() async throws {
    let mailbox = try await MailboxServer.start()
    let url = mailbox.url
    await mailbox.stop()
    let opening = try await Lane.transport(to: url).openSession()
    #expect(opening.failure != nil)
  }

  @Test func aServerThatNeverGreetsIsGivenUp() async throws {
    var limits = SMTPLimits()
    limits.opening = .milliseconds(300)
    var options = MailboxOptions()
    options.faults = [FaultRule(.always, at: .connect, .silence)]
    try await withMailbox(options) { mailbox in
      let opening = try await Lane.transport(to: mailbox.url, limits: limits).openSession()
      #expect(opening.failure != nil)
    }
  }

  @Test func closingDoesNotWaitForASilentServer() async throws {
    var options = MailboxOptions()
    options.faults = [FaultRule(.always, at: .quit, .silence)]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      #expect(try await session.deliver().isAccepted)
      let start = ContinuousClock.now
      await session.close()
      #expect(ContinuousClock.now - start < .seconds(10))
    }
  }
}
