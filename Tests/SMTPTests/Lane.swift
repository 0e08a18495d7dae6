import Mail
import SMTP
import Testing

/// What the tests send and how they connect.
enum Lane {
  /// Waits in tests are short where they must run out, and long enough never to run out otherwise.
  static func transport(
    to url: String,
    tls: TLSPolicy = .none,
    credentials: SMTPCredentials? = nil,
    authorities: String? = nil,
    limits: SMTPLimits = SMTPLimits()
  ) throws -> SMTPTransport {
    SMTPTransport(
      try SMTPConfiguration(
        server: try MailServer(url: url),
        tls: tls,
        credentials: credentials,
        authorities: authorities,
        heloName: "sender.bokhandeln.example",
        limits: limits
      )
    )
  }

  /// More than the buffers of two sockets take, so that what the server says meets us on the way.
  static let twentyMegabytes = String(
    repeating: String(repeating: "x", count: 998) + "\r\n",
    count: 20_000
  )

  static func message(
    _ id: Int = 1,
    to recipient: String = "asa@kund.example",
    body: String = "Hej!\r\n"
  ) throws -> OutgoingMessage {
    let text = """
      From: hej@bokhandeln.example\r
      Message-ID: <\(id)@bokhandeln.example>\r
      \r
      \(body)
      """
    let composed = ComposedMessage(bytes: Array(text.utf8), needsSMTPUTF8: false)
    return try OutgoingMessage(composed, in: envelope(to: recipient))
  }

  static func envelope(to recipient: String = "asa@kund.example") throws -> Envelope {
    Envelope(
      sender: try MailAddress(parsing: "b-1@studs.bokhandeln.example"),
      recipient: try MailAddress(parsing: recipient)
    )
  }
}

extension SMTPTransport {
  /// A session with its connection open, or the reason why there is none.
  func session() async throws -> any MailSession {
    switch await openSession() {
    case .opened(let session): return session
    case .refused(let refusal): throw NoSession(reason: refusal.description)
    case .failed(let words): throw NoSession(reason: words)
    }
  }
}

extension MailSession {
  /// Delivers the usual message; the hand-over is granted.
  func deliver(
    _ id: Int = 1,
    to recipient: String = "asa@kund.example"
  ) async throws -> DeliveryOutcome {
    try await deliver(Lane.message(id, to: recipient)) { true }
  }
}

struct NoSession: Error, CustomStringConvertible {
  let reason: String
  var description: String { "no session: \(reason)" }
}

extension SessionOpening {
  /// Why there is no session, in words; nil when there is one.
  var refusal: ServerRefusal? {
    if case .refused(let refusal) = self { return refusal }
    return nil
  }

  var failure: String? {
    if case .failed(let words) = self { return words }
    return nil
  }
}
