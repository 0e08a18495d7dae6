import Mail
import Mailbox
import SMTP
import Testing

/// Leaving at once, whatever the server does.
@Suite(.timeLimit(.minutes(5))) struct SMTPStopTests {
  @Test func afterTheDotStoppingIsDoubt() async throws {
    let gate = FaultGate()
    var options = MailboxOptions()
    options.faults = [FaultRule(.message(1), at: .dot, .acceptedButDelayed(until: gate))]
    try await withMailbox(options) { mailbox in
      let transport = try Lane.transport(to: mailbox.url)
      let session = try await transport.session()
      async let outcome = session.deliver()
      try await gate.reached()
      transport.abort()
      #expect(try await outcome == .inDoubt("sending was stopped"))
      gate.open()
    }
  }

  @Test(arguments: [SMTPPhase.mail, .rcpt, .data])
  func beforeTheDotStoppingLeavesNothingAccepted(phase: SMTPPhase) async throws {
    let gate = FaultGate()
    var options = MailboxOptions()
    options.faults = [FaultRule(.message(1), at: phase, .wait(gate))]
    try await withMailbox(options) { mailbox in
      let transport = try Lane.transport(to: mailbox.url)
      let session = try await transport.session()
      async let outcome = session.deliver()
      try await gate.reached()
      transport.abort()
      #expect(try await outcome == .connectionFailed("sending was stopped"))
      #expect(try await session.deliver(2) == .connectionFailed("sending was stopped"))
      gate.open()
    }
  }

  /// The second message has been announced when the first is waited for, or is waited for itself.
  @Test(arguments: [1, 2], [SMTPPhase.mail, .rcpt, .data, .dot])
  func ofTwoMessagesOnlyTheOneHandedOverIsInDoubt(number: Int, phase: SMTPPhase) async throws {
    let gate = FaultGate()
    var options = MailboxOptions()
    options.faults = [FaultRule(.message(number), at: phase, .wait(gate))]
    try await withMailbox(options) { mailbox in
      let transport = try Lane.transport(to: mailbox.url)
      let session = try await transport.session()
      let messages = try (1...3).map { try Lane.message($0) }
      async let delivered = session.deliver(all: messages)
      try await gate.reached()
      transport.abort()
      let (outcomes, checks) = try await delivered
      let stopped = DeliveryOutcome.connectionFailed("sending was stopped")
      let last = phase == .dot ? DeliveryOutcome.inDoubt("sending was stopped") : stopped
      if number == 2 { #expect(outcomes[0].isAccepted) }
      #expect(outcomes.dropFirst(number - 1) == [last, stopped, stopped].prefix(4 - number))
      #expect(checks == (1...3).map { $0 < number || ($0 == number && phase == .dot) ? 1 : 0 })
      gate.open()
    }
  }

  @Test func anOpeningStopsToo() async throws {
    let gate = FaultGate()
    var options = MailboxOptions()
    options.faults = [FaultRule(.always, at: .connect, .wait(gate))]
    try await withMailbox(options) { mailbox in
      let transport = try Lane.transport(to: mailbox.url)
      async let opening = transport.openSession()
      try await gate.reached()
      transport.abort()
      #expect(await opening.failure == "sending was stopped")
      #expect(await transport.openSession().failure == "sending was stopped")
      gate.open()
    }
  }
}
