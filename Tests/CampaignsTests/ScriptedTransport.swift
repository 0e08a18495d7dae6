import Mail
import Synchronization

/// A server in memory that keeps what it is given and answers as it is told.
final class ScriptedTransport: MailTransport {
  typealias Script = @Sendable (_ recipient: String, _ count: Int) async throws -> DeliveryOutcome?

  struct Books {
    /// Recipients of bodies that came whole, in order.
    var taken: [String] = []
    /// Messages under way, by domain, and the most there ever were.
    var underWay: [String: Int] = [:]
    var most: [String: Int] = [:]
    var opened = 0
    var asked = 0
  }

  let server: String
  let books = Mutex(Books())
  private let opening: @Sendable (_ count: Int) -> SessionOpening?
  private let asked: @Sendable (_ recipient: String) -> Void
  private let script: Script

  /// `script` answers a message instead of 250, when its body is there.
  init(_ server: String = "scripted", script: @escaping Script = { _, _ in nil }) {
    self.server = server
    self.opening = { _ in nil }
    self.asked = { _ in }
    self.script = script
  }

  /// `asked` is told before the sender is asked for the body.
  init(asked: @escaping @Sendable (_ recipient: String) -> Void, script: @escaping Script) {
    self.server = "scripted"
    self.opening = { _ in nil }
    self.asked = asked
    self.script = script
  }

  /// `opening` may refuse a session.
  init(_ server: String, opening: @escaping @Sendable (_ count: Int) -> SessionOpening?) {
    self.server = server
    self.opening = opening
    self.asked = { _ in }
    self.script = { _, _ in nil }
  }

  var taken: [String] { books.withLock { $0.taken } }

  func openSession() async -> SessionOpening {
    let count = books.withLock { books in
      books.opened += 1
      return books.opened
    }
    return opening(count) ?? .opened(ScriptedSession(self))
  }

  func abort() {}

  fileprivate func deliver(
    _ message: OutgoingMessage,
    handOver: @Sendable () async throws -> Bool
  ) async throws -> DeliveryOutcome {
    let recipient = message.envelope.recipient.address
    let domain = message.envelope.recipient.domain
    let count = books.withLock { books in
      books.asked += 1
      books.underWay[domain, default: 0] += 1
      books.most[domain] = max(books.most[domain, default: 0], books.underWay[domain, default: 0])
      return books.asked
    }
    defer { books.withLock { $0.underWay[domain, default: 1] -= 1 } }
    asked(recipient)
    guard try await handOver() else { return .withdrawn }
    if let outcome = try await script(recipient, count) {
      if case .accepted = outcome { books.withLock { $0.taken.append(recipient) } }
      return outcome
    }
    books.withLock { $0.taken.append(recipient) }
    return .accepted(ServerReply(code: 250, enhanced: nil, text: "kept"))
  }
}

/// One connection to it.
private actor ScriptedSession: MailSession {
  private let transport: ScriptedTransport

  init(_ transport: ScriptedTransport) { self.transport = transport }

  func deliver(
    _ message: OutgoingMessage,
    followedBy next: OutgoingMessage?,
    handOver: @Sendable () async throws -> Bool
  ) async throws -> DeliveryOutcome {
    try await transport.deliver(message, handOver: handOver)
  }

  func close() async {}
}
