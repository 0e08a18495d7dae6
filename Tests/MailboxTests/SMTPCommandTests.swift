import Testing

@testable import Mailbox

@Suite struct SMTPCommandTests {
  static let cases: [(line: String, command: SMTPCommand)] = [
    ("EHLO client.example", .ehlo),
    ("ehlo [127.0.0.1]", .ehlo),
    ("HELO x", .helo),
    ("MAIL FROM:<a@b.example>", .mail(SMTPPath(address: "a@b.example"))),
    ("mail from: <a@b.example>", .mail(SMTPPath(address: "a@b.example"))),
    ("MAIL FROM:<>", .mail(SMTPPath(address: ""))),
    (
      "MAIL FROM:<a@b> SIZE=12 BODY=8BITMIME",
      .mail(SMTPPath(address: "a@b", parameters: ["SIZE=12", "BODY=8BITMIME"]))
    ),
    ("RCPT TO:<åsa@b.example>", .rcpt(SMTPPath(address: "åsa@b.example"))),
    ("RCPT TO:<\"a > b\\\" c\"@d>", .rcpt(SMTPPath(address: "\"a > b\\\" c\"@d"))),
    ("RCPT TO:<Postmaster>", .rcpt(SMTPPath(address: "Postmaster"))),
    ("DATA", .data),
    ("data", .data),
    ("RSET", .rset),
    ("NOOP whatever", .noop),
    ("VRFY a", .vrfy),
    ("QUIT", .quit),
    ("AUTH PLAIN AGEAYg==", .auth(mechanism: "PLAIN", initial: "AGEAYg==")),
    ("auth login", .auth(mechanism: "LOGIN", initial: nil)),
    ("STARTTLS", .wrong(.notImplemented)),
    ("BDAT 5 LAST", .wrong(.notImplemented)),
    ("HELLO x", .wrong(.unknownCommand)),
    ("", .wrong(.unknownCommand)),
  ]

  @Test(arguments: cases)
  func readsAsWritten(line: String, command: SMTPCommand) {
    #expect(SMTPCommand(Array(line.utf8)[...]) == command)
  }

  @Test(arguments: [
    "MAIL a@b", "MAIL FROM:a@b", "MAIL FROM:<a@b", "MAIL FROM:<a@b>SIZE=1", "MAIL FROM:<a b@c>",
    "MAIL FROM:<a@b\u{1}>", "MAIL FROM:<@b>", "MAIL FROM:<a@>", "RCPT TO:<>", "RCPT TO:<a>",
    "RCPT TO:<<a@b> NOTIFY=NEVER>", "RCPT FROM:<a@b>", "EHLO", "HELO ", "DATA now", "QUIT it",
  ])
  func refusesWhatIsMalformed(line: String) {
    guard case .wrong(let reply) = SMTPCommand(Array(line.utf8)[...]) else {
      Issue.record("taken: \(line)")
      return
    }
    #expect(reply.code == 501)
  }
}

@Suite struct MessageHeaderTests {
  static let cases: [(message: String, messageID: String?)] = [
    ("Message-ID: <a@b>\r\n\r\n", "<a@b>"),
    ("Subject: x\r\nmessage-id:<a@b> \r\nTo: y\r\n\r\nbody", "<a@b>"),
    ("Message-ID:\r\n <folded@b>\r\nTo: y\r\n\r\n", "<folded@b>"),
    ("Subject: x\r\n Message-ID: <not@it>\r\n\r\n", nil),
    ("Subject: x\r\n\r\nMessage-ID: <in@body>\r\n", nil),
    ("Message-IDs: <a@b>\r\n\r\n", nil),
    ("Message-ID: <a@b>", "<a@b>"),
    ("", nil),
  ]

  @Test(arguments: cases)
  func findsTheMessageID(message: String, messageID: String?) {
    #expect(MessageHeader.messageID(of: Array(message.utf8)) == messageID)
  }
}
