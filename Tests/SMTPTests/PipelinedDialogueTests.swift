import Mail
import Testing

@testable import SMTP

/// The dialogue with a server that takes commands in advance.
@Suite struct PipelinedDialogueTests {
  private static func envelope(_ id: Int) -> String {
    "MAIL FROM:<b-1@studs.example>\r\nRCPT TO:<kund-\(id)@kund.example>\r\nDATA\r\n"
  }

  private static let announcement = SMTPDialogue.Action.sendMessage(
    followedBy: Array(envelope(2).utf8)
  )

  private static var pipelined: SMTPDialogue {
    var capabilities = SMTPCapabilities()
    capabilities.hasPipelining = true
    return SMTPDialogue(capabilities: capabilities)
  }

  /// The dot of the first message is out and the second announced behind it.
  private static func awaitingVerdict() throws -> SMTPDialogue {
    var dialogue = pipelined
    _ = try dialogue.begin(1)
    for reply in [SMTPReply.ok, .ok, .go] { _ = dialogue.receive(reply) }
    let action = dialogue.handOverAnswered(true, next: try Lane.numbered(2))
    #expect(action == announcement)
    dialogue.messageSent(wholly: true)
    return dialogue
  }

  /// The first message is accepted, the second asked for.
  private static func announced() throws -> SMTPDialogue {
    var dialogue = try awaitingVerdict()
    #expect(dialogue.receive(.ok) == .finish(.accepted(SMTPReply.ok.forLog), keepsConnection: true))
    #expect(dialogue.isAwaiting)
    return dialogue
  }

  @Test func oneRoundTripAMessage() throws {
    var dialogue = Self.pipelined
    #expect(try dialogue.begin(1) == .sends(Self.envelope(1)))
    #expect(dialogue.receive(.ok) == .wait)
    #expect(dialogue.receive(.ok) == .wait)
    #expect(dialogue.receive(.go) == .askHandOver)
    dialogue = try Self.announced()
    #expect(try dialogue.begin(2) == .wait)
    #expect(dialogue.receive(.ok) == .wait)
    #expect(dialogue.receive(.ok) == .wait)
    #expect(dialogue.receive(.go) == .askHandOver)
    #expect(dialogue.handOverAnswered(true, next: nil) == .sendMessage(followedBy: []))
    dialogue.messageSent(wholly: true)
    #expect(dialogue.receive(.ok) == .finish(.accepted(SMTPReply.ok.forLog), keepsConnection: true))
    #expect(!dialogue.isAwaiting)
  }

  @Test func aRefusedRecipientAndWhatFollowsFromItIsOneVerdict() throws {
    for announces in [false, true] {
      var dialogue = announces ? try Self.announced() : Self.pipelined
      _ = try dialogue.begin(2)
      #expect(dialogue.receive(.ok) == .wait)
      #expect(dialogue.receive(.no) == .wait)
      let noData = SMTPReply(code: 554, lines: ["5.5.1 no valid recipients"])
      #expect(
        dialogue.receive(noData) == .finish(.rejected(SMTPReply.no.forLog), keepsConnection: true)
      )
      // Both count: servers count them too.
      #expect(dialogue.refusals == 2)
      #expect(try dialogue.begin(3) == .sends("RSET\r\n" + Self.envelope(3)))
      #expect(dialogue.receive(.ok) == .wait)
      #expect(dialogue.receive(.ok) == .wait)
      #expect(dialogue.receive(.ok) == .wait)
      #expect(dialogue.receive(.go) == .askHandOver)
    }
  }

  @Test(arguments: [
    (554, true), (503, true), (451, true), (250, false), (354, false), (421, false),
  ])
  func aMessageForNobodyIsEmptyAndItsVerdictNobodys(code: Int, keepsConnection: Bool) throws {
    var dialogue = Self.pipelined
    _ = try dialogue.begin(1)
    _ = dialogue.receive(.ok)
    _ = dialogue.receive(.no)
    #expect(dialogue.receive(.go) == .sends(".\r\n"))
    #expect(
      dialogue.receive(SMTPReply(code: code, lines: [""]))
        == .finish(.rejected(SMTPReply.no.forLog), keepsConnection: keepsConnection)
    )
  }

  @Test func aVerdictOnTheRecipientStandsWhateverFollows() throws {
    let rejected = DeliveryOutcome.rejected(SMTPReply.no.forLog)
    var dialogue = try Self.announced()
    _ = try dialogue.begin(2)
    _ = dialogue.receive(.ok)
    _ = dialogue.receive(.no)
    let refused = dialogue
    #expect(dialogue.fail("gone") == rejected)
    dialogue = refused
    let farewell = SMTPReply(code: 421, lines: ["4.3.2 bye"])
    #expect(dialogue.receive(farewell) == .finish(rejected, keepsConnection: false))
    dialogue = refused
    #expect(dialogue.receive(.ok) == .finish(rejected, keepsConnection: false))
    dialogue = refused
    _ = dialogue.receive(.go)
    #expect(dialogue.fail("gone") == rejected)
  }

  @Test(arguments: [450, 550, 421]) func aRefusedMessageDoesNotTouchTheNext(code: Int) throws {
    var dialogue = try Self.awaitingVerdict()
    let reply = SMTPReply(code: code, lines: ["words"])
    let outcome: DeliveryOutcome =
      code == 550 ? .rejected(reply.forLog) : .deferred(reply.forLog)
    #expect(dialogue.receive(reply) == .finish(outcome, keepsConnection: code != 421))
    guard code != 421 else { return }
    #expect(try dialogue.begin(2) == .wait)
    for _ in 1...2 { #expect(dialogue.receive(.ok) == .wait) }
    #expect(dialogue.receive(.go) == .askHandOver)
  }

  @Test func theNextMessageIsNeverInDoubt() throws {
    var dialogue = try Self.awaitingVerdict()
    #expect(dialogue.fail("gone") == .inDoubt("gone"))
    for replies in 0...3 {
      dialogue = try Self.announced()
      _ = try dialogue.begin(2)
      for reply in [SMTPReply.ok, .ok, .go].prefix(replies) { _ = dialogue.receive(reply) }
      #expect(dialogue.fail("gone") == .connectionFailed("gone"))
    }
    dialogue = try Self.announced()
    _ = try dialogue.begin(2)
    for reply in [SMTPReply.ok, .ok, .go] { _ = dialogue.receive(reply) }
    #expect(
      dialogue.handOverAnswered(false, next: nil) == .finish(.withdrawn, keepsConnection: false)
    )
  }

  @Test func anotherMessageThanWasAnnouncedCostsTheConnection() throws {
    var dialogue = try Self.announced()
    guard case .finish(.connectionFailed, keepsConnection: false) = try dialogue.begin(3) else {
      Issue.record("begun")
      return
    }
  }

  @Test func anAnnouncementThatWasCutIsNotWaitedFor() throws {
    var dialogue = Self.pipelined
    _ = try dialogue.begin(1)
    for reply in [SMTPReply.ok, .ok, .go] { _ = dialogue.receive(reply) }
    _ = dialogue.handOverAnswered(true, next: try Lane.numbered(2))
    dialogue.messageSent(wholly: false)
    #expect(
      dialogue.receive(.ok) == .finish(.accepted(SMTPReply.ok.forLog), keepsConnection: false)
    )
  }

  @Test func whatTheServerCannotCarryIsNotAnnounced() throws {
    var dialogue = Self.pipelined
    _ = try dialogue.begin(1)
    for reply in [SMTPReply.ok, .ok, .go] { _ = dialogue.receive(reply) }
    let next = try Lane.message(2, to: "åsa@kund.example")
    #expect(dialogue.handOverAnswered(true, next: next) == .sendMessage(followedBy: []))
  }

  /// A reply too many shifts all that follow: no message goes out or is judged by it.
  @Test func aReplyTooManyIsFoundOutBeforeAnyHandOver() throws {
    for place in 0...2 {
      var dialogue = try Self.announced()
      _ = try dialogue.begin(2)
      var replies = [SMTPReply.ok, .ok, .go]
      replies.insert(.ok, at: place)
      var last = SMTPDialogue.Action.wait
      for reply in replies where last == .wait { last = dialogue.receive(reply) }
      guard case .finish(.connectionFailed, keepsConnection: false) = last else {
        Issue.record("\(place): \(last)")
        return
      }
    }
  }
}
