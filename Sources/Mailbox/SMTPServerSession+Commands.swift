extension SMTPServerSession {
  /// Answers a line outside a body.
  mutating func handle(_ line: ArraySlice<UInt8>) -> Action? {
    if case .authenticating(let exchange) = state { return goOn(exchange, with: line) }
    let command = SMTPCommand(line)
    if isRefused, command != .quit {
      send(.noService)
      return nil
    }
    switch command {
    case .ehlo: return answer(.ehlo, .hello, greetingOfExtensions)
    case .helo: return answer(.helo, .hello, SMTPReply(250, options.name))
    case .auth(let mechanism, let initial): return authenticate(mechanism, initial)
    case .mail(let path): return begin(path)
    case .rcpt(let path): return addRecipient(path)
    case .data: return startBody()
    case .rset: return answer(.rset, .resetTransaction, .ok)
    case .quit: return answer(.quit, .quit, .goodbye)
    case .noop: send(.ok)
    case .vrfy: send(.cannotVerify)
    case .wrong(let reply): send(reply)
    }
    return nil
  }

  /// Acts on the final dot.
  mutating func endBody() -> Action? {
    defer { transaction = nil }
    guard case .body = state, let transaction else {
      state = .commands
      forgetMessage()
      return nil
    }
    state = .commands
    if isTooBig {
      forgetMessage()
      send(.messageTooBig)
      return nil
    }
    return answer(.dot, .keepMessage(transaction), .ok)
  }

  private var greetingOfExtensions: SMTPReply {
    var lines = [options.name]
    let offered = options.extensions
    if offered.contains(.pipelining) { lines.append("PIPELINING") }
    if offered.contains(.size) { lines.append("SIZE \(options.maximumMessageSize)") }
    if offered.contains(.eightBitMIME) { lines.append("8BITMIME") }
    if offered.contains(.smtpUTF8) { lines.append("SMTPUTF8") }
    if offered.contains(.enhancedStatusCodes) { lines.append("ENHANCEDSTATUSCODES") }
    if options.authentication != .absent { lines.append("AUTH PLAIN LOGIN") }
    return SMTPReply(250, lines: lines)
  }

  private mutating func begin(_ path: SMTPPath) -> Action? {
    if let refusal = refusalToBegin ?? refusal(of: path.parameters) {
      send(refusal)
      return nil
    }
    let allowsUTF8 = path.parameters.contains { $0.uppercased() == "SMTPUTF8" }
    if let refusal = refusal(ofCharactersIn: path.address, allowsUTF8: allowsUTF8) {
      send(refusal)
      return nil
    }
    messages += 1
    let transaction = Transaction(
      sender: path,
      number: .init(ofMailbox: faults.countMessage(), ofConnection: messages),
      allowsUTF8: allowsUTF8
    )
    return answer(.mail, .begin(transaction), .senderOk, number: transaction.number)
  }

  private var refusalToBegin: SMTPReply? {
    if !isGreeted { return .helloFirst }
    if options.authentication == .required, !isAuthenticated { return .authenticationRequired }
    return transaction == nil ? nil : .nestedMail
  }

  private func refusal(of parameters: [String]) -> SMTPReply? {
    for parameter in parameters {
      let parts = parameter.split(separator: "=", maxSplits: 1)
      switch (parts.first.map { $0.uppercased() }, parts.count) {
      case ("SIZE", 2) where options.extensions.contains(.size):
        guard let size = Int(parts[1]) else { return .badParameter }
        if size > options.maximumMessageSize { return .messageTooBig }
      case ("BODY", 2) where options.extensions.contains(.eightBitMIME):
        guard ["7BIT", "8BITMIME"].contains(parts[1].uppercased()) else { return .badParameter }
      case ("SMTPUTF8", 1) where options.extensions.contains(.smtpUTF8): break
      case ("AUTH", 2) where options.authentication != .absent: break
      default: return .unknownParameter
      }
    }
    return nil
  }

  /// An address beyond ASCII needs MAIL's parameter SMTPUTF8 (RFC 6531, section 3.3).
  private func refusal(ofCharactersIn address: String, allowsUTF8: Bool) -> SMTPReply? {
    allowsUTF8 || address.utf8.allSatisfy { $0 < 0x80 } ? nil : .needsUTF8
  }

  private mutating func addRecipient(_ path: SMTPPath) -> Action? {
    if let refusal = refusal(ofRecipient: path) {
      send(refusal)
      return nil
    }
    return answer(.rcpt, .addRecipient(path.address), .recipientOk, recipients: [path.address])
  }

  private func refusal(ofRecipient path: SMTPPath) -> SMTPReply? {
    guard let transaction else { return .mailFirst }
    if !path.parameters.isEmpty { return .unknownParameter }
    if transaction.recipients.count >= options.maximumRecipients { return .tooManyRecipients }
    return refusal(ofCharactersIn: path.address, allowsUTF8: transaction.allowsUTF8)
  }

  private mutating func startBody() -> Action? {
    guard let transaction else {
      send(.mailFirst)
      return nil
    }
    guard !transaction.recipients.isEmpty else {
      send(.recipientFirst)
      return nil
    }
    return answer(.data, .startBody, .startMessage)
  }
}

extension SMTPReply {
  fileprivate static let badParameter = SMTPReply(501, "5.5.4 Bad parameter")
  fileprivate static let unknownParameter = SMTPReply(555, "5.5.4 Unsupported parameter")
  fileprivate static let needsUTF8 = SMTPReply(553, "5.6.7 The address needs SMTPUTF8")
}
