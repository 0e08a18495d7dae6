import Mail
import SMTP
import Testing

/// TLS and AUTH.
@Suite(.serialized, .timeLimit(.minutes(5))) struct SMTPSecurityTests {
  private static let credentials = SMTPCredentials(username: "bokhandeln", password: "hemligt")

  @Test(arguments: [TLSServer.Mode.startTLS, .implicit]) func aTrustedServerGetsTheMessageInTLS(
    mode: TLSServer.Mode
  ) async throws {
    let server = try await onThread { try TLSServer(mode) }
    let transport = try server.transport(mode, credentials: Self.credentials, isTrusted: true)
    let session = try await transport.session()
    for id in 1...3 { #expect(try await session.deliver(id).isAccepted) }
    await session.close()
    #expect(server.nextNote() == "AUTH tls")
    #expect(server.nextNote() == "MESSAGE tls")
  }

  @Test(arguments: [
    (TLSServer.Mode.startTLS, TLSPolicy.required), (.startTLS, .opportunistic), (.implicit, .none),
  ])
  func aCertificateOfUnknownAuthorityIsRefused(
    mode: TLSServer.Mode,
    policy: TLSPolicy
  ) async throws {
    let server = try await onThread { try TLSServer(mode) }
    let transport = try server.transport(mode, tls: policy, credentials: Self.credentials)
    let opening = await transport.openSession()
    guard case .configuration(.certificateInvalid(let words)) = opening.refusal else {
      Issue.record("\(opening)")
      return
    }
    #expect(words.contains("self-signed certificate") || words.contains("self signed certificate"))
    #expect(!words.contains("hemligt"))
  }

  @Test func aMissingFileOfAuthoritiesIsAFaultOfTheConfiguration() async throws {
    let server = try await onThread { try TLSServer(.startTLS) }
    let transport = try Lane.transport(
      to: "smtp://localhost:\(server.port)",
      tls: .required,
      authorities: "/nowhere/authorities.pem"
    )
    let opening = await transport.openSession()
    guard case .configuration(.certificateInvalid) = opening.refusal else {
      Issue.record("\(opening)")
      return
    }
  }

  @Test func theNameInTheCertificateCounts() async throws {
    let server = try await onThread { try TLSServer(.startTLS) }
    let transport = try Lane.transport(
      to: "smtp://127.0.0.1:\(server.port)",
      tls: .required,
      authorities: server.certificate
    )
    // The certificate is for localhost.
    let opening = await transport.openSession()
    guard case .configuration(.certificateInvalid) = opening.refusal else {
      Issue.record("\(opening)")
      return
    }
  }

  @Test(arguments: [TLSServer.Mode.plain, .stripped]) func requiredTLSIsNeverGoneWithout(
    mode: TLSServer.Mode
  ) async throws {
    let server = try await onThread { try TLSServer(mode) }
    let transport = try server.transport(mode, credentials: Self.credentials, isTrusted: true)
    #expect(await transport.openSession().refusal == .configuration(.tlsNotOffered))
  }

  @Test func aPasswordDoesNotTravelInClearBecauseTheOfferWasStripped() async throws {
    let server = try await onThread { try TLSServer(.stripped) }
    let transport = try server.transport(
      .stripped,
      tls: .opportunistic,
      credentials: Self.credentials
    )
    #expect(await transport.openSession().refusal == .configuration(.tlsNotOffered))
    // The next thing the server hears is this message: no AUTH came before it.
    let other = try server.transport(.stripped, tls: .opportunistic)
    let session = try await other.session()
    #expect(try await session.deliver().isAccepted)
    await session.close()
    #expect(server.nextNote() == "MESSAGE clear")
  }

  @Test func anExpiredCertificateIsRefused() async throws {
    let server = try await onThread { try TLSServer(.expired) }
    let opening = try await server.transport(.expired, isTrusted: true).openSession()
    guard case .configuration(.certificateInvalid(let words)) = opening.refusal else {
      Issue.record("\(opening)")
      return
    }
    #expect(words.contains("expired"))
  }

  @Test(arguments: [
    "454 4.7.0 not now\r\n", "421 4.3.2 closing\r\n", "502 5.5.1 what?\r\n", "what?\r\n", "", "25",
    "220 go\r\n250-localhost\r\n250-AUTH PLAIN\r\n250 SIZE 1\r\n",
    "220 go\r\n535 5.7.8 wrong\r\n",
  ])
  func anythingButTLSAfterSTARTTLSIsNoSession(reply: String) async throws {
    let server = try await onThread { try TLSServer(.startTLS, replyToSTARTTLS: reply) }
    var limits = SMTPLimits()
    // Half a line is waited for to the end.
    if reply == "25" { limits.opening = .seconds(1) }
    let transport = try server.transport(
      .startTLS,
      credentials: Self.credentials,
      isTrusted: true,
      limits: limits
    )
    let opening = await transport.openSession()
    switch reply.prefix(3) {
    case "454", "421":
      guard case .temporary(let words) = opening.refusal else {
        Issue.record("\(opening)")
        return
      }
      #expect(words.code == Int(reply.prefix(3)))
    case "502": #expect(opening.refusal == .configuration(.tlsNotOffered))
    // Replies that came before TLS began are nobody's: who stands in between put them there.
    default: #expect(opening.failure != nil)
    }
  }

  @Test func credentialsThatAreNotAskedForAreAFault() async throws {
    let server = try await onThread { try TLSServer(.withoutAuthentication) }
    let transport = try server.transport(
      .withoutAuthentication,
      credentials: Self.credentials,
      isTrusted: true
    )
    #expect(await transport.openSession().refusal == .configuration(.authenticationNotOffered))
  }

  @Test func wrongCredentialsAreAFault() async throws {
    let server = try await onThread { try TLSServer(.startTLS) }
    let wrong = SMTPCredentials(username: "bokhandeln", password: "fel-losenord")
    let transport = try server.transport(.startTLS, credentials: wrong, isTrusted: true)
    let refusal = try #require(await transport.openSession().refusal)
    let reply = ServerReply(code: 535, enhanced: EnhancedStatus(5, 7, 8), text: "wrong")
    #expect(refusal == .configuration(.credentialsRefused(reply)))
    #expect(!"\(refusal)".contains("fel-losenord"))
  }

  @Test func credentialsRefusedForNowAreTriedAgain() async throws {
    let server = try await onThread { try TLSServer(.startTLS) }
    let later = SMTPCredentials(username: "bokhandeln", password: "senare")
    let transport = try server.transport(.startTLS, credentials: later, isTrusted: true)
    let reply = ServerReply(code: 454, enhanced: EnhancedStatus(4, 7, 0), text: "try later")
    #expect(await transport.openSession().refusal == .temporary(reply))
  }

  @Test func whatWasOfferedBeforeTLSDoesNotCount() async throws {
    let server = try await onThread { try TLSServer(.startTLS) }
    let session = try await server.transport(.startTLS, isTrusted: true).session()
    // SMTPUTF8 stands in the EHLO before STARTTLS only, SIZE in both.
    guard case .rejected(let reply) = try await session.deliver(1, to: "åsa@kund.example") else {
      Issue.record("sent")
      return
    }
    #expect(reply.enhanced == EnhancedStatus(5, 6, 7))
    await session.close()
  }

  @Test func aDropAtTheDotIsDoubtInTLSToo() async throws {
    let server = try await onThread { try TLSServer(.startTLS, dropsAfterMessages: 1) }
    let session = try await server.transport(.startTLS, isTrusted: true).session()
    #expect(try await session.deliver(1).isAccepted)
    let outcome = try await session.deliver(2)
    guard case .inDoubt = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try await session.deliver(3).isAccepted)
    await session.close()
  }
}

extension TLSServer {
  fileprivate func transport(
    _ mode: Mode,
    tls: TLSPolicy = .required,
    credentials: SMTPCredentials? = nil,
    isTrusted: Bool = false,
    limits: SMTPLimits = SMTPLimits()
  ) throws -> SMTPTransport {
    try Lane.transport(
      to: "\(mode == .implicit ? "smtps" : "smtp")://localhost:\(port)",
      tls: tls,
      credentials: credentials,
      authorities: isTrusted ? certificate : nil,
      limits: limits
    )
  }
}
