package import Mail

/// Where and how messages are handed over.
package struct SMTPConfiguration: Sendable {
  package let server: MailServer
  package let tls: TLSPolicy
  package let credentials: SMTPCredentials?
  /// A PEM file of the authorities that may vouch for the server; nil for the system's.
  package let authorities: String?
  /// What we call ourselves in EHLO.
  package let heloName: String
  package let limits: SMTPLimits

  /// - Parameters:
  ///   - server: The server.
  ///   - tls: How STARTTLS is used. With credentials, opportunistic is as good as required: a password
  ///     does not travel in clear because someone stripped an offer.
  ///   - credentials: For AUTH; nil for none.
  ///   - authorities: The path of a PEM file; nil for the system's authorities.
  ///   - heloName: A host name; nil for this machine's own.
  ///   - limits: How long to wait and how much to ask of one connection.
  /// - Throws: For clear text to another machine, and for a name that is no host name.
  package init(
    server: MailServer,
    tls: TLSPolicy,
    credentials: SMTPCredentials? = nil,
    authorities: String? = nil,
    heloName: String? = nil,
    limits: SMTPLimits = SMTPLimits()
  ) throws(SMTPConfigurationError) {
    guard server.permits(tls) else { throw .clearTextOffLoopback(server: server.name) }
    if let heloName {
      guard let name = DomainName.ascii(heloName) else { throw .invalidHeloName }
      self.heloName = name
    } else {
      self.heloName = DomainName.ascii(HostName.ofThisMachine) ?? "localhost"
    }
    self.server = server
    self.tls = tls
    self.credentials = credentials
    self.authorities = authorities
    self.limits = limits
  }
}

/// A user and a password; neither is ever printed.
package struct SMTPCredentials: Sendable, CustomStringConvertible, CustomReflectable {
  let username: String
  let password: String

  package init(username: String, password: String) {
    self.username = username
    self.password = password
  }

  package var description: String { "SMTPCredentials" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// How long to wait, and how much to ask of one connection before it is replaced.
package struct SMTPLimits: Sendable {
  /// For everything before the first message: name, connection, greeting, TLS, AUTH.
  package var opening: Duration = .seconds(30)
  /// For each reply before the dot's, and for the server to take more of a message.
  package var reply: Duration = .seconds(300)
  /// For the reply to the dot: giving up early makes doubt.
  package var verdict: Duration = .seconds(600)
  /// For the reply to QUIT.
  package var farewell: Duration = .seconds(1)
  /// After so long without a word from us it is looked at whether the server is still there.
  package var rest: Duration = .milliseconds(5)
  package var messagesPerConnection = 100
  package var connectionAge: Duration = .seconds(300)
  /// Servers slow down, then hang up, on those who are refused often.
  ///
  /// They count answers: a recipient who is refused counts twice where DATA was sent in advance.
  package var refusalsPerConnection = 8

  package init() {}
}

/// Settings that must not be used.
package enum SMTPConfigurationError: Error, Hashable, CustomStringConvertible {
  case clearTextOffLoopback(server: String)
  case invalidHeloName

  package var description: String {
    switch self {
    case .clearTextOffLoopback(let server):
      "cannot send by \(server) in clear text: tls: none is for this machine only"
    case .invalidHeloName: "cannot greet mail servers: the name for EHLO is no host name"
    }
  }
}
