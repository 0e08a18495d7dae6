import Mail

/// The dialogue on one connection after its opening, as a value: told what the server said, it says
/// what to do next.
///
/// It reads no clock and no socket.
///
/// Every command that is out stands in a queue, and each reply answers the first of them. Where the
/// server takes commands in advance (RFC 2920) MAIL, RCPT and DATA of a message go out together, those
/// of the next message behind the dot of this one; elsewhere each waits for the answer to the one
/// before. The meaning of an answer is the same.
struct SMTPDialogue {
  enum Action: Equatable {
    /// Send the commands and wait for the answer.
    case send([UInt8])
    /// Wait for the next answer: what it is to is out.
    case wait
    /// Ask whether the message may still go out; then `handOverAnswered`.
    case askHandOver
    /// Send the message with its dot and these commands behind it; then `messageSent`.
    case sendMessage(followedBy: [UInt8])
    /// The message is settled. A connection that is not kept must be closed without another word.
    case finish(DeliveryOutcome, keepsConnection: Bool)
  }

  private enum Command: String {
    case reset = "RSET"
    case sender = "MAIL"
    case recipient = "RCPT"
    case data = "DATA"
    /// The dot that ends a message without a line, which nobody is to get.
    case emptyMessage = "the end of an empty message"
    case message = "the end of the message"
  }

  private enum State {
    /// Between messages.
    case idle
    /// The server is being asked to take the message.
    case asking
    /// 354 is here, the hand-over is being checked.
    case handingOver
    /// The message goes out, its dot is not out.
    case sendingMessage
    /// The dot is out: from here on no answer means doubt.
    case awaitingVerdict
    /// No more can be said on this connection.
    case ended
  }

  private static let resetAndEnvelope: [Command] = [.reset, .sender, .recipient, .data]

  private let capabilities: SMTPCapabilities
  private var state = State.idle
  /// What is out and not answered, in order.
  private var awaited: ArraySlice<Command> = []
  /// What is still to be said, and to be awaited then: only where one command waits for another.
  private var unsent: ArraySlice<UInt8> = []
  private var unsentCommands: ArraySlice<Command> = []
  /// What was sent in advance for the message that is to come.
  private var announced: [UInt8]?
  /// The verdict on the message under way, where the server refused it and has not answered all yet.
  private var refusal: DeliveryOutcome?
  private var needsReset = false
  private var mustClose = false

  /// How often the server refused something on this connection.
  private(set) var refusals = 0

  init(capabilities: SMTPCapabilities) { self.capabilities = capabilities }

  /// Whether an answer is still to come: then the server may speak and the connection is not idle.
  var isAwaiting: Bool { !awaited.isEmpty }

  /// Begins a message on a connection between messages.
  mutating func begin(_ message: OutgoingMessage) -> Action {
    if let refusal = ownRefusal(of: message) {
      return .finish(.rejected(refusal), keepsConnection: announced == nil)
    }
    var commands = needsReset ? SMTPWire.reset : []
    SMTPWire.append(envelopeOf: message, for: capabilities, to: &commands)
    state = .asking
    if let expected = announced.take() {
      guard expected == commands else { return end(.connectionFailed(Self.otherMessage)) }
      return .wait
    }
    unsentCommands = Self.resetAndEnvelope.dropFirst(needsReset ? 0 : 1)
    needsReset = false
    guard capabilities.hasPipelining else {
      unsent = commands[...]
      return sendNext()
    }
    awaited = unsentCommands
    unsentCommands = []
    return .send(commands)
  }

  /// Takes the server's answer.
  mutating func receive(_ reply: SMTPReply) -> Action {
    if case .sendingMessage = state { return interrupted(by: reply) }
    guard let command = awaited.popFirst() else { return end(.connectionFailed(Self.outOfTurn)) }
    if command == .message { return settled(by: reply) }
    if reply.kind >= 4 { refusals += 1 }
    if reply.code == 421 { return end(.serverRefused(.temporary(reply.forLog))) }
    switch (command, reply.kind) {
    case (.reset, 2), (.sender, 2), (.recipient, 2): return sendNext()
    case (.data, 3) where reply.code == 354: return refusal == nil ? sendNext() : sendEmptyMessage()
    case (.recipient, 4), (.data, 4): return refused(.deferred(reply.forLog))
    case (.recipient, 5), (.data, 5): return refused(.rejected(reply.forLog))
    case (.reset, 4), (.sender, 4): return end(.serverRefused(.temporary(reply.forLog)))
    case (.reset, 5), (.sender, 5): return end(.serverRefused(.permanent(reply.forLog)))
    case (.emptyMessage, 4), (.emptyMessage, 5): return sendNext()
    default:
      return end(.connectionFailed("the server answered \(reply.code) to \(command.rawValue)"))
    }
  }

  /// Takes the answer of the check; `next` is announced to a server that takes commands in advance.
  mutating func handOverAnswered(_ isGranted: Bool, next: OutgoingMessage?) -> Action {
    guard isGranted else { return end(.withdrawn) }
    state = .sendingMessage
    guard let next, capabilities.hasPipelining, ownRefusal(of: next) == nil else {
      return .sendMessage(followedBy: [])
    }
    var commands: [UInt8] = []
    SMTPWire.append(envelopeOf: next, for: capabilities, to: &commands)
    announced = commands
    return .sendMessage(followedBy: commands)
  }

  /// The message has been taken from us, its final dot too.
  ///
  /// Where not all that was to follow it went out with it, the next message gets another connection.
  mutating func messageSent(wholly: Bool) {
    state = .awaitingVerdict
    awaited = [.message]
    if announced != nil && wholly { awaited += Self.resetAndEnvelope.dropFirst() }
    mustClose = !wholly
  }

  /// The connection ended or is of no more use, for the reason in words.
  mutating func fail(_ words: String) -> DeliveryOutcome {
    defer { state = .ended }
    if let refusal { return refusal }
    if case .awaitingVerdict = state { return .inDoubt(words) }
    return .connectionFailed(words)
  }

  static let outOfTurn = "the server spoke out of turn"
  private static let otherMessage = "another message was announced to the server"
}

extension SMTPDialogue {
  /// What this server cannot carry is rejected by us, with the codes a server would use.
  private func ownRefusal(of message: OutgoingMessage) -> ServerReply? {
    if message.needsSMTPUTF8 && !capabilities.hasSMTPUTF8 {
      let words = "the server takes no addresses outside ASCII (not sent)"
      return ServerReply(code: 553, enhanced: EnhancedStatus(5, 6, 7), text: words)
    }
    let size = message.bytes.count
    if let limit = capabilities.sizeLimit, size > limit {
      let words = "the message has \(size) octets, the server takes \(limit) (not sent)"
      return ServerReply(code: 552, enhanced: EnhancedStatus(5, 3, 4), text: words)
    }
    return nil
  }

  /// What follows an answer that ended nothing.
  private mutating func sendNext() -> Action {
    if !awaited.isEmpty { return .wait }
    if let refusal { return finishRefused(refusal) }
    guard let command = unsentCommands.popFirst(), let end = unsent.firstIndex(of: 0x0A) else {
      state = .handingOver
      return .askHandOver
    }
    awaited = [command]
    defer { unsent = unsent[(end + 1)...] }
    return .send(Array(unsent[...end]))
  }

  /// A verdict on the recipient, told when all that went out behind RCPT is answered.
  private mutating func refused(_ outcome: DeliveryOutcome) -> Action {
    // The first refusal is the reason, those that follow from it are not.
    refusal = refusal ?? outcome
    unsentCommands = []
    return sendNext()
  }

  /// A server that wants a message for nobody gets an empty one (RFC 2920 section 3.1), whose verdict
  /// is no verdict on anything.
  private mutating func sendEmptyMessage() -> Action {
    awaited = [.emptyMessage]
    return .send(SMTPWire.dot)
  }

  /// The transaction must be taken back before the next (RFC 5321 section 4.1.4), the connection is as
  /// good as before.
  private mutating func finishRefused(_ outcome: DeliveryOutcome) -> Action {
    refusal = nil
    needsReset = true
    state = .idle
    return .finish(outcome, keepsConnection: true)
  }

  /// An answer before the dot is out can only be a refusal, and what was sent so far is lost.
  private mutating func interrupted(by reply: SMTPReply) -> Action {
    switch (reply.code, reply.kind) {
    case (421, _): end(.serverRefused(.temporary(reply.forLog)))
    case (_, 4): end(.deferred(reply.forLog))
    case (_, 5): end(.rejected(reply.forLog))
    default: end(.connectionFailed(Self.outOfTurn))
    }
  }

  private mutating func settled(by reply: SMTPReply) -> Action {
    state = .idle
    switch reply.kind {
    case 2: return .finish(.accepted(reply.forLog), keepsConnection: !mustClose)
    case 4 where reply.code == 421: return end(.deferred(reply.forLog))
    case 4, 5:
      refusals += 1
      let outcome: DeliveryOutcome =
        reply.kind == 4 ? .deferred(reply.forLog) : .rejected(reply.forLog)
      return .finish(outcome, keepsConnection: !mustClose)
    default: return end(.inDoubt("the server answered \(reply.code) to the end of the message"))
    }
  }

  /// Ends the connection; a verdict that the server gave before stands.
  private mutating func end(_ outcome: DeliveryOutcome) -> Action {
    state = .ended
    return .finish(refusal ?? outcome, keepsConnection: false)
  }
}

extension SMTPDialogue.Action {
  /// The same end, on a connection that is not kept; an action that would go on cannot.
  var closing: SMTPDialogue.Action {
    guard case .finish(let outcome, _) = self else {
      return .finish(.connectionFailed(SMTPDialogue.outOfTurn), keepsConnection: false)
    }
    return .finish(outcome, keepsConnection: false)
  }
}
