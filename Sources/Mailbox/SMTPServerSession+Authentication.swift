extension SMTPServerSession {
  /// What the client's next line is.
  enum AuthenticationExchange {
    case plainCredentials
    case loginName
    case loginPassword
  }

  /// Answers AUTH (RFC 4954); LOGIN asks for name and password in base64.
  mutating func authenticate(_ mechanism: String, _ initial: String?) -> Action? {
    if let refusal = refusalToAuthenticate {
      send(refusal)
      return nil
    }
    switch (mechanism, initial) {
    case ("PLAIN", .some): return answer(.auth, .authenticate, .authenticated)
    case ("PLAIN", nil): ask("", .plainCredentials)
    case ("LOGIN", nil): ask(Self.nameInBase64, .loginName)
    case ("LOGIN", .some): ask(Self.passwordInBase64, .loginPassword)
    default: send(SMTPReply(504, "5.5.4 Unknown authentication mechanism"))
    }
    return nil
  }

  /// Takes the client's line of an exchange.
  mutating func goOn(
    _ exchange: AuthenticationExchange,
    with line: ArraySlice<UInt8>
  ) -> Action? {
    state = .commands
    if line.elementsEqual("*".utf8) {
      send(.authenticationCancelled)
      return nil
    }
    switch exchange {
    case .plainCredentials, .loginPassword:
      return answer(.auth, .authenticate, .authenticated)
    case .loginName:
      ask(Self.passwordInBase64, .loginPassword)
      return nil
    }
  }

  private static let nameInBase64 = "VXNlcm5hbWU6"
  private static let passwordInBase64 = "UGFzc3dvcmQ6"

  private var refusalToAuthenticate: SMTPReply? {
    if options.authentication == .absent { return .notImplemented }
    if !isGreeted { return .helloFirst }
    if isAuthenticated { return .alreadyAuthenticated }
    return transaction == nil ? nil : .nestedMail
  }

  private mutating func ask(_ prompt: String, _ exchange: AuthenticationExchange) {
    send(SMTPReply(334, prompt))
    state = .authenticating(exchange)
  }
}
