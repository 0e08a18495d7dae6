import Mail

/// One message on its way into a connection.
struct DeliveryRequest {
  let envelope: Envelope
  let payload: MessagePayload
  let needsSMTPUTF8: Bool
}

/// One open connection and the dialogue on it.
///
/// Going out of scope closes it without a word.
struct SMTPConnection: ~Copyable {
  private let stream: CurlStream
  private let limits: SMTPLimits
  private let wornAt: ContinuousClock.Instant
  private var parser = ReplyParser()
  private var dialogue: SMTPDialogue
  private var messages = 0

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

  /// Whether the server is still there and silent, as it must be between messages.
  ///
  /// A farewell it sent in the meantime counts as gone, whatever it says.
  mutating func isIdle() -> Bool {
    do {
      return try !stream.receiveAvailable(into: &parser)
    } catch {
      return false
    }
  }

  /// What came of one message.
  struct Attempt {
    let outcome: DeliveryOutcome
    let keepsConnection: Bool
    let didAskHandOver: Bool
    /// Whether the connection had carried a message before.
    let wasReuse: Bool
  }

  /// Takes one message through the dialogue.
  ///
  /// What `handOver` throws is thrown; the connection must then be closed.
  mutating func deliver(
    _ request: DeliveryRequest,
    handOver: () throws -> Bool
  ) throws -> Attempt {
    let isReuse = messages > 0
    messages += 1
    var didAskHandOver = false
    var action = dialogue.begin(
      request.envelope,
      size: request.payload.size,
      needsSMTPUTF8: request.needsSMTPUTF8
    )
    while true {
      switch action {
      case .send(let commands):
        action = exchange(commands)
      case .askHandOver:
        didAskHandOver = true
        action = dialogue.handOverAnswered(try handOver())
      case .sendMessage:
        action = send(request.payload)
      case .finish(let outcome, let keepsConnection):
        return Attempt(
          outcome: outcome,
          keepsConnection: keepsConnection && !parser.hasUnread,
          didAskHandOver: didAskHandOver,
          wasReuse: isReuse
        )
      }
    }
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
  private mutating func exchange(_ commands: [UInt8]) -> SMTPDialogue.Action {
    do throws(StreamFailure) {
      try stream.send(commands, patience: limits.reply)
    } catch {
      return lastWords(after: error)
    }
    return answer(within: limits.reply)
  }

  private mutating func send(_ payload: MessagePayload) -> SMTPDialogue.Action {
    do throws(StreamFailure) {
      // The check may have taken a while: a server that spoke meanwhile has given up on us, and must
      // not have its words taken for the verdict.
      if try stream.receiveAvailable(into: &parser) { return answer(within: limits.farewell) }
      try stream.send(payload.bytes, patience: limits.reply)
    } catch {
      return lastWords(after: error)
    }
    dialogue.messageSent()
    return answer(within: limits.verdict)
  }

  /// The action that follows from the next reply.
  private mutating func answer(within patience: Duration) -> SMTPDialogue.Action {
    let deadline = ContinuousClock.now + patience
    do {
      while true {
        if let reply = try parser.next() {
          let action = dialogue.receive(reply)
          if case .finish = action { return action }
          // One command, one reply: more would be taken for the answer to what is not asked yet.
          guard !parser.hasUnread else { return failed(SMTPDialogue.outOfTurn) }
          return action
        }
        try stream.receive(into: &parser, until: deadline)
      }
    } catch {
      return failed("\(error)")
    }
  }

  /// After a failure to send: a server that hangs up in the middle has often said why.
  private mutating func lastWords(after failure: StreamFailure) -> SMTPDialogue.Action {
    if case .stopped = failure { return failed(failure.description) }
    let deadline = ContinuousClock.now + limits.farewell
    do {
      while true {
        if let reply = try parser.next() { return dialogue.receive(reply).closing }
        try stream.receive(into: &parser, until: deadline)
      }
    } catch {
      return failed(failure.description)
    }
  }

  private mutating func failed(_ words: String) -> SMTPDialogue.Action {
    .finish(dialogue.fail(words), keepsConnection: false)
  }
}
