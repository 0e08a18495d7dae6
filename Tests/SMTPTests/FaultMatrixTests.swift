import Mail
import Mailbox
import SMTP
import Testing

/// Every way to fail at every phase of a message.
@Suite(.timeLimit(.minutes(5))) struct FaultMatrixTests {
  /// One of three messages meets a fault.
  struct Case: CustomTestStringConvertible {
    let phase: SMTPPhase
    let fault: ScriptedFault
    /// Whether the server takes commands in advance.
    let pipelines: Bool
    /// Whether the connection has carried a message before: then the one that meets the fault was
    /// announced behind that one's dot, where the server takes commands in advance.
    let isReuse: Bool

    var testDescription: String {
      "\(fault) at \(phase), \(pipelines ? "in advance" : "in lockstep"), "
        + (isReuse ? "after another message" : "first on its connection")
    }

    static let all: [Case] = [true, false].flatMap { pipelines in
      [true, false].flatMap { isReuse in
        [SMTPPhase.mail, .rcpt, .data, .body, .dot].flatMap { phase in
          ScriptedFault.allCases.compactMap { fault in
            // Nothing is to be said when the body begins.
            if phase == .body, [.bytewise, .twice].contains(fault) { return nil }
            return Case(phase: phase, fault: fault, pipelines: pipelines, isReuse: isReuse)
          }
        }
      }
    }

    /// What delivery promises about the message.
    var expected: Meaning {
      let isAfterHandOver = phase == .body || phase == .dot
      let meaning = meaningWithoutAnotherTry
      switch meaning {
      case .refusedForNow, .refusedForGood, .failed:
        // Before the hand-over a new connection is tried at no cost.
        return isReuse && !isAfterHandOver ? .accepted : meaning
      case .accepted, .deferred, .rejected, .inDoubt:
        return meaning
      }
    }

    private var meaningWithoutAnotherTry: Meaning {
      // The message is small: it has gone out with its dot before the server speaks.
      let isAfterDot = phase == .body || phase == .dot
      switch fault {
      case .farewell: return isAfterDot ? .deferred : .refusedForNow
      case .temporary: return phase == .mail ? .refusedForNow : .deferred
      case .permanent: return phase == .mail ? .refusedForGood : .rejected
      case .close, .reset, .garbage, .half, .endlessLines, .endlessLine:
        return isAfterDot ? .inDoubt : .failed
      case .bytewise: return .accepted
      case .twice: return isAfterDot ? .accepted : .failed
      }
    }
  }

  /// An outcome without the server's words.
  enum Meaning {
    case accepted, deferred, rejected, refusedForNow, refusedForGood, failed, inDoubt

    init?(_ outcome: DeliveryOutcome) {
      switch outcome {
      case .accepted: self = .accepted
      case .deferred: self = .deferred
      case .rejected: self = .rejected
      case .serverRefused(.temporary): self = .refusedForNow
      case .serverRefused(.permanent): self = .refusedForGood
      case .connectionFailed: self = .failed
      case .inDoubt: self = .inDoubt
      case .withdrawn, .serverRefused(.configuration): return nil
      }
    }
  }

  @Test(arguments: Case.all) func everyEndHasOneMeaning(_ example: Case) async throws {
    let number = example.isReuse ? 2 : 1
    var options = MailboxOptions()
    if !example.pipelines { options.extensions.remove(.pipelining) }
    let code = example.phase == .data ? 354 : 250
    let fault = example.fault.fault(insteadOf: code)
    options.faults = [FaultRule(.message(number), at: example.phase, fault)]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let messages = try (1...3).map { try Lane.message($0, to: "kund-\($0)@kund.example") }
      let (outcomes, checks) = try await session.deliver(all: messages)
      await session.close()
      let meanings = outcomes.map(Meaning.init)
      #expect(meanings == (1...3).map { $0 == number ? example.expected : .accepted })
      // Asked once where the server agreed, and not at all where it did not.
      let isHandedOver =
        [.accepted, .inDoubt].contains(example.expected)
        || [.body, .dot].contains(example.phase)
      #expect(checks == (1...3).map { $0 != number || isHandedOver ? 1 : 0 })
      // What is said to be accepted was, once; nothing else was.
      let accepted = (1...3).filter { meanings[$0 - 1] == .accepted }
      #expect(
        mailbox.messages.map(\.messageID).sorted { "\($0 ?? "")" < "\($1 ?? "")" }
          == accepted.map { "<\($0)@bokhandeln.example>" }
      )
      #expect(
        Set(mailbox.messages.map(\.recipients))
          == Set(accepted.map { ["kund-\($0)@kund.example"] })
      )
    }
  }

  /// Behind a refused recipient the transaction is taken back, whatever comes of that.
  @Test(arguments: ScriptedFault.allCases, [true, false])
  func aFaultAtRSETCostsAConnection(fault: ScriptedFault, pipelines: Bool) async throws {
    var options = MailboxOptions()
    if !pipelines { options.extensions.remove(.pipelining) }
    options.faults = [
      FaultRule(.message(1), at: .rcpt, ScriptedFault.permanent.fault(insteadOf: 250)),
      FaultRule(.always, at: .rset, fault.fault(insteadOf: 250), times: 1),
    ]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      let messages = try (1...3).map { try Lane.message($0) }
      let (outcomes, _) = try await session.deliver(all: messages)
      await session.close()
      #expect(outcomes.map(Meaning.init) == [.rejected, .accepted, .accepted])
      #expect(mailbox.tally.connections == (fault == .bytewise ? 1 : 2))
    }
  }

  @Test(arguments: ScriptedFault.allCases) func aFaultAtTheFarewellChangesNothing(
    fault: ScriptedFault
  ) async throws {
    var options = MailboxOptions()
    options.faults = [FaultRule(.always, at: .quit, fault.fault(insteadOf: 221))]
    try await withMailbox(options) { mailbox in
      let session = try await Lane.transport(to: mailbox.url).session()
      #expect(try await session.deliver().isAccepted)
      await session.close()
      try await mailbox.tally { $0.openConnections == 0 }
      #expect(mailbox.tally.messages == 1)
    }
  }
}

extension MailSession {
  /// Delivers one message after the other, each announced behind the one before, and counts the checks
  /// of each.
  func deliver(
    all messages: [OutgoingMessage]
  ) async throws -> (outcomes: [DeliveryOutcome], checks: [Int]) {
    var outcomes: [DeliveryOutcome] = []
    let counters = messages.map { _ in Counter() }
    for (index, message) in messages.enumerated() {
      let next = messages.dropFirst(index + 1).first
      let counter = counters[index]
      outcomes.append(
        try await deliver(message, followedBy: next) {
          counter.add()
          return true
        }
      )
    }
    return (outcomes, counters.map(\.count))
  }
}
