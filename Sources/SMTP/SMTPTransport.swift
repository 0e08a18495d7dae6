package import Mail

/// Hands messages to one mail server over SMTP.
package struct SMTPTransport: MailTransport {
  private let configuration: SMTPConfiguration
  private let stop = StopSignal()

  package init(_ configuration: SMTPConfiguration) { self.configuration = configuration }

  package var server: String { configuration.server.name }

  package func openSession() async -> SessionOpening {
    let session = SMTPSession(configuration, stop: stop)
    switch await session.connect() {
    case nil: return .opened(session)
    case .refused(let refusal): return .refused(refusal)
    case .failed(let words): return .failed(words)
    }
  }

  package func abort() { stop.raise() }
}
