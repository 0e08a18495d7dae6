/// The one door through which messages leave.
package protocol MailTransport: Sendable {
  /// The server as the log shows it.
  var server: String { get }

  /// A session with its connection open, TLS agreed on and authenticated, so that what is wrong with
  /// the server shows before any message is claimed for it.
  func openSession() async -> SessionOpening

  /// Ends every wait of every session at once; may be called from anywhere.
  ///
  /// What is under way becomes `inDoubt` when its dot has gone out, else `connectionFailed`, and so
  /// does all that is asked for later. To stop without doubt, deliver nothing more and close the
  /// sessions instead.
  func abort()
}

/// What came of opening a session.
package enum SessionOpening: Sendable {
  case opened(any MailSession)
  case refused(ServerRefusal)
  /// There was no server to talk to, for the reason in words: try again.
  case failed(String)
}

/// One lane to a server: one message at a time, on a thread of its own.
///
/// The session replaces its connection by itself, when it is worn, was closed while idle or ended with
/// an error, so it may be used again after every outcome.
///
/// Whoever delivers message after message does so isolated to the session, or each message waits for
/// two changes of threads:
///
///     func send(_ messages: [OutgoingMessage], over session: isolated any MailSession) async throws {
///       for (index, message) in messages.enumerated() {
///         let next = messages.dropFirst(index + 1).first
///         let outcome = try await session.deliver(message, followedBy: next) { true }
///         …
package protocol MailSession: Actor {
  /// Delivers one message and says what became of it.
  ///
  /// - Parameters:
  ///   - message: What goes out.
  ///   - next: What the next call will bring, where that is known. A server that takes commands in
  ///     advance (RFC 2920) is asked for it behind this message's dot, and has agreed to it when this
  ///     message is answered: one round trip each. It is not handed over by that, and a next call that
  ///     brings something else costs no more than the connection.
  ///   - handOver: Called on the session's own thread when the server has agreed to take the message
  ///     and before any byte of it goes out; it may block. At most once a call, and not before the
  ///     outcome of the message before is told. False closes the connection without a dot: the outcome
  ///     is `withdrawn`.
  /// - Returns: What became of the message.
  /// - Throws: What `handOver` throws, after the connection was closed without a dot.
  func deliver(
    _ message: OutgoingMessage,
    followedBy next: OutgoingMessage?,
    handOver: @Sendable () async throws -> Bool
  ) async throws -> DeliveryOutcome

  /// Takes leave of the server, waiting a second at most.
  func close() async
}

extension MailSession {
  /// Delivers a message when it is not known what will follow it.
  package func deliver(
    _ message: OutgoingMessage,
    handOver: @Sendable () async throws -> Bool
  ) async throws -> DeliveryOutcome {
    try await deliver(message, followedBy: nil, handOver: handOver)
  }
}
