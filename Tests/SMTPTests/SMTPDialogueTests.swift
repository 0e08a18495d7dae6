import Mail
import Testing

@testable import SMTP

/// The dialogue where each command waits for the answer to the one before, and what both ways share.
@Suite struct SMTPDialogueTests {
  @Test func aMessageTakesThreeCommandsAndACheck() throws {
    var dialogue = SMTPDialogue.lockstep
    #expect(try dialogue.begin(1) == .sends("MAIL FROM:<b-1@studs.example>\r\n"))
    #expect(dialogue.receive(.ok) == .sends("RCPT TO:<kund-1@kund.example>\r\n"))
    #expect(dialogue.receive(.ok) == .sends("DATA\r\n"))
    #expect(dialogue.receive(.go) == .askHandOver)
    let next = try Lane.message(2)
    #expect(dialogue.handOverAnswered(true, next: next) == .sendMessage(followedBy: []))
    dialogue.messageSent(wholly: true)
    #expect(dialogue.receive(.ok) == .finish(.accepted(SMTPReply.ok.forLog), keepsConnection: true))
    #expect(!dialogue.isAwaiting)
    #expect(try dialogue.begin(2) == .sends("MAIL FROM:<b-1@studs.example>\r\n"))
  }

  @Test(arguments: DialoguePhase.allCases, [421, 450, 550, 250, 251, 354, 334, 299, 499])
  func everyReplyAtEveryPhaseHasOneMeaning(phase: DialoguePhase, code: Int) throws {
    var dialogue = try SMTPDialogue.lockstep(at: phase)
    let reply = SMTPReply(code: code, lines: ["words"])
    let action = dialogue.receive(reply)
    let log = reply.forLog
    switch (phase, code) {
    case (.verdict, 421):
      #expect(action == .finish(.deferred(log), keepsConnection: false))
    case (_, 421):
      #expect(action == .finish(.serverRefused(.temporary(log)), keepsConnection: false))
    case (.reset, 400...499), (.sender, 400...499):
      #expect(action == .finish(.serverRefused(.temporary(log)), keepsConnection: false))
    case (.reset, 500...599), (.sender, 500...599):
      #expect(action == .finish(.serverRefused(.permanent(log)), keepsConnection: false))
    case (_, 400...499):
      #expect(action == .finish(.deferred(log), keepsConnection: phase != .message))
    case (_, 500...599):
      #expect(action == .finish(.rejected(log), keepsConnection: phase != .message))
    case (.verdict, 200...299):
      #expect(action == .finish(.accepted(log), keepsConnection: true))
    case (.verdict, _):
      guard case .finish(.inDoubt, keepsConnection: false) = action else {
        Issue.record("\(action)")
        return
      }
    case (.reset, 200...299), (.sender, 200...299), (.recipient, 200...299):
      guard case .send = action else {
        Issue.record("\(action)")
        return
      }
    case (.data, 354):
      #expect(action == .askHandOver)
    default:
      guard case .finish(.connectionFailed, keepsConnection: false) = action else {
        Issue.record("\(action)")
        return
      }
    }
  }

  @Test(arguments: DialoguePhase.allCases) func aLostConnectionIsInDoubtOnlyAfterTheDot(
    phase: DialoguePhase
  ) throws {
    var dialogue = try SMTPDialogue.lockstep(at: phase)
    let expected: DeliveryOutcome =
      phase == .verdict ? .inDoubt("gone") : .connectionFailed("gone")
    #expect(dialogue.fail("gone") == expected)
    // Whatever happens later, there is no doubt twice.
    #expect(dialogue.fail("gone") == .connectionFailed("gone"))
  }

  @Test func aWithdrawnMessageEndsTheConnection() throws {
    var dialogue = try SMTPDialogue.lockstep(at: .data)
    #expect(dialogue.receive(.go) == .askHandOver)
    let action = dialogue.handOverAnswered(false, next: nil)
    #expect(action == .finish(.withdrawn, keepsConnection: false))
  }

  @Test(arguments: [DialoguePhase.recipient, .data]) func aRefusedRecipientIsTakenBackFirst(
    phase: DialoguePhase
  ) throws {
    var dialogue = try SMTPDialogue.lockstep(at: phase)
    _ = dialogue.receive(.no)
    #expect(dialogue.refusals == 1)
    #expect(try dialogue.begin(2) == .sends("RSET\r\n"))
    #expect(dialogue.receive(.ok) == .sends("MAIL FROM:<b-1@studs.example>\r\n"))
    // Once is enough.
    dialogue = try SMTPDialogue.lockstep(at: .verdict)
    _ = dialogue.receive(.no)
    #expect(dialogue.refusals == 1)
    #expect(try dialogue.begin(2) == .sends("MAIL FROM:<b-1@studs.example>\r\n"))
  }

  @Test func whatTheServerOffersIsUsed() throws {
    let ehlo = SMTPReply(
      code: 250,
      lines: ["mail.example hello", "size 1000", "SMTPUTF8", "AUTH PLAIN LOGIN"]
    )
    let capabilities = SMTPCapabilities(ehlo)
    #expect(capabilities.hasAuthentication)
    #expect(!capabilities.hasPipelining)
    var dialogue = SMTPDialogue(capabilities: capabilities)
    let message = try Lane.message(1, to: "åsa@kund.example")
    let size = message.bytes.count
    let line = "MAIL FROM:<b-1@studs.bokhandeln.example> SIZE=\(size) SMTPUTF8\r\n"
    #expect(dialogue.begin(message) == .sends(line))
  }

  @Test func whatTheServerCannotCarryIsRejectedByUs() throws {
    var dialogue = SMTPDialogue.lockstep
    let message = try Lane.message(1, to: "åsa@kund.example")
    guard case .finish(.rejected(let reply), keepsConnection: true) = dialogue.begin(message) else {
      Issue.record("taken")
      return
    }
    #expect(reply.code == 553)
    #expect(reply.enhanced == EnhancedStatus(5, 6, 7))
    var small = SMTPCapabilities()
    small.sizeLimit = 99
    dialogue = SMTPDialogue(capabilities: small)
    let big = try Lane.message(body: String(repeating: "x", count: 100) + "\r\n")
    guard case .finish(.rejected(let reply), keepsConnection: true) = dialogue.begin(big) else {
      Issue.record("taken")
      return
    }
    #expect(reply.description.hasPrefix("552 5.3.4 "))
  }

  @Test(arguments: [
    (["SIZE"], true, nil), (["SIZE 0"], true, nil), (["SIZE=10"], true, 10),
    (["SIZE x"], true, nil),
    ([], false, nil),
  ])
  func sizeHasManyForms(lines: [String], hasSize: Bool, limit: Int?) {
    let capabilities = SMTPCapabilities(
      SMTPReply(code: 250, lines: ["SIZE 5 in a greeting"] + lines)
    )
    #expect(capabilities.hasSize == hasSize)
    #expect(capabilities.sizeLimit == limit)
  }
}

/// How far a message has come when something happens.
enum DialoguePhase: CaseIterable {
  case reset, sender, recipient, data, message, verdict
}

extension SMTPReply {
  static let ok = SMTPReply(code: 250, lines: ["2.0.0 Ok"])
  static let go = SMTPReply(code: 354, lines: ["go"])
  static let no = SMTPReply(code: 550, lines: ["5.1.1 no"])
}

extension SMTPDialogue.Action {
  static func sends(_ text: String) -> Self { .send(Array(text.utf8)) }
}

extension SMTPDialogue {
  static let lockstep = SMTPDialogue(capabilities: SMTPCapabilities())

  fileprivate static func lockstep(at phase: DialoguePhase) throws -> SMTPDialogue {
    var dialogue = lockstep
    if phase == .reset {
      _ = try dialogue.begin(1)
      _ = dialogue.receive(.ok)
      _ = dialogue.receive(.no)
    }
    _ = try dialogue.begin(1)
    let replies: [DialoguePhase: Int] = [.recipient: 1, .data: 2, .message: 3, .verdict: 3]
    for number in 0..<(replies[phase] ?? 0) { _ = dialogue.receive(number == 2 ? .go : .ok) }
    if phase == .message || phase == .verdict { _ = dialogue.handOverAnswered(true, next: nil) }
    if phase == .verdict { dialogue.messageSent(wholly: true) }
    return dialogue
  }

  /// Begins a message to the customer of that number.
  mutating func begin(_ id: Int) throws -> Action { begin(try Lane.numbered(id)) }
}

extension Lane {
  /// A small message with an envelope of its own.
  static func numbered(_ id: Int) throws -> OutgoingMessage {
    let envelope = Envelope(
      sender: try MailAddress(parsing: "b-1@studs.example"),
      recipient: try MailAddress(parsing: "kund-\(id)@kund.example")
    )
    let composed = ComposedMessage(bytes: Array("a: b\r\n".utf8), needsSMTPUTF8: false)
    return try OutgoingMessage(composed, in: envelope)
  }
}
