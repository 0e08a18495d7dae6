import Mail
import Testing

@testable import SMTP

@Suite struct MessagePayloadTests {
  @Test(arguments: [
    ("\r\n", "\r\n.\r\n"),
    ("a\r\nb\r\n", "a\r\nb\r\n.\r\n"),
    (".\r\n", "..\r\n.\r\n"),
    ("a\r\n.\r\n..b\r\n.c\r\n", "a\r\n..\r\n...b\r\n..c\r\n.\r\n"),
    ("a.\r\n", "a.\r\n.\r\n"),
  ])
  func leadingDotsAreDoubled(message: String, sent: String) throws {
    let payload = try MessagePayload(Array(message.utf8))
    #expect(String(decoding: payload.bytes, as: UTF8.self) == sent)
    #expect(payload.size == message.utf8.count)
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
    #expect(throws: fault) { try MessagePayload(Array(message.utf8)) }
  }

  @Test func linesHave998OctetsAtMost() throws {
    let line = [UInt8](repeating: 0x78, count: 998)
    _ = try MessagePayload(line + [0x0D, 0x0A])
    #expect(throws: MessageFault.lineTooLong) { try MessagePayload(line + [0x78, 0x0D, 0x0A]) }
  }
}
