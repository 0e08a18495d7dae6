import Foundation
import Mail
import TestSupport

/// Messages to compose.
enum Samples {
  static func message() throws -> MailMessage {
    let secret = try TokenSecret(Array("a secret of the shop's own".utf8))
    return MailMessage(
      from: try MailAddress(parsing: "Bokhandeln <hej@bokhandeln.example>"),
      to: try MailAddress(name: "Åsa Öberg", address: "asa@kund.example"),
      subject: "Åsa, vi saknar dig",
      date: Date(timeIntervalSince1970: 1_795_369_844),
      messageID: MessageID(run: 1, customer: 2, domain: "bokhandeln.example", secret: secret),
      text: "Hej Åsa!\n",
      html: "<p>Hej Åsa!</p>\n"
    )
  }

  /// A message with a name, a subject, a header and parts of arbitrary characters, as far as they are
  /// allowed.
  static func randomMessage(using generator: inout SeededGenerator) throws -> MailMessage {
    var message = try Self.message()
    message.to = try MailAddress(name: line(using: &generator), address: "asa@kund.example")
    message.subject = line(using: &generator)
    message.extraHeaders = [HeaderField(name: "X-Extra", value: line(using: &generator))]
    message.text = (1...8).map { _ in line(using: &generator) }
      .joined(
        separator: ["\r", "\n", "\r\n", "\r\n.\r\n", "\n.\n"].randomElement(using: &generator) ?? ""
      )
    message.html = message.text
    return message
  }

  /// Whether each CR is followed by LF and each LF comes after CR.
  static func hasOnlyCRLF(_ bytes: [UInt8]) -> Bool {
    zip(bytes, bytes.dropFirst()).allSatisfy { ($0 == 0x0D) == ($1 == 0x0A) }
      && bytes.first != 0x0A && bytes.last != 0x0D
  }

  private static func line(using generator: inout SeededGenerator) -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0x20...0x7E, 0x20...0x20, 0x61...0x7A, 0xC0...0x17F, 0x5D0...0x5EA,
      0x1F600...0x1F64F,
    ]
    let onlyASCII = Bool.random(using: &generator)
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...150, using: &generator) {
      let range = ranges[Int.random(in: 0..<(onlyASCII ? 4 : ranges.count), using: &generator)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) {
        text.append(scalar)
      }
    }
    return String(text)
  }
}
