import Mail

/// One open connection and the dialogue on it.
///
/// Going out of scope closes it without a word.
struct SMTPConnection: ~Copyable {
  private let stream: CurlStream
  private let limits: SMTPLimits
  private let wornAt: ContinuousClock.Instant
  private var parser = ReplyParser()
  private var dialogue: SMTPDialogue
  private var output: [UInt8] = []
  private var messages = 0
  /// When the server last said what we were waiting for.
  private var restsSince = ContinuousClock.now

  init(_ stream: consuming CurlStream, capabilities: SMTPCapabilities, limits: SMTPLimits) {
    self.stream = stream
    self.limits = limits
    wornAt = .now + limits.connectionAge
    dialogue = SMTPDialogue(capabilities: capabilities)
  }

  /// Whether the next message should get a new connection.
  var isWorn: Bool {
    messages >= limits.messagesPerConnection
      || dialogue.refusals >= limits.refusalsPerConnection
      || ContinuousClock.now >= wornAt
  }

  var hasCarriedMessages: Bool { messages > 0 }

  /// Whether the server has been asked about the next message already.
  var isAwaitingAnswers: Bool { dialogue.isAwaiting }

  /// Whether the server is still there, and silent if nothing is asked, as it must be between messages.
  ///
  /// A farewell it sent in the meantime counts as gone, whatever it says.
  mutating func isOpen() -> Bool {
    do throws(StreamFailure) {
      guard isAwaitingAnswers else { return try !stream.receiveAvailable(into: &parser) }
      guard ContinuousClock.now - restsSince > limits.rest else { return true }
      // The end of a connection shows behind the answers that came before it, which are few.
      for _ in 1...4 where try !stream.receiveAvailable(into: &parser) { return true }
      return false
    } catch {
      return false
    }
  }

  /// What came of one message.
  struct Attempt {
    let outcome: DeliveryOutcome
    let keepsConnection: Bool
  }

  /// Asks the server to take a message: nil when it agrees and waits for it.
  mutating func ask(for message: OutgoingMessage) -> Attempt? {
    messages += 1
    let attempt = answered(dialogue.begin(message))
    restsSince = .now
    return attempt
  }

  /// Hands over the message that the server waits for, and announces the next one.
  mutating func handOver(
    _ message: OutgoingMessage,
    followedBy next: OutgoingMessage?
  ) -> Attempt {
    let action = dialogue.handOverAnswered(true, next: isWorn ? nil : next)
    guard case .sendMessage(let commands) = action, let attempt = answered(send(message, commands))
    else { preconditionFailure("a message that goes out has an outcome") }
    restsSince = .now
    return attempt
  }

  /// Says QUIT and waits a little for the answer, whatever it is.
  consuming func quit() {
    do throws(StreamFailure) {
      try stream.send(Array("QUIT\r\n".utf8), patience: limits.farewell)
      try stream.receive(into: &parser, until: .now + limits.farewell)
    } catch {
      // The connection is closed either way, and nothing depends on it any more.
    }
  }
}

extension SMTPConnection {
  /// Goes on until the message has an outcome, or nil when the server waits for it.
  private mutating func answered(_ first: SMTPDialogue.Action) -> Attempt? {
    var action = first
    while true {
      switch action {
      case .send(let commands): action = exchange(commands)
      case .wait: action = answer(within: limits.reply)
      case .askHandOver, .sendMessage: return nil
      case .finish(let outcome, let keepsConnection):
        // What nobody asked for would be taken for the answer to what comes next.
        let isClean = dialogue.isAwaiting || !parser.hasUnread
        return Attempt(outcome: outcome, keepsConnection: keepsConnection && isClean)
      }
    }
  }

  private mutating func exchange(_ commands: [UInt8]) -> SMTPDialogue.Action {
    do throws(StreamFailure) {
      try stream.send(commands, patience: limits.reply)
    } catch {
      return lastWords(after: error)
    }
    return answer(within: limits.reply)
  }

  private mutating func send(
    _ message: OutgoingMessage,
    _ commands: [UInt8]
  ) -> SMTPDialogue.Action {
    output.removeAll(keepingCapacity: true)
    SMTPWire.append(message, to: &output)
    let end = output.count
    output += commands
    var sent = 0
    do throws(StreamFailure) {
      // The check may have taken a while: a server that spoke meanwhile has given up on us, and must
      // not have its words taken for the verdict.
      if ContinuousClock.now - restsSince > limits.rest,
        try stream.receiveAvailable(into: &parser)
      {
        return answer(within: limits.farewell)
      }
      try stream.send(output, count: &sent, patience: limits.reply)
    } catch {
      guard sent >= end else { return lastWords(after: error) }
    }
    dialogue.messageSent(wholly: sent == output.count)
    return answer(within: limits.verdict)
  }

  /// The action that follows from the next reply.
  private mutating func answer(within patience: Duration) -> SMTPDialogue.Action {
    do {
      let reply = try nextReply(within: patience)
      let action = dialogue.receive(reply)
      if case .finish = action { return action }
      // One command, one reply: more would be taken for the answer to what is not asked yet.
      let hasMore = parser.hasUnread && action != .wait
      return hasMore ? failed(SMTPDialogue.outOfTurn) : action
    } catch {
      return failed("\(error)")
    }
  }

  /// After a failure to send: a server that hangs up in the middle has often said why.
  private mutating func lastWords(after failure: StreamFailure) -> SMTPDialogue.Action {
    if case .stopped = failure { return failed(failure.description) }
    do {
      while true {
        let action = dialogue.receive(try nextReply(within: limits.farewell))
        if action != .wait { return action.closing }
      }
    } catch {
      return failed(failure.description)
    }
  }

  private mutating func nextReply(within patience: Duration) throws -> SMTPReply {
    if let reply = try parser.next() { return reply }
    let deadline = ContinuousClock.now + patience
    while true {
      try stream.receive(into: &parser, until: deadline)
      if let reply = try parser.next() { return reply }
    }
  }

  private mutating func failed(_ words: String) -> SMTPDialogue.Action {
    .finish(dialogue.fail(words), keepsConnection: false)
  }
}
