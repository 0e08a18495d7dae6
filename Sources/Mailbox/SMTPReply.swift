/// A server's answer: a three-digit code and one or more lines of text (RFC 5321, section 4.2).
package struct SMTPReply: Hashable, Sendable {
  /// From 200 to 599.
  package let code: Int
  /// The lines without code and line end; at least one.
  package let lines: [String]

  /// A reply of one line, such as `SMTPReply(550, "5.1.1 No such user")`.
  package init(_ code: Int, _ text: String) {
    self.init(code, lines: [text])
  }

  /// A reply of several lines; without any it has one empty line.
  package init(_ code: Int, lines: [String]) {
    self.code = code
    self.lines = lines.isEmpty ? [""] : lines
  }

  /// Whether the command that is answered so took effect: codes from 200 to 399.
  package var accepts: Bool { (200..<400).contains(code) }

  /// As it stands on the wire, each line ended by CRLF.
  package var wire: String {
    var text = ""
    for (index, line) in lines.enumerated() {
      text += "\(code)\(index == lines.count - 1 ? " " : "-")\(line)\r\n"
    }
    return text
  }
}

extension SMTPReply {
  static let ok = SMTPReply(250, "2.0.0 Ok")
  static let senderOk = SMTPReply(250, "2.1.0 Ok")
  static let recipientOk = SMTPReply(250, "2.1.5 Ok")
  static let startMessage = SMTPReply(354, "End data with <CR><LF>.<CR><LF>")
  static let goodbye = SMTPReply(221, "2.0.0 Bye")
  static let authenticated = SMTPReply(235, "2.7.0 Authentication successful")
  static let authenticationCancelled = SMTPReply(501, "5.7.0 Authentication cancelled")
  static let authenticationRequired = SMTPReply(530, "5.7.0 Authentication required")
  static let cannotVerify = SMTPReply(252, "2.0.0 Cannot verify, will take the message")
  static let unknownCommand = SMTPReply(500, "5.5.2 Command not recognised")
  static let lineTooLong = SMTPReply(500, "5.5.2 Line too long")
  static let notImplemented = SMTPReply(502, "5.5.1 Command not implemented")
  static let noService = SMTPReply(503, "5.5.1 No service on this connection")
  static let helloFirst = SMTPReply(503, "5.5.1 Send EHLO or HELO first")
  static let nestedMail = SMTPReply(503, "5.5.1 Nested MAIL command")
  static let mailFirst = SMTPReply(503, "5.5.1 Send MAIL first")
  static let recipientFirst = SMTPReply(554, "5.5.1 No valid recipients")
  static let alreadyAuthenticated = SMTPReply(503, "5.5.1 Already authenticated")
  static let tooManyRecipients = SMTPReply(452, "4.5.3 Too many recipients")
  static let messageTooBig = SMTPReply(552, "5.3.4 Message too big")
  static let cannotStore = SMTPReply(452, "4.3.1 The message could not be stored")
  static let tooManyConnections = SMTPReply(421, "4.3.2 Too many connections")
}
