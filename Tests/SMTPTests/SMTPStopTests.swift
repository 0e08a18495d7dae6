import Mail
import Mailbox
import SMTP
import Testing

/// Leaving at once, whatever the server does.
@Suite(.timeLimit(.minutes(1))) struct SMTPStopTests {
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
