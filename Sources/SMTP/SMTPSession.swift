import Concurrency
import Mail

/// One lane to a mail server, on a thread of its own, with at most one connection at a time.
actor SMTPSession: MailSession {
  private let executor: BlockingExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let configuration: SMTPConfiguration
  private let stop: StopSignal
  private var family: CurlFamily?
  private var connection: SMTPConnection?

  init(_ configuration: SMTPConfiguration, stop: StopSignal) {
    executor = BlockingExecutor(name: "smtp")
    self.configuration = configuration
    self.stop = stop
  }

  /// Opens the first connection; nil when that went well.
  func connect() -> OpeningProblem? {
    switch open() {
    case .opened(let opened):
      connection = consume opened
      return nil
    case .problem(let problem):
      return problem
    }
  }

  func deliver(
    _ message: OutgoingMessage,
    followedBy next: OutgoingMessage?,
    handOver: @Sendable () async throws -> Bool
  ) async throws -> DeliveryOutcome {
    var asked: Asked
    if let current = takeUsable() {
      let isReuse = current.hasCarriedMessages
      asked = ask(consume current, for: message)
      // A server may close an idle connection at any time, or be tired of this one. When that shows
      // only now, nothing has happened to the message, and a new connection is its first try.
      if isReuse, asked.isWorthNewConnection, !stop.isRaised {
        asked = askAnew(for: message)
      }
    } else {
      asked = askAnew(for: message)
    }
    switch consume asked {
    case .settled(let outcome):
      return outcome
    case .agreed(var connection):
      guard try await handOver() else { return .withdrawn }
      let attempt = connection.handOver(message, followedBy: next)
      if attempt.keepsConnection { self.connection = consume connection }
      return attempt.outcome
    }
  }

  func close() async {
    guard let last = connection.take(), !stop.isRaised else { return }
    // A server that has been asked for a message takes nothing for a farewell.
    if !last.isAwaitingAnswers { last.quit() }
  }
}

extension SMTPSession {
  /// What the server said when it was asked to take a message.
  private enum Asked: ~Copyable {
    case agreed(SMTPConnection)
    case settled(DeliveryOutcome)

    var isWorthNewConnection: Bool {
      switch self {
      case .settled(let outcome): outcome.isOfTheConnection
      case .agreed: false
      }
    }
  }

  private enum Opening: ~Copyable {
    case opened(SMTPConnection)
    case problem(OpeningProblem)
  }

  private func askAnew(for message: OutgoingMessage) -> Asked {
    switch open() {
    case .opened(let fresh): ask(consume fresh, for: message)
    case .problem(.refused(let refusal)): .settled(.serverRefused(refusal))
    case .problem(.failed(let words)): .settled(.connectionFailed(words))
    }
  }

  private func ask(_ connection: consuming SMTPConnection, for message: OutgoingMessage) -> Asked {
    guard let attempt = connection.ask(for: message) else { return .agreed(connection) }
    if attempt.keepsConnection { self.connection = consume connection }
    return .settled(attempt.outcome)
  }

  /// The connection at hand, if it is fit for one more message.
  private func takeUsable() -> SMTPConnection? {
    guard var last = connection.take() else { return nil }
    // Where the next message has been asked for already, wear is a matter for the one after it.
    if last.isWorn && !last.isAwaitingAnswers {
      last.quit()
      return nil
    }
    guard last.isOpen() else { return nil }
    return consume last
  }

  private func open() -> Opening {
    guard let family = family ?? CurlFamily() else {
      return .problem(.failed("libcurl has no memory for a connection"))
    }
    self.family = family
    switch SMTPOpening(configuration: configuration, family: family, stop: stop).run() {
    case .opened(let stream, let capabilities):
      let limits = configuration.limits
      return .opened(SMTPConnection(stream, capabilities: capabilities, limits: limits))
    case .refused(let refusal):
      return .problem(.refused(refusal))
    case .failed(let words):
      return .problem(.failed(words))
    }
  }
}

extension DeliveryOutcome {
  /// Whether the connection rather than the message was what failed.
  fileprivate var isOfTheConnection: Bool {
    switch self {
    case .connectionFailed, .serverRefused: true
    case .accepted, .deferred, .rejected, .withdrawn, .inDoubt: false
    }
  }
}

/// Why there is no connection.
enum OpeningProblem {
  case refused(ServerRefusal)
  case failed(String)
}
