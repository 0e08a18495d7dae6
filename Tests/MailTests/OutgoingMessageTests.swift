import Mail
import Testing

@Suite struct OutgoingMessageTests {
  private static func message(_ bytes: [UInt8]) throws -> OutgoingMessage {
    let envelope = Envelope(
      sender: try MailAddress(parsing: "b-1@studs.bokhandeln.example"),
      recipient: try MailAddress(parsing: "asa@kund.example")
    )
    return try OutgoingMessage(ComposedMessage(bytes: bytes, needsSMTPUTF8: false), in: envelope)
  }

  @Test(arguments: [
    ("\r\n", []), ("a\r\nb\r\n", []), (".\r\n", [0]), ("a\r\n.\r\n..b\r\n.c\r\n", [3, 6, 11]),
    ("a.\r\n", []),
  ])
  func theDotsThatAreDoubledAreFound(message: String, dots: [Int]) throws {
    #expect(try Self.message(Array(message.utf8)).leadingDots == dots)
  }

  @Test(arguments: [
    ("", MessageFault.empty),
    ("a", .noFinalLineEnd),
    ("a\r\nb", .noFinalLineEnd),
    ("a\r", .bareCarriageReturn),
    ("a\n", .bareLineFeed),
    ("\n", .bareLineFeed),
    ("a\r\n\n.\r\nMAIL FROM:<evil@x>\r\n", .bareLineFeed),
    ("a\n.\n", .bareLineFeed),
    ("a\r.\r\n", .bareCarriageReturn),
    ("a\r\r\n", .bareCarriageReturn),
    ("a\r\n.\r", .bareCarriageReturn),
    ("a\u{0}\r\n", .nul),
  ])
  func nothingGoesOutThatCouldBeTwoMessages(message: String, fault: MessageFault) {
    #expect(throws: fault) { try Self.message(Array(message.utf8)) }
  }

  @Test func linesHave998OctetsAtMost() throws {
    let line = [UInt8](repeating: 0x78, count: 998)
    _ = try Self.message(line + [0x0D, 0x0A])
    #expect(throws: MessageFault.lineTooLong) { try Self.message(line + [0x78, 0x0D, 0x0A]) }
  }

  @Test func anAddressOutsideASCIINeedsSMTPUTF8() throws {
    let composed = ComposedMessage(bytes: Array("\r\n".utf8), needsSMTPUTF8: false)
    for (sender, recipient, needs) in [
      ("a@b.example", "c@d.example", false), ("å@b.example", "c@d.example", true),
      ("a@b.example", "ç@d.example", true),
    ] {
      let envelope = Envelope(
        sender: try MailAddress(parsing: sender),
        recipient: try MailAddress(parsing: recipient)
      )
      #expect(try OutgoingMessage(composed, in: envelope).needsSMTPUTF8 == needs)
    }
  }
}
