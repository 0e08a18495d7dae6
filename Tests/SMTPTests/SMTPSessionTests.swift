import Foundation
import Mail
import Mailbox
import SMTP
import Testing

/// Sessions against a server that behaves.
@Suite(.timeLimit(.minutes(5))) struct SMTPSessionTests {
  @Test func aMessageArrivesAsItWasSent() async throws {
    try await withMailbox { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let message = try Lane.message(7, body: ".\r\n..\r\nfrån oss\r\n.slut\r\n")
      let outcome = try await session.deliver(message) { true }
      guard case .accepted(let reply) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(reply.code == 250)
      await session.close()
      let received = try #require(try await mailbox.messages(atLeast: 1).first)
      #expect(received.bytes == message.bytes)
      #expect(received.sender == "b-1@studs.bokhandeln.example")
      #expect(received.recipients == ["asa@kund.example"])
      #expect(received.senderParameters == ["SIZE=\(message.bytes.count)"])
    }
  }

  @Test func oneConnectionCarriesManyMessagesAndQUIT() async throws {
    var options = MailboxOptions()
    options.recordsCommands = true
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      for id in 1...20 { #expect(try await session.deliver(id).isAccepted) }
      await session.close()
      try await mailbox.tally { $0.openConnections == 0 }
      #expect(mailbox.tally.connections == 1)
      #expect(mailbox.messages.map(\.messageID) == (1...20).map { "<\($0)@bokhandeln.example>" })
      #expect(mailbox.commands.first?.line == "EHLO sender.bokhandeln.example")
      #expect(mailbox.commands.last?.line == "QUIT")
    }
  }

  @Test func aLargeMessageArrivesWhole() async throws {
    try await withMailbox { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let body = String(repeating: String(repeating: ".", count: 997) + "\r\n", count: 4_000)
      let message = try Lane.message(body: body)
      #expect(try await session.deliver(message) { true }.isAccepted)
      await session.close()
      #expect(mailbox.messages.first?.bytes == message.bytes)
    }
  }

  @Test func addressesOutsideASCIIAreAnnounced() async throws {
    try await withMailbox { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      #expect(try await session.deliver(1, to: "åsa@räksmörgås.se").isAccepted)
      await session.close()
      let received = try #require(mailbox.messages.first)
      #expect(received.recipients == ["åsa@xn--rksmrgs-5wao1o.se"])
      #expect(received.senderParameters.contains("SMTPUTF8"))
    }
  }

  @Test func withoutSMTPUTF8SuchAnAddressIsRejectedByUs() async throws {
    var options = MailboxOptions()
    options.extensions = []
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let outcome = try await session.deliver(1, to: "åsa@kund.example")
      guard case .rejected(let reply) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(reply.description.hasPrefix("553 5.6.7 "))
      #expect(try await session.deliver(2, to: "åsa@kund.example".asciiOnly).isAccepted)
      await session.close()
      #expect(mailbox.tally.connections == 1)
      #expect(mailbox.messages.first?.senderParameters == [])
    }
  }

  @Test func theCheckComesBetweenTheServersConsentAndTheMessage() async throws {
    var options = MailboxOptions()
    options.recordsCommands = true
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let outcome = try await session.deliver(Lane.message()) {
        #expect(mailbox.commands.last?.line == "DATA")
        #expect(mailbox.tally.messages == 0)
        return true
      }
      #expect(outcome.isAccepted)
      await session.close()
    }
  }

  @Test func aWithdrawnMessageIsNotAccepted() async throws {
    try await withMailbox { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let outcome = try await session.deliver(Lane.message(1)) { false }
      #expect(outcome == .withdrawn)
      try await mailbox.tally { $0.openConnections == 0 }
      #expect(mailbox.messages.isEmpty)
      #expect(try await session.deliver(2).isAccepted)
      await session.close()
      #expect(mailbox.tally.connections == 2)
      #expect(mailbox.messages.map(\.messageID) == ["<2@bokhandeln.example>"])
    }
  }

  @Test func aCheckThatThrowsIsHeardAndNothingIsAccepted() async throws {
    struct DiskFull: Error {}
    try await withMailbox { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      await #expect(throws: DiskFull.self) {
        try await session.deliver(Lane.message()) { throw DiskFull() }
      }
      try await mailbox.tally { $0.openConnections == 0 }
      #expect(mailbox.messages.isEmpty)
    }
  }

  @Test func theNextMessageIsAskedForBehindTheDot() async throws {
    var options = MailboxOptions()
    options.recordsCommands = true
    let gate = FaultGate()
    // While the verdict on the first message is waited for, nothing more is sent.
    options.faults = [FaultRule(.message(1), at: .dot, .wait(gate))]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let messages = try (1...3).map { try Lane.message($0, to: "kund-\($0)@kund.example") }
      async let delivered = session.deliver(all: messages)
      try await gate.reached()
      #expect(mailbox.commands.last?.line == "DATA")
      gate.open()
      let (outcomes, checks) = try await delivered
      #expect(outcomes.allSatisfy { $0.isAccepted })
      #expect(checks == [1, 1, 1])
      await session.close()
      try await mailbox.tally { $0.openConnections == 0 }
      let verbs = mailbox.commands.map { $0.line.prefix(4) }
      let envelope: [Substring] = ["MAIL", "RCPT", "DATA"]
      #expect(verbs == ["EHLO"] + envelope + envelope + envelope + ["QUIT"])
      #expect(mailbox.messages.map(\.recipients) == (1...3).map { ["kund-\($0)@kund.example"] })
      #expect(mailbox.tally.connections == 1)
    }
  }

  @Test func anAnnouncedMessageMayStayAway() async throws {
    try await withMailbox { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let one = try Lane.message(1)
      let two = try Lane.message(2, to: "bo@kund.example")
      #expect(try await session.deliver(one, followedBy: two) { true }.isAccepted)
      #expect(try await session.deliver(3).isAccepted)
      #expect(try await session.deliver(one, followedBy: two) { true }.isAccepted)
      await session.close()
      try await mailbox.tally { $0.openConnections == 0 }
      #expect(
        mailbox.messages.map(\.recipients) == Array(repeating: ["asa@kund.example"], count: 3)
      )
      #expect(mailbox.messages.map(\.connection) == [1, 2, 2])
    }
  }

  @Test func aWithdrawnMessageThatWasAnnouncedIsNotAccepted() async throws {
    try await withMailbox { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let messages = try (1...3).map { try Lane.message($0) }
      #expect(try await session.deliver(messages[0], followedBy: messages[1]) { true }.isAccepted)
      let outcome = try await session.deliver(messages[1], followedBy: messages[2]) { false }
      #expect(outcome == .withdrawn)
      #expect(try await session.deliver(messages[2]) { true }.isAccepted)
      await session.close()
      #expect(mailbox.messages.map(\.messageID) == [1, 3].map { "<\($0)@bokhandeln.example>" })
    }
  }

  @Test func aServerThatLeavesAfterItsVerdictCostsNothing() async throws {
    var options = MailboxOptions()
    options.faults = [FaultRule(.always, at: .dot, .replyThenClose(SMTPReply(250, "2.0.0 Ok")))]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let messages = try (1...4).map { try Lane.message($0) }
      let (outcomes, checks) = try await session.deliver(all: messages)
      #expect(outcomes.allSatisfy { $0.isAccepted })
      #expect(checks == [1, 1, 1, 1])
      await session.close()
      #expect(mailbox.messages.map(\.connection) == [1, 2, 3, 4])
    }
  }

  /// It gave up waiting for the message, with or without a word.
  @Test(arguments: ["", "421 4.4.2 too slow\r\n"])
  func aServerThatLeavesAnAnnouncedMessageCostsNothing(
    farewell: String
  ) async throws {
    var limits = SMTPLimits()
    limits.rest = .zero
    var options = MailboxOptions()
    options.faults = [
      FaultRule(.message(2), at: .data, .text("354 go\r\n" + farewell, thenClose: true))
    ]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url, limits: limits).session()
      let messages = try (1...2).map { try Lane.message($0) }
      #expect(
        try await session.deliver(messages[0], followedBy: messages[1]) { true }.isAccepted
      )
      // Whoever has served these on each of its threads has come to the end of the first one's turn.
      for _ in 0..<ProcessInfo.processInfo.activeProcessorCount {
        await (try Lane.transport(to: mailbox.url).session()).close()
      }
      let counter = Counter()
      let second = try await session.deliver(messages[1]) {
        counter.add()
        return true
      }
      #expect(second.isAccepted)
      #expect(counter.count == 1)
      await session.close()
      #expect(mailbox.messages.map(\.messageID) == [1, 2].map { "<\($0)@bokhandeln.example>" })
    }
  }

  /// Around the size of one TLS record and of what is sent at once.
  @Test(arguments: [16_000, 16_200, 16_300, 16_384, 16_500, 33_000, 1_000_000])
  func messagesOfAnySizeFollowOneAnother(size: Int) async throws {
    try await withMailbox { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let lines = String(repeating: ".23456789012345678901234567890\r\n", count: size / 32)
      let messages = try (0..<5).map {
        try Lane.message($0, body: lines + String(repeating: "x", count: $0 * 37) + "\r\n")
      }
      let (outcomes, _) = try await session.deliver(all: messages)
      #expect(outcomes.allSatisfy { $0.isAccepted })
      await session.close()
      #expect(mailbox.messages.map(\.bytes) == messages.map(\.bytes))
    }
  }

  @Test func aWornConnectionIsReplaced() async throws {
    var limits = SMTPLimits()
    limits.messagesPerConnection = 3
    try await withMailbox { mailbox in
      let session = try await Lane.transport(to: mailbox.url, limits: limits).session()
      let messages = try (1...7).map { try Lane.message($0) }
      let (outcomes, _) = try await session.deliver(all: messages)
      #expect(outcomes.allSatisfy { $0.isAccepted })
      #expect(try await session.deliver(8).isAccepted)
      await session.close()
      #expect(mailbox.messages.map(\.connection) == [1, 1, 1, 2, 2, 2, 3, 3])
    }
  }

  @Test func anOldConnectionIsReplaced() async throws {
    var limits = SMTPLimits()
    limits.connectionAge = .zero
    try await withMailbox { mailbox in
      let session = try await Lane.transport(to: mailbox.url, limits: limits).session()
      for id in 1...3 { #expect(try await session.deliver(id).isAccepted) }
      await session.close()
      #expect(mailbox.messages.map(\.connection) == [2, 3, 4])
    }
  }

  @Test func manySessionsDeliverAtOnce() async throws {
    try await withMailbox { mailbox in
      let transport = try Lane.transport(to: mailbox.url)
      try await withThrowingTaskGroup { group in
        for lane in 0..<8 {
          group.addTask {
            let session = try await transport.session()
            for id in 1...25 { #expect(try await session.deliver(lane * 100 + id).isAccepted) }
            await session.close()
          }
        }
        try await group.waitForAll()
      }
      #expect(Set(mailbox.messages.map(\.messageID)).count == 200)
      #expect(mailbox.tally.connections == 8)
    }
  }
}

extension DeliveryOutcome {
  var isAccepted: Bool {
    if case .accepted = self { return true }
    return false
  }
}

extension String {
  fileprivate var asciiOnly: String { String(filter(\.isASCII)) }
}
