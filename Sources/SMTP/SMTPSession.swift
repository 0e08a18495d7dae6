import Concurrency
import Mail

/// One lane to a mail server, on a thread of its own, with at most one connection at a time.
actor SMTPSession: MailSession {
  private let executor: BlockingExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let configuration: SMTPConfiguration
  private let stop: StopSignal
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
    _ message: ComposedMessage,
    in envelope: Envelope,
    handOver: @Sendable () throws -> Bool
  ) async throws -> DeliveryOutcome {
    let request = DeliveryRequest(
      envelope: envelope,
      payload: try MessagePayload(message.bytes),
      needsSMTPUTF8: message.needsSMTPUTF8
    )
    if var current = takeUsable() {
      let attempt = try current.deliver(request, handOver: handOver)
      // A server may close an idle connection at any time, or be tired of this one. When that shows
      // only now, nothing has happened to the message, and a new connection is its first try.
      let tryAgain = attempt.wasReuse && attempt.isWorthNewConnection && !stop.isRaised
      if !tryAgain {
        if attempt.keepsConnection { connection = consume current }
        return attempt.outcome
      }
    }
    switch open() {
    case .opened(var fresh):
      let attempt = try fresh.deliver(request, handOver: handOver)
      if attempt.keepsConnection { connection = consume fresh }
      return attempt.outcome
    case .problem(.refused(let refusal)):
      return .serverRefused(refusal)
    case .problem(.failed(let words)):
      return .connectionFailed(words)
    }
  }

  func close() async {
    guard let last = connection.take(), !stop.isRaised else { return }
    last.quit()
  }

  /// The connection at hand, if it is fit for one more message.
  private func takeUsable() -> SMTPConnection? {
    guard var last = connection.take() else { return nil }
    if last.isWorn {
      last.quit()
      return nil
    }
    guard last.isIdle() else { return nil }
    return consume last
  }

  private func open() -> Opening {
    switch SMTPOpening(configuration: configuration, stop: stop).run() {
    case .opened(let stream, let capabilities):
      let limits = configuration.limits
      return .opened(SMTPConnection(stream, capabilities: capabilities, limits: limits))
    case .refused(let refusal):
      return .problem(.refused(refusal))
    case .failed(let words):
      return .problem(.failed(words))
    }
  }

  private enum Opening: ~Copyable {
    case opened(SMTPConnection)
    case problem(OpeningProblem)
  }
}

/// Why there is no connection.
enum OpeningProblem {
  case refused(ServerRefusal)
  case failed(String)
}

extension SMTPConnection.Attempt {
  /// Whether the message has not been asked about, and the connection rather than the message was
  /// what failed.
  fileprivate var isWorthNewConnection: Bool {
    guard !didAskHandOver else { return false }
    switch outcome {
    case .connectionFailed, .serverRefused: return true
    case .accepted, .deferred, .rejected, .withdrawn, .inDoubt: return false
    }
  }
}
