/// What became of one message on one attempt.
///
/// Every case says whether the server may own the message.
package enum DeliveryOutcome: Hashable, Sendable {
  /// The server has taken the message: 2xx to the final dot.
  case accepted(ServerReply)
  /// Not for now: 4xx to the recipient, to DATA or to the dot. Try the message again later.
  case deferred(ServerReply)
  /// Not ever: 5xx to the recipient, to DATA or to the dot; or our own verdict on what this server
  /// cannot carry (553 5.6.7 without SMTPUTF8, 552 5.3.4 over its size limit).
  case rejected(ServerReply)
  /// The server refused us, not the recipient. Nothing was accepted.
  case serverRefused(ServerRefusal)
  /// The connection failed before the final dot went out, for the reason in words. Nothing was
  /// accepted: try again.
  case connectionFailed(String)
  /// The hand-over check said no. Nothing was accepted.
  case withdrawn
  /// The dot went out and no valid reply came, for the reason in words: the server may own the
  /// message. Never to be sent again without a decision.
  case inDoubt(String)
}

/// A refusal that concerns us or the server, never the recipient.
package enum ServerRefusal: Hashable, Sendable, CustomStringConvertible {
  /// 4xx to the greeting, EHLO, STARTTLS, AUTH or MAIL, or 421 anywhere before the dot: rest the
  /// server, then try again.
  case temporary(ServerReply)
  /// 5xx to the greeting, EHLO or MAIL: as above, but waiting helps seldom.
  case permanent(ServerReply)
  /// The settings and the server do not fit: waiting will not help.
  case configuration(ServerFault)

  package var description: String {
    switch self {
    case .temporary(let reply): "the server refuses for now: \(reply)"
    case .permanent(let reply): "the server refuses: \(reply)"
    case .configuration(let fault): fault.description
    }
  }
}

/// Why settings and server do not fit.
package enum ServerFault: Hashable, Sendable, CustomStringConvertible {
  /// TLS is required and the server offers no STARTTLS: a wrong port, or someone in between strips it.
  case tlsNotOffered
  /// The certificate does not prove that this is the server; or the file of authorities is unusable.
  case certificateInvalid(String)
  /// There are credentials and the server offers no AUTH, or none that we know.
  case authenticationNotOffered
  /// 5xx to AUTH.
  case credentialsRefused(ServerReply)

  package var description: String {
    switch self {
    case .tlsNotOffered: "TLS is required and the server does not offer it"
    case .certificateInvalid(let words): "the server's certificate is not valid: \(words)"
    case .authenticationNotOffered:
      "there are credentials and the server offers no way to use them"
    case .credentialsRefused(let reply): "the server refuses the credentials: \(reply)"
    }
  }
}
