import Mail
import Mailbox
import SMTP
import Testing

/// Sessions against a server that behaves.
@Suite(.timeLimit(.minutes(1))) struct SMTPSessionTests {
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

  @Test func aWornConnectionIsReplaced() async throws {
    var limits = SMTPLimits()
    limits.messagesPerConnection = 3
    try await withMailbox { mailbox in
      let session = try await Lane.transport(to: mailbox.url, limits: limits).session()
      for id in 1...7 { #expect(try await session.deliver(id).isAccepted) }
      await session.close()
      #expect(mailbox.messages.map(\.connection) == [1, 1, 1, 2, 2, 2, 3])
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
