extension SMTPServerSession {
  /// Lets a command take effect and answers it, or plays the fault that is due.
  mutating func answer(
    _ phase: SMTPPhase,
    _ effect: Effect,
    _ reply: SMTPReply?,
    number: ScriptedFaults.MessageNumber? = nil,
    recipients: [String]? = nil
  ) -> Action? {
    let fault = fault(at: phase, number: number, recipients: recipients)
    return resolve(Exchange(effect: effect, reply: reply, fault: fault))
  }

  private func fault(
    at phase: SMTPPhase,
    number: ScriptedFaults.MessageNumber? = nil,
    recipients: [String]? = nil
  ) -> Fault? {
    faults.fault(
      at: ScriptedFaults.Moment(
        phase: phase,
        connection: connection,
        message: number ?? transaction?.number,
        recipients: recipients ?? transaction?.recipients ?? []
      )
    )
  }

  /// Does what is left to do of a command: its effect, then the fault or the reply.
  mutating func resolve(_ exchange: Exchange) -> Action? {
    var exchange = exchange
    if let effect = exchange.effect, exchange.fault?.letsTakeEffect ?? true {
      exchange.effect = nil
      if let message = apply(effect) {
        suspended = .storing(exchange)
        return .store(message)
      }
    }
    return play(exchange)
  }

  private mutating func play(_ exchange: Exchange) -> Action? {
    switch exchange.fault {
    case nil:
      if let reply = exchange.reply { send(reply) }
    case .reply(let reply):
      dropEffect(exchange.effect)
      send(reply)
    case .replyThenClose(let reply):
      send(reply)
      state = .closing(.finish)
    case .close:
      state = .closing(.close)
    case .reset:
      state = .closing(.reset)
    case .silence:
      state = .silent
    case .bytes(let bytes, let thenClose):
      dropEffect(exchange.effect)
      send(bytes)
      if thenClose { state = .closing(.finish) }
    case .flood(let bytes):
      state = .silent
      return .flood(bytes)
    case .replyBytewise(let reply):
      dropEffect(exchange.effect)
      return .sendBytewise(Array(reply.wire.utf8))
    case .afterAccepting(let fault):
      return resolve(Exchange(effect: nil, reply: exchange.reply, fault: fault))
    case .wait(let gate, let fault):
      suspended = .waiting(
        Exchange(effect: exchange.effect, reply: exchange.reply, fault: fault)
      )
      return .wait(gate)
    }
    return nil
  }

  /// What the command does; the message if it is to be stored.
  private mutating func apply(_ effect: Effect) -> IncomingMessage? {
    switch effect {
    case .greet: break
    case .hello:
      isGreeted = true
      transaction = nil
    case .authenticate: isAuthenticated = true
    case .begin(let begun): transaction = begun
    case .addRecipient(let address): transaction?.recipients.append(address)
    case .startBody: state = .bodyStart
    case .takeBody: state = .body
    case .keepMessage(let transaction): return takeMessage(transaction)
    case .resetTransaction: transaction = nil
    case .quit: state = .closing(.close)
    }
    return nil
  }

  /// What follows when a command is refused; nil has taken effect already.
  private mutating func dropEffect(_ effect: Effect?) {
    switch effect {
    case .greet: isRefused = true
    case .takeBody: state = .ignoredBody
    case .keepMessage: forgetMessage()
    case .quit: state = .closing(.close)
    case .hello, .authenticate, .begin, .addRecipient, .startBody, .resetTransaction, nil: break
    }
  }
}

extension Fault {
  /// Whether the command that it comes at does what it always does.
  fileprivate var letsTakeEffect: Bool {
    switch self {
    case .reply(let reply), .replyThenClose(let reply), .replyBytewise(let reply): reply.accepts
    case .afterAccepting: true
    case .close, .reset, .silence, .bytes, .flood, .wait: false
    }
  }
}
