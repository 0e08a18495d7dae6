import Mail

/// The dialogue on one connection after its opening, as a value: told what the server said, it says
/// what to do next.
///
/// It reads no clock and no socket.
///
/// One message is a list of commands, sent in groups and answered one by one. A group is one command;
/// with PIPELINING (RFC 2920) a group may become longer, while the meaning of each answer stays.
struct SMTPDialogue {
  enum Action: Equatable {
    /// Send the commands and wait for the answer.
    case send([UInt8])
    /// Ask whether the message may still go out; then `handOverAnswered`.
    case askHandOver
    /// Send the message with its dot; then `messageSent`.
    case sendMessage
    /// The message is settled. A connection that is not kept must be closed without another word.
    case finish(DeliveryOutcome, keepsConnection: Bool)
  }

  private enum Command: String {
    case reset = "RSET"
    case sender = "MAIL"
    case recipient = "RCPT"
    case data = "DATA"
  }

  private enum State {
    /// Between messages.
    case idle
    /// A command is out, its answer is not here.
    case awaitingReply(to: Command)
    /// 354 is here, the hand-over is being checked.
    case handingOver
    /// The message goes out, its dot is not out.
    case sendingMessage
    /// The dot is out: from here on no answer means doubt.
    case awaitingVerdict
    /// No more can be said on this connection.
    case ended
  }

  private let capabilities: SMTPCapabilities
  private var state = State.idle
  private var unsent: ArraySlice<(command: Command, line: String)> = []
  private var needsReset = false

  /// How often the server refused something on this connection.
  private(set) var refusals = 0

  init(capabilities: SMTPCapabilities) { self.capabilities = capabilities }

  /// Begins a message of `size` octets on an idle connection.
  mutating func begin(_ envelope: Envelope, size: Int, needsSMTPUTF8: Bool) -> Action {
    let needsSMTPUTF8 =
      needsSMTPUTF8 || envelope.sender.needsSMTPUTF8 || envelope.recipient.needsSMTPUTF8
    if let refusal = ownRefusal(size: size, needsSMTPUTF8: needsSMTPUTF8) {
      return .finish(.rejected(refusal), keepsConnection: true)
    }
    var parameters = capabilities.hasSize ? " SIZE=\(size)" : ""
    if needsSMTPUTF8 { parameters += " SMTPUTF8" }
    unsent = [
      (.sender, "MAIL FROM:<\(envelope.sender.address)>\(parameters)"),
      (.recipient, "RCPT TO:<\(envelope.recipient.address)>"),
      (.data, "DATA"),
    ]
    if needsReset { unsent.insert((.reset, "RSET"), at: unsent.startIndex) }
    needsReset = false
    return sendNextGroup()
  }

  /// Takes the server's answer.
  mutating func receive(_ reply: SMTPReply) -> Action {
    switch state {
    case .awaitingReply(let command): answered(command, with: reply)
    case .sendingMessage: interrupted(by: reply)
    case .awaitingVerdict: settled(by: reply)
    case .idle, .handingOver, .ended: end(.connectionFailed(Self.outOfTurn))
    }
  }

  mutating func handOverAnswered(_ isGranted: Bool) -> Action {
    guard isGranted else { return end(.withdrawn) }
    state = .sendingMessage
    return .sendMessage
  }

  /// The whole message has been taken from us, its final dot too.
  mutating func messageSent() { state = .awaitingVerdict }

  /// The connection ended or is of no more use, for the reason in words.
  mutating func fail(_ words: String) -> DeliveryOutcome {
    defer { state = .ended }
    if case .awaitingVerdict = state { return .inDoubt(words) }
    return .connectionFailed(words)
  }

  static let outOfTurn = "the server spoke out of turn"
}

extension SMTPDialogue {
  /// What this server cannot carry is rejected by us, with the codes a server would use.
  private func ownRefusal(size: Int, needsSMTPUTF8: Bool) -> ServerReply? {
    if needsSMTPUTF8 && !capabilities.hasSMTPUTF8 {
      let words = "the server takes no addresses outside ASCII (not sent)"
      return ServerReply(code: 553, enhanced: EnhancedStatus(5, 6, 7), text: words)
    }
    if let limit = capabilities.sizeLimit, size > limit {
      let words = "the message has \(size) octets, the server takes \(limit) (not sent)"
      return ServerReply(code: 552, enhanced: EnhancedStatus(5, 3, 4), text: words)
    }
    return nil
  }

  private mutating func sendNextGroup() -> Action {
    guard let next = unsent.popFirst() else {
      state = .handingOver
      return .askHandOver
    }
    state = .awaitingReply(to: next.command)
    return .send(Array("\(next.line)\r\n".utf8))
  }

  private mutating func answered(_ command: Command, with reply: SMTPReply) -> Action {
    if reply.code == 421 { return end(.serverRefused(.temporary(reply.forLog))) }
    switch (command, reply.kind) {
    case (.reset, 2), (.sender, 2), (.recipient, 2): return sendNextGroup()
    case (.data, 3) where reply.code == 354: return sendNextGroup()
    case (.recipient, 4), (.data, 4): return refused(.deferred(reply.forLog))
    case (.recipient, 5), (.data, 5): return refused(.rejected(reply.forLog))
    case (.reset, 4), (.sender, 4): return end(.serverRefused(.temporary(reply.forLog)))
    case (.reset, 5), (.sender, 5): return end(.serverRefused(.permanent(reply.forLog)))
    default:
      return end(.connectionFailed("the server answered \(reply.code) to \(command.rawValue)"))
    }
  }

  /// A verdict on the recipient: the transaction must be taken back before the next (RFC 5321
  /// section 4.1.4), the connection is as good as before.
  private mutating func refused(_ outcome: DeliveryOutcome) -> Action {
    refusals += 1
    needsReset = true
    unsent = []
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
    case 2: return .finish(.accepted(reply.forLog), keepsConnection: true)
    case 4 where reply.code == 421: return end(.deferred(reply.forLog))
    case 4, 5:
      refusals += 1
      let outcome: DeliveryOutcome =
        reply.kind == 4 ? .deferred(reply.forLog) : .rejected(reply.forLog)
      return .finish(outcome, keepsConnection: true)
    default: return end(.inDoubt("the server answered \(reply.code) to the end of the message"))
    }
  }

  private mutating func end(_ outcome: DeliveryOutcome) -> Action {
    state = .ended
    return .finish(outcome, keepsConnection: false)
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
