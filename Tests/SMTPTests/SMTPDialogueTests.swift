import Mail
import Testing

@testable import SMTP

@Suite struct SMTPDialogueTests {
  /// How far a message has come when something happens.
  enum Phase: CaseIterable {
    case reset, sender, recipient, data, message, verdict
  }

  @Test func aMessageTakesFourCommandsAndACheck() throws {
    var dialogue = SMTPDialogue(capabilities: SMTPCapabilities())
    #expect(try dialogue.begin() == .send(Array("MAIL FROM:<b-1@studs.example>\r\n".utf8)))
    #expect(dialogue.receive(.ok) == .send(Array("RCPT TO:<asa@kund.example>\r\n".utf8)))
    #expect(dialogue.receive(.ok) == .send(Array("DATA\r\n".utf8)))
    #expect(dialogue.receive(.go) == .askHandOver)
    #expect(dialogue.handOverAnswered(true) == .sendMessage)
    dialogue.messageSent()
    #expect(dialogue.receive(.ok) == .finish(.accepted(SMTPReply.ok.forLog), keepsConnection: true))
    #expect(try dialogue.begin() == .send(Array("MAIL FROM:<b-1@studs.example>\r\n".utf8)))
  }

  @Test(arguments: Phase.allCases, [421, 450, 550, 250, 251, 354, 334, 299, 499])
  func everyReplyAtEveryPhaseHasOneMeaning(phase: Phase, code: Int) throws {
    var dialogue = try Self.dialogue(at: phase)
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

  @Test(arguments: Phase.allCases) func aLostConnectionIsInDoubtOnlyAfterTheDot(phase: Phase) throws
  {
    var dialogue = try Self.dialogue(at: phase)
    let expected: DeliveryOutcome =
      phase == .verdict ? .inDoubt("gone") : .connectionFailed("gone")
    #expect(dialogue.fail("gone") == expected)
    // Whatever happens later, there is no doubt twice.
    #expect(dialogue.fail("gone") == .connectionFailed("gone"))
  }

  @Test func aWithdrawnMessageEndsTheConnection() throws {
    var dialogue = try Self.dialogue(at: .data)
    #expect(dialogue.receive(.go) == .askHandOver)
    #expect(dialogue.handOverAnswered(false) == .finish(.withdrawn, keepsConnection: false))
  }

  @Test(arguments: [Phase.recipient, .data]) func aRefusedRecipientIsTakenBackFirst(
    phase: Phase
  ) throws {
    var dialogue = try Self.dialogue(at: phase)
    _ = dialogue.receive(SMTPReply(code: 550, lines: ["5.1.1 no"]))
    #expect(dialogue.refusals == 1)
    #expect(try dialogue.begin() == .send(Array("RSET\r\n".utf8)))
    #expect(dialogue.receive(.ok) == .send(Array("MAIL FROM:<b-1@studs.example>\r\n".utf8)))
    // Once is enough.
    dialogue = try Self.dialogue(at: .verdict)
    _ = dialogue.receive(SMTPReply(code: 550, lines: ["5.7.1 no"]))
    #expect(dialogue.refusals == 1)
    #expect(try dialogue.begin() == .send(Array("MAIL FROM:<b-1@studs.example>\r\n".utf8)))
  }

  @Test func whatTheServerOffersIsUsed() throws {
    let ehlo = SMTPReply(
      code: 250,
      lines: ["mail.example hello", "size 1000", "SMTPUTF8", "AUTH PLAIN LOGIN", "PIPELINING"]
    )
    let capabilities = SMTPCapabilities(ehlo)
    #expect(capabilities.hasAuthentication)
    var dialogue = SMTPDialogue(capabilities: capabilities)
    let line = "MAIL FROM:<b-1@studs.example> SIZE=1000 SMTPUTF8\r\n"
    #expect(
      try dialogue.begin(size: 1000, recipient: "åsa@kund.example") == .send(Array(line.utf8))
    )
  }

  @Test func whatTheServerCannotCarryIsRejectedByUs() throws {
    var dialogue = SMTPDialogue(capabilities: SMTPCapabilities())
    for action in [
      try dialogue.begin(recipient: "åsa@kund.example"), try dialogue.begin(needsSMTPUTF8: true),
    ] {
      guard case .finish(.rejected(let reply), keepsConnection: true) = action else {
        Issue.record("\(action)")
        return
      }
      #expect(reply.code == 553)
      #expect(reply.enhanced == EnhancedStatus(5, 6, 7))
    }
    var small = SMTPCapabilities()
    small.sizeLimit = 99
    dialogue = SMTPDialogue(capabilities: small)
    guard case .finish(.rejected(let reply), keepsConnection: true) = try dialogue.begin(size: 100)
    else {
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

  private static func dialogue(at phase: Phase) throws -> SMTPDialogue {
    var dialogue = SMTPDialogue(capabilities: SMTPCapabilities())
    if phase == .reset {
      _ = try dialogue.begin()
      _ = dialogue.receive(.ok)
      _ = dialogue.receive(SMTPReply(code: 550, lines: ["no"]))
    }
    _ = try dialogue.begin()
    let replies: [Phase: Int] = [.recipient: 1, .data: 2, .message: 3, .verdict: 3]
    for number in 0..<(replies[phase] ?? 0) { _ = dialogue.receive(number == 2 ? .go : .ok) }
    if phase == .message || phase == .verdict { _ = dialogue.handOverAnswered(true) }
    if phase == .verdict { dialogue.messageSent() }
    return dialogue
  }
}

extension SMTPReply {
  static let ok = SMTPReply(code: 250, lines: ["2.0.0 Ok"])
  static let go = SMTPReply(code: 354, lines: ["go"])
}

extension SMTPDialogue {
  fileprivate mutating func begin(
    size: Int = 10,
    recipient: String = "asa@kund.example",
    needsSMTPUTF8: Bool = false
  ) throws -> Action {
    let envelope = Envelope(
      sender: try MailAddress(parsing: "b-1@studs.example"),
      recipient: try MailAddress(parsing: recipient)
    )
    return begin(envelope, size: size, needsSMTPUTF8: needsSMTPUTF8)
  }
}
