import Mail
import Testing

@testable import SMTP

@Suite struct ReplyParserTests {
  @Test(arguments: [
    ("250 Ok\r\n", 250, ["Ok"]),
    ("250\r\n", 250, [""]),
    ("250 \r\n", 250, [""]),
    ("354 go\n", 354, ["go"]),
    ("250-a\r\n250-b c\r\n250 d\r\n", 250, ["a", "b c", "d"]),
    ("250-a\r\n250\r\n", 250, ["a", ""]),
    ("599 x\r\n", 599, ["x"]),
  ])
  func readsReplies(text: String, code: Int, lines: [String]) throws {
    var whole = ReplyParser()
    whole.append(Array(text.utf8))
    #expect(try whole.next() == SMTPReply(code: code, lines: lines))
    #expect(!whole.hasUnread)

    var inPieces = ReplyParser()
    for byte in text.utf8.dropLast() {
      inPieces.append([byte])
      #expect(try inPieces.next() == nil)
      #expect(inPieces.hasUnread)
    }
    inPieces.append([0x0A])
    #expect(try inPieces.next() == SMTPReply(code: code, lines: lines))
  }

  @Test func severalRepliesComeOneByOne() throws {
    var parser = ReplyParser()
    parser.append(Array("250 a\r\n354 b\r\n25".utf8))
    #expect(try parser.next()?.code == 250)
    #expect(try parser.next()?.code == 354)
    #expect(try parser.next() == nil)
    #expect(parser.hasUnread)
  }

  @Test(arguments: [
    ("\r\n", ReplyViolation.noCode),
    ("Ok\r\n", .noCode),
    ("25\r\n", .noCode),
    ("25x ok\r\n", .noCode),
    ("250x\r\n", .noCode),
    ("250\tok\r\n", .noCode),
    ("199 ok\r\n", .noCode),
    ("600 ok\r\n", .noCode),
    ("HTTP/1.1 400 Bad Request\r\n", .noCode),
    ("٢٥٠ ok\r\n", .noCode),
    ("250-a\r\n251 b\r\n", .codesDiffer),
    ("250 " + String(repeating: "x", count: 4096) + "\r\n", .lineTooLong),
    ("250 " + String(repeating: "x", count: 5000), .lineTooLong),
    (String(repeating: "250-x\r\n", count: 101), .tooManyLines),
  ])
  func refusesWhatIsNoReply(text: String, violation: ReplyViolation) {
    var parser = ReplyParser()
    parser.append(Array(text.utf8))
    #expect(throws: violation) { while try parser.next() != nil {} }
  }

  @Test func takesReplies4096OctetsAndAHundredLinesLong() throws {
    var parser = ReplyParser()
    parser.append(Array(("250 " + String(repeating: "x", count: 4091) + "\r\n").utf8))
    #expect(try parser.next() != nil)
    parser.append(Array((String(repeating: "250-x\r\n", count: 99) + "250 x\r\n").utf8))
    #expect(try parser.next()?.lines.count == 100)
  }

  @Test(arguments: [
    (["5.1.1 no such user"], "550 5.1.1 no such user"),
    (["5.1.1 no such", "5.1.1 user here"], "550 5.1.1 no such user here"),
    (["5.1.1"], "550 5.1.1"),
    (["5.7.26 a", "b"], "550 5.7.26 a b"),
    (["4.2.2 of another class"], "550 4.2.2 of another class"),
    (["mailbox 5.1.1 unknown"], "550 mailbox 5.1.1 unknown"),
    ([""], "550"),
  ])
  func theLogHasTheStatusApartFromTheWords(lines: [String], text: String) {
    #expect(SMTPReply(code: 550, lines: lines).forLog.description == text)
  }

  @Test func bytesThatAreNotUTF8AreReplaced() throws {
    var parser = ReplyParser()
    parser.append(Array("550 ".utf8) + [0xE5, 0xFF] + [0x0D, 0x0A])
    #expect(try parser.next()?.forLog.text == "\u{FFFD}\u{FFFD}")
  }
}
