import Mail
import Shop
import Store
import Synchronization
import Workspace

/// One connection's work: takes messages until there are none, the wish to stop, or no server.
struct DispatchWorker: Sendable {
  let lane: Int
  let transport: any MailTransport
  let giveUpAfter: Duration
  let queue: OutgoingQueue
  let recorder: DeliveryRecorder
  let desk: LimitDesk
  let crew: LaneCrew
  let patience: ServerPatience
  let stop: StopSignal
  let clock: @Sendable () -> Instant

  func run() async throws {
    while await crew.waitForPlace(isOver: { isOver || queue.isDone }) {
      defer { crew.leave() }
      guard let session = try await open() else { return }
      do {
        try await send(over: session)
      } catch {
        await session.close()
        throw error
      }
      await session.close()
      // Else the connection was wanted elsewhere.
      if !crew.isCrowded, isOver || queue.isDone { return }
    }
  }

  /// A session, or nil when there is nothing to send, no server or no wish any more.
  private func open() async throws -> (any MailSession)? {
    while !isOver, !queue.isDone {
      let pause: Duration?
      switch await transport.openSession() {
      case .opened(let session):
        patience.succeeded(lane)
        queue.setWilling(lane, true)
        return session
      case .refused(let refusal): pause = patience.refused(lane, refusal)
      case .failed(let words): pause = patience.failed(lane, words)
      }
      try await rest(rested(pause))
    }
    return nil
  }

  private var isOver: Bool { queue.isClosed || stop.isRequested }

  /// Sends message after message on the session's own thread.
  private func send(over session: isolated any MailSession) async throws {
    var current = try await next()
    while let item = current {
      let following = try nextAtHand(beside: item)
      let attempt = Attempt(server: transport.server, messageID: item.messageID)
      let answer = Mutex<HandOver>(.stopped)
      let outcome = try await session.deliver(item.outgoing, followedBy: following?.outgoing) {
        let handOver = try await recorder.mark(item.message, attempt)
        answer.withLock { $0 = handOver }
        return handOver == .marked
      }
      let pause = try settle(item, outcome, attempt, answer.withLock { $0 })
      current = following
      if let pause {
        if let following { queue.putBack(following, from: lane) }
        current = nil
        try await rest(pause)
      }
      if isOver || crew.isCrowded {
        if let current { queue.putBack(current, from: lane) }
        return
      }
      if current == nil { current = try await next() }
    }
  }

  /// The next message that may go out, waiting for it; nil when there is none any more.
  private func next() async throws -> ReadyMessage? {
    while !isOver {
      switch queue.take(for: lane) {
      case .message(let message): return message
      case .ended: return nil
      case .renew(let limit, let perSecond): try desk.renew(limit, perSecond: perSecond)
      case .warmUp: try desk.warmUp(lane)
      case .later(let version):
        if crew.isCrowded { return nil }
        await queue.waitForChange(since: version)
      case .notBefore(let time):
        if crew.isCrowded { return nil }
        let wait = max(1, time.milliseconds - clock().milliseconds)
        try await Task.sleep(for: .milliseconds(min(wait, 50)))
      }
    }
    return nil
  }

  /// The next message if it is there and may go out now.
  private func nextAtHand(beside item: ReadyMessage) throws -> ReadyMessage? {
    if isOver || crew.isCrowded { return nil }
    switch queue.take(for: lane, beside: item.message.domain) {
    case .message(let message): return message
    case .renew(let limit, let perSecond): try desk.renew(limit, perSecond: perSecond)
    case .warmUp: try desk.warmUp(lane)
    case .ended, .later, .notBefore: break
    }
    return nil
  }

  /// Waits, but not beyond the end of the dispatch.
  private func rest(_ pause: Duration) async throws {
    let deadline = ContinuousClock.now + pause
    while !isOver, ContinuousClock.now < deadline {
      try await Task.sleep(for: min(.milliseconds(50), deadline - ContinuousClock.now))
    }
  }
}

extension DispatchWorker {
  /// Hands in what became of a message, and answers how long its server is left alone.
  private func settle(
    _ item: ReadyMessage,
    _ outcome: DeliveryOutcome,
    _ attempt: Attempt,
    _ answer: HandOver
  ) throws -> Duration? {
    switch outcome {
    case .accepted(let reply):
      succeeded()
      record(item, .accepted(LoggedReply(reply)), attempt)
    case .deferred(let reply):
      succeeded()
      record(item, postponed(item, LoggedReply(reply)), attempt)
      if reply.asksForPatience { try desk.slowDown(item.message.domain, on: lane) }
    case .rejected(let reply):
      succeeded()
      record(item, verdict(item, rejectedBy: reply), attempt)
    case .inDoubt(let words):
      record(item, .inDoubt(LoggedReply(code: nil, enhancedCode: nil, text: words)), attempt)
      // A server that takes messages and drops the line must not be fed the whole audience.
      return rested(patience.failed(lane, words))
    case .withdrawn: withdraw(item, answer)
    case .serverRefused(let refusal):
      if case .temporary(let reply) = refusal, reply.enhanced?.subject == 7 {
        try desk.slowDown(item.message.domain, on: lane)
      }
      giveBack(item, answer)
      return rested(patience.refused(lane, refusal))
    case .connectionFailed(let words):
      if answer == .marked {
        // The line broke within the body: it may be the message that the server cannot stand, so
        // the try counts.
        let reply = LoggedReply(code: nil, enhancedCode: nil, text: words)
        record(item, postponed(item, reply), attempt)
      } else {
        giveBack(item, answer)
      }
      return rested(patience.failed(lane, words))
    }
    return nil
  }

  private func record(_ item: ReadyMessage, _ verdict: Verdict, _ attempt: Attempt?) {
    recorder.settle(item.message, verdict, attempt: attempt)
    queue.finished(item, on: lane)
  }

  /// A server that fails leaves its part to the others; where there is no hope all is over.
  private func rested(_ pause: Duration?) -> Duration {
    queue.setWilling(lane, false)
    guard let pause else {
      queue.close()
      return .zero
    }
    return pause
  }

  private func succeeded() {
    if patience.succeeded(lane) { queue.setWilling(lane, true) }
  }

  private func withdraw(_ item: ReadyMessage, _ answer: HandOver) {
    switch answer {
    case .refused(let reason): record(item, .skipped(reason), nil)
    case .stopped, .marked:
      // Paused, cancelled or taken over: the claim goes back at the end, where it still stands.
      queue.finished(item, on: lane)
      queue.close()
    }
  }

  /// The message waits for another connection; where it was marked, that is taken back first.
  private func giveBack(_ item: ReadyMessage, _ answer: HandOver) {
    if answer == .marked {
      record(item, .returned, nil)
    } else {
      queue.putBack(item, from: lane)
    }
  }

  private func verdict(_ item: ReadyMessage, rejectedBy reply: ServerReply) -> Verdict {
    if reply.meansNobodyIsThere { return .bounced(LoggedReply(reply)) }
    return reply.passes ? postponed(item, LoggedReply(reply)) : .rejected(LoggedReply(reply))
  }

  private func postponed(_ item: ReadyMessage, _ reply: LoggedReply) -> Verdict {
    let now = clock()
    let lastChance = (item.message.firstTriedAt ?? now)
      .advanced(bySeconds: giveUpAfter.components.seconds)
    var random = SystemRandomNumberGenerator()
    let next = RetryPolicy.next(after: item.message.attempts + 1, at: now, random: &random)
    return next > lastChance ? .gaveUp(reply) : .deferred(reply, until: next)
  }
}

extension LoggedReply {
  init(_ reply: ServerReply) {
    self.init(
      code: reply.code,
      enhancedCode: reply.enhanced.map { "\($0)" },
      text: reply.text
    )
  }
}
