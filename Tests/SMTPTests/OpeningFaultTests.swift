import Mail
import Mailbox
import SMTP
import Testing

/// Every way to fail before the first message.
@Suite(.timeLimit(.minutes(5))) struct OpeningFaultTests {
  enum Meaning {
    case opened, refusedForNow, refusedForGood, credentialsRefused, failed

    init?(_ opening: SessionOpening) {
      switch opening {
      case .opened: self = .opened
      case .failed: self = .failed
      case .refused(.temporary): self = .refusedForNow
      case .refused(.permanent): self = .refusedForGood
      case .refused(.configuration(.credentialsRefused)): self = .credentialsRefused
      case .refused(.configuration): return nil
      }
    }
  }

  @Test(arguments: [SMTPPhase.connect, .ehlo, .auth], ScriptedFault.allCases)
  func everyEndHasOneMeaning(phase: SMTPPhase, fault: ScriptedFault) async throws {
    let code = phase == .connect ? 220 : phase == .ehlo ? 250 : 235
    var options = MailboxOptions()
    // What the bytewise answer to EHLO does not offer is not used.
    if phase == .auth { options.authentication = .required }
    let rules = [FaultRule(.connection(1), at: phase, fault.fault(insteadOf: code))]
    // Who is refused at EHLO tries HELO.
    let helo = FaultRule(.connection(1), at: .helo, fault.fault(insteadOf: code))
    options.faults = FaultScript(phase == .ehlo ? rules + [helo] : rules)
    let credentials = SMTPCredentials(username: "bokhandeln", password: "hemligt")
    try await withMailbox(options) { mailbox in
      let transport = try Lane.transport(
        to: mailbox.url,
        credentials: phase == .auth ? credentials : nil
      )
      let opening = await transport.openSession()
      guard fault != .twice else {
        try await expectNothingIsTakenForAnother(opening, mailbox)
        return
      }
      #expect(Meaning(opening) == Self.meaning(of: fault, at: phase))
      if case .opened(let session) = opening {
        #expect(try await session.deliver().isAccepted)
        await session.close()
      }
      // The next connection is met with no fault.
      let session = try await transport.session()
      #expect(try await session.deliver().isAccepted)
      await session.close()
    }
  }

  private static func meaning(of fault: ScriptedFault, at phase: SMTPPhase) -> Meaning {
    switch fault {
    case .farewell, .temporary: .refusedForNow
    case .permanent: phase == .auth ? .credentialsRefused : .refusedForGood
    case .close, .reset, .garbage, .half, .endlessLines, .endlessLine: .failed
    case .bytewise, .twice: .opened
    }
  }

  /// A reply too many may show at once or shift those that follow, which DATA finds out.
  private func expectNothingIsTakenForAnother(
    _ opening: SessionOpening,
    _ mailbox: MailboxServer
  ) async throws {
    guard case .opened(let session) = opening else { return }
    switch try await session.deliver(1) {
    case .accepted: #expect(mailbox.messages.count == 1)
    case .connectionFailed: #expect(mailbox.messages.isEmpty)
    case let outcome: Issue.record("\(outcome)")
    }
    await session.close()
  }
}
