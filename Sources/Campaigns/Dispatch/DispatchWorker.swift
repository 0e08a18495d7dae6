import Foundation
import Mail
import Shop
import Store
import Synchronization
import Workspace

/// One connection's work: takes messages until there are none, the wish to stop, or no server.
struct DispatchWorker: Sendable {
  let dispatcher: Dispatcher
  let transport: any MailTransport
  let book: DeliveryBook
  let patience: ServerPatience
  let stop: StopSignal

  func run() async throws {
    guard let session = try await open() else { return }
    do {
      try await send(over: session)
    } catch {
      await session.close()
      throw error
    }
    await session.close()
  }

  /// A session, or nil when there is nothing to send, no server or no wish any more.
  private func open() async throws -> (any MailSession)? {
    while !isOver {
      let pause: Duration?
      switch await transport.openSession() {
      case .opened(let session):
        patience.succeeded()
        return session
      case .refused(let refusal): pause = patience.refused(refusal)
      case .failed(let words): pause = patience.failed(words)
      }
      guard let pause else { return nil }
      try await stop.wait(for: pause)
    }
    return nil
  }

  private var isOver: Bool { stop.isRequested || patience.ending != nil }

  private func send(over session: any MailSession) async throws {
    let writer = MessageWriter(content: dispatcher.content, frame: dispatcher.frame)
    while !isOver, let item = try await book.next() {
      switch writer.write(recipient(item)) {
      case .skipped(let reason):
        try await book.settle(item.message, .skipped(.template(reason)), attempt: nil)
      case .failed(let cause):
        try await book.settle(item.message, .skipped(.renderError(cause)), attempt: nil)
      case .message(let message):
        try await hand(message.signed(by: dispatcher.frame.signer), item, over: session)
      }
    }
  }

  private func recipient(_ item: DeliveryBook.Item) -> Recipient {
    let variant = dispatcher.content.variants.firstIndex { $0.name == item.message.variant } ?? 0
    return Recipient(
      history: item.history,
      standing: item.standing,
      email: item.message.email,
      variant: variant,
      offerCode: item.message.offerCode,
      run: RunIdentity(id: dispatcher.run.id),
      date: dispatcher.clock().date
    )
  }

  private func hand(
    _ message: WrittenMessage,
    _ item: DeliveryBook.Item,
    over session: any MailSession
  ) async throws {
    let attempt = Attempt(server: transport.server, messageID: message.messageID)
    let answer = Mutex<HandOver>(.stopped)
    let handOver: @Sendable () throws -> Bool = {
      let handOver = try dispatcher.store.delivery.mark(
        item.message,
        of: dispatcher.run,
        as: dispatcher.claimant,
        attempt: attempt,
        rules: dispatcher.rules,
        at: dispatcher.clock()
      )
      answer.withLock { $0 = handOver }
      return handOver == .marked
    }
    let outcome: DeliveryOutcome
    do {
      outcome = try await session.deliver(
        message.composed,
        in: message.envelope,
        handOver: handOver
      )
    } catch let fault as MessageFault {
      // Bytes that must not go out are the message's fault, neither the store's nor the server's.
      return try await book.settle(item.message, .skipped(.renderError("\(fault)")), attempt: nil)
    }
    switch outcome {
    case .accepted(let reply):
      patience.succeeded()
      try await book.settle(item.message, .accepted(LoggedReply(reply)), attempt: attempt)
    case .deferred(let reply):
      patience.succeeded()
      try await book.settle(
        item.message,
        postponed(item, LoggedReply(reply)),
        attempt: attempt
      )
    case .rejected(let reply):
      patience.succeeded()
      try await book.settle(item.message, .rejected(LoggedReply(reply)), attempt: attempt)
    case .inDoubt(let words):
      let reply = LoggedReply(code: nil, enhancedCode: nil, text: words)
      try await book.settle(item.message, .inDoubt(reply), attempt: attempt)
      // A server that takes messages and drops the line must not be fed the whole audience.
      if let pause = patience.failed(words) { try await stop.wait(for: pause) }
    case .withdrawn:
      try await withdraw(item, answer.withLock { $0 })
    case .serverRefused(let refusal):
      try await giveBack(item, pause: patience.refused(refusal))
    case .connectionFailed(let words):
      let pause = patience.failed(words)
      guard answer.withLock({ $0 }) == .marked else {
        return try await giveBack(item, pause: pause)
      }
      // The line broke within the body: it may be the message that the server cannot stand, so
      // the try counts.
      let reply = LoggedReply(code: nil, enhancedCode: nil, text: words)
      try await book.settle(item.message, postponed(item, reply), attempt: attempt)
      if let pause { try await stop.wait(for: pause) }
    }
  }

  private func withdraw(_ item: DeliveryBook.Item, _ answer: HandOver) async throws {
    switch answer {
    case .refused(let reason):
      try await book.settle(item.message, .skipped(reason), attempt: nil)
    case .stopped, .marked:
      // Paused, cancelled or taken over: the claim goes back when the book is closed.
      await book.close()
    }
  }

  private func giveBack(_ item: DeliveryBook.Item, pause: Duration?) async throws {
    try await book.settle(item.message, .returned, attempt: nil)
    if let pause { try await stop.wait(for: pause) }
  }

  private func postponed(_ item: DeliveryBook.Item, _ reply: LoggedReply) -> Verdict {
    let now = dispatcher.clock()
    let campaign = dispatcher.frame.campaign
    let lastChance = (item.message.firstTriedAt ?? now)
      .advanced(bySeconds: campaign.giveUpAfter.components.seconds)
    var random = SystemRandomNumberGenerator()
    let next = RetryPolicy.next(after: item.message.attempts + 1, at: now, random: &random)
    return next > lastChance
      ? .gaveUp(reply) : .deferred(reply, until: next)
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
