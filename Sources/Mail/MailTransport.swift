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

/// One lane to a server: one message at a time.
///
/// The session replaces its connection by itself, when it is worn, was closed while idle or ended with
/// an error, so it may be used again after every outcome.
package protocol MailSession: Sendable {
  /// Delivers one message and says what became of it.
  ///
  /// - Parameters:
  ///   - message: The bytes that go out.
  ///   - envelope: From whom and to whom.
  ///   - handOver: Called on the session's own thread when the server has agreed to take the message
  ///     and before any byte of it goes out; it may block. At most once a call. False closes the
  ///     connection without a dot: the outcome is `withdrawn`.
  /// - Returns: What became of the message.
  /// - Throws: What `handOver` throws, after the connection was closed without a dot; or a
  ///   `MessageFault` for bytes that must not go out.
  func deliver(
    _ message: ComposedMessage,
    in envelope: Envelope,
    handOver: @Sendable () throws -> Bool
  ) async throws -> DeliveryOutcome

  /// Takes leave of the server, waiting a second at most.
  func close() async
}

/// From whom and to whom a server is asked to take a message.
package struct Envelope: Hashable, Sendable {
  /// Where bounces go.
  package let sender: MailAddress
  package let recipient: MailAddress

  package init(sender: MailAddress, recipient: MailAddress) {
    self.sender = sender
    self.recipient = recipient
  }
}

/// Bytes that are no message and could pass for two (SMTP smuggling) or for none.
package enum MessageFault: Error, Hashable, CustomStringConvertible {
  case empty
  case bareCarriageReturn
  case bareLineFeed
  case nul
  case lineTooLong
  case noFinalLineEnd

  package var description: String {
    let reason =
      switch self {
      case .empty: "it is empty"
      case .bareCarriageReturn: "it has a CR without LF"
      case .bareLineFeed: "it has a LF without CR"
      case .nul: "it has a NUL"
      case .lineTooLong: "it has a line of more than 998 octets"
      case .noFinalLineEnd: "it does not end with CRLF"
      }
    return "cannot send the message: \(reason)"
  }
}
