import TestSupport
import Testing

@testable import Mailbox

@Suite struct SMTPServerSessionTests {
  private static let envelope = "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n"
  private static let message = "Message-ID: <1@b>\r\n\r\n..dot\r\n.\r\n"

  @Test func takesAMessageInLockstep() {
    var driver = SessionDriver()
    #expect(driver.start() == "220 mailbox.localhost ESMTP Stamkund mailbox\r\n")
    #expect(
      driver.send("EHLO test\r\n")
        == """
        250-mailbox.localhost\r
        250-PIPELINING\r
        250-SIZE 52428800\r
        250-8BITMIME\r
        250-SMTPUTF8\r
        250 ENHANCEDSTATUSCODES\r

        """
    )
    #expect(driver.send("MAIL FROM:<a@b> SIZE=30\r\n") == "250 2.1.0 Ok\r\n")
    #expect(driver.send("RCPT TO:<c@d>\r\n") == "250 2.1.5 Ok\r\n")
    #expect(driver.send("RCPT TO:<e@f>\r\n") == "250 2.1.5 Ok\r\n")
    #expect(driver.send("DATA\r\n") == "354 End data with <CR><LF>.<CR><LF>\r\n")
    #expect(driver.send("Message-ID: <1@b>\r\n\r\n") == "")
    #expect(driver.send("..dot\r\n.\r\n") == "250 2.0.0 Ok: queued as 1\r\n")
    #expect(driver.send("QUIT\r\n") == "221 2.0.0 Bye\r\n")
    #expect(driver.ending == "close")
    #expect(
      driver.stored == [
        IncomingMessage(
          connection: 1,
          sender: "a@b",
          senderParameters: ["SIZE=30"],
          recipients: ["c@d", "e@f"],
          messageID: "<1@b>",
          size: 27,
          bytes: Array("Message-ID: <1@b>\r\n\r\n.dot\r\n".utf8)
        )
      ]
    )
  }

  @Test func takesPipelinedGroupsThatSpanMessages() {
    var driver = SessionDriver.greeted()
    let envelope = Self.envelope + "DATA\r\n"
    #expect(driver.send(envelope).split(separator: "\r\n").count == 3)
    let replies = driver.send(Self.message + envelope).split(separator: "\r\n")
    #expect(replies.map { $0.prefix(3) } == ["250", "250", "250", "354"])
    #expect(driver.send(Self.message + "QUIT\r\n").hasSuffix("221 2.0.0 Bye\r\n"))
    #expect(driver.stored.count == 2)
  }

  @Test func answersTheSameHoweverTheBytesAreCut() {
    let seed: UInt64 = 7
    var random = SeededGenerator(seed: seed)
    let script =
      "EHLO x\r\n" + Self.envelope + "DATA\r\n" + Self.message + "RSET\r\nnonsense\r\n"
      + "RCPT TO:<x@y>\r\n" + Self.envelope + "DATA\r\n.\r\nQUIT\r\n"
    var whole = SessionDriver()
    let expected = whole.start() + whole.send(script)
    for _ in 0..<200 {
      var driver = SessionDriver()
      var output = driver.start()
      var rest = script[...]
      while !rest.isEmpty {
        let piece = rest.utf8.prefix(Int.random(in: 1...20, using: &random))
        output += driver.send(String(decoding: piece, as: UTF8.self))
        rest = rest[piece.endIndex...]
      }
      #expect(output == expected, "seed \(seed)")
      #expect(driver.stored == whole.stored, "seed \(seed)")
    }
    #expect(whole.stored.map(\.size) == [27, 0])
  }

  static let refusals: [(lines: String, codes: [String])] = [
    ("RCPT TO:<a@b>", ["503"]),
    ("DATA", ["503"]),
    ("MAIL FROM:<a@b>\r\nMAIL FROM:<a@b>", ["250", "503"]),
    ("MAIL FROM:<a@b>\r\nDATA", ["250", "554"]),
    ("MAIL FROM:<a@b>\r\nRSET\r\nRCPT TO:<a@b>", ["250", "250", "503"]),
    ("MAIL FROM:<a@b>\r\nEHLO x\r\nRCPT TO:<a@b>", ["250", "250", "503"]),
    ("MAIL FROM:<a@b> SIZE=99999999999", ["552"]),
    ("MAIL FROM:<a@b> SIZE=x", ["501"]),
    ("MAIL FROM:<a@b> BODY=BINARY", ["501"]),
    ("MAIL FROM:<a@b> RET=HDRS", ["555"]),
    ("MAIL FROM:<å@b>", ["553"]),
    ("MAIL FROM:<å@b> SMTPUTF8\r\nRCPT TO:<ö@b>", ["250", "250"]),
    ("MAIL FROM:<a@b>\r\nRCPT TO:<ö@b>", ["250", "553"]),
    ("MAIL FROM:<a@b>\r\nRCPT TO:<c@d> NOTIFY=NEVER", ["250", "555"]),
    ("AUTH PLAIN AGEAYg==", ["502"]),
    ("NOOP\r\nVRFY a\r\nEXPN a\r\nSTARTTLS", ["250", "252", "502", "502"]),
    ("nc speaks LF\nNOOP\n", ["500", "250"]),
  ]

  @Test(arguments: refusals)
  func answersCommandsOutOfOrder(lines: String, codes: [String]) {
    var driver = SessionDriver.greeted()
    let replies = driver.send(lines + "\r\n").split(separator: "\r\n")
    let answers = replies.filter { !$0.dropFirst(3).hasPrefix("-") }.map { String($0.prefix(3)) }
    #expect(Array(answers.prefix(codes.count)) == codes)
  }

  @Test func wantsAHelloFirst() {
    var driver = SessionDriver()
    _ = driver.start()
    #expect(driver.send("MAIL FROM:<a@b>\r\n").hasPrefix("503"))
    #expect(driver.send("HELO x\r\n") == "250 mailbox.localhost\r\n")
    #expect(driver.send("MAIL FROM:<a@b>\r\n").hasPrefix("250"))
  }

  @Test func offersOnlyWhatItIsTold() {
    var options = MailboxOptions()
    options.extensions = [.pipelining]
    options.authentication = .offered
    var driver = SessionDriver(options)
    _ = driver.start()
    #expect(
      driver.send("EHLO x\r\n")
        == "250-mailbox.localhost\r\n250-PIPELINING\r\n250 AUTH PLAIN LOGIN\r\n"
    )
    #expect(driver.send("MAIL FROM:<a@b> SIZE=1\r\n").hasPrefix("555"))
  }

  @Test func refusesAMessageThatIsTooBigAndGoesOn() {
    var options = MailboxOptions()
    options.maximumMessageSize = 10
    var driver = SessionDriver.greeted(options)
    _ = driver.send(Self.envelope + "DATA\r\n")
    #expect(driver.send("12345678\r\n9\r\n.\r\n").hasPrefix("552"))
    _ = driver.send(Self.envelope + "DATA\r\n")
    #expect(driver.send("12345678\r\n.\r\n").hasPrefix("250"))
    #expect(driver.stored.map(\.size) == [10])
  }

  @Test func refusesTooManyRecipients() {
    var options = MailboxOptions()
    options.maximumRecipients = 1
    var driver = SessionDriver.greeted(options)
    _ = driver.send(Self.envelope)
    #expect(driver.send("RCPT TO:<e@f>\r\n").hasPrefix("452"))
  }

  @Test func throwsAwayALineThatIsTooLong() {
    var driver = SessionDriver.greeted()
    for _ in 0..<40 { #expect(driver.send(String(repeating: "x", count: 1000)) == "") }
    #expect(driver.send("y\r\nNOOP\r\n") == "500 5.5.2 Line too long\r\n250 2.0.0 Ok\r\n")
  }

  @Test func saysWhenItCannotStore() {
    var driver = SessionDriver(canStore: false)
    _ = driver.start()
    _ = driver.send("EHLO x\r\n" + Self.envelope + "DATA\r\n")
    #expect(driver.send(Self.message).hasPrefix("452 4.3.1"))
    #expect(driver.send("NOOP\r\n").hasPrefix("250"))
  }

  @Test func keepsOnlyTheBeginningWhereEnvelopesAreKept() {
    var options = MailboxOptions()
    options.memory = .envelopes
    var driver = SessionDriver.greeted(options)
    _ = driver.send(Self.envelope + "DATA\r\n")
    let line = String(repeating: "x", count: 998) + "\r\n"
    _ = driver.send("Message-ID: <1@b>\r\n\r\n" + String(repeating: line, count: 1000) + ".\r\n")
    #expect(driver.stored.map(\.size) == [1_000_021])
    #expect(driver.stored.map(\.bytes.count) == [64 * 1024])
    #expect(driver.stored.map(\.messageID) == ["<1@b>"])
  }

  static let logins: [(lines: [String], codes: [String])] = [
    (["AUTH PLAIN AGEAYg=="], ["235"]),
    (["AUTH PLAIN", "AGEAYg=="], ["334", "235"]),
    (["AUTH LOGIN", "YQ==", "Yg=="], ["334", "334", "235"]),
    (["AUTH LOGIN YQ==", "Yg=="], ["334", "235"]),
    (["AUTH LOGIN", "*", "NOOP"], ["334", "501", "250"]),
    (["AUTH CRAM-MD5"], ["504"]),
    (["AUTH PLAIN AGEAYg==", "AUTH PLAIN AGEAYg=="], ["235", "503"]),
  ]

  @Test(arguments: logins)
  func takesAnyCredentials(lines: [String], codes: [String]) {
    var options = MailboxOptions()
    options.authentication = .required
    var driver = SessionDriver.greeted(options)
    #expect(driver.send("MAIL FROM:<a@b>\r\n").hasPrefix("530"))
    #expect(lines.map { String(driver.send($0 + "\r\n").prefix(3)) } == codes)
    let isIn = driver.send("MAIL FROM:<a@b>\r\n").hasPrefix("250")
    #expect(isIn == codes.contains("235"))
  }
}
