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

  /// Names, subjects and bodies that programs are known to stumble over.
  static func awkwardMessages() throws -> [MailMessage] {
    let texts = [
      "Hej", "Åsa", "👩‍👩‍👧‍👦 familjen 🎉🎉🎉", "שלום עולם", "مرحبا بالعالم", "こんにちは世界",
      "Anna \"Ankan\" O'Brien, VD", "back\\slash", "a@b.se", "=?utf-8?Q?inte_kodat?=",
      "semi;colon: <x>",
      "two  blanks", "(comment)", "Dr. Anna B. Öst",
      String(repeating: "mycket långt ämne ", count: 20) + "slut",
      String(repeating: "a quite long subject ", count: 12) + "end",
      String(repeating: "x", count: 300),
      String(repeating: "é", count: 200), String(repeating: "🎉", count: 100),
      "a" + String(repeating: "\u{301}", count: 80),
    ]
    let bodies = [
      "", "Hej\n", "no line end", ".\n..\n.\r\n", "From here\n>From there\n", "-- \nsignature \t\n",
      "\r\rCR only\r", String(repeating: "x", count: 5000) + "\n",
      String(repeating: "å", count: 5000) + "\n",
      "--=_wwt3en2do7ghzblm5zk4k4zqe4--\n", "\u{FEFF}BOM", "emoji 🎉\u{85}\u{2028}\n",
    ]
    var messages: [MailMessage] = []
    for (index, text) in texts.enumerated() {
      for body in [bodies[index % bodies.count], bodies[(index * 5 + 3) % bodies.count]] {
        var message = try Self.message()
        message.from = try MailAddress(name: text, address: "hej@bokhandeln.example")
        message.to = try MailAddress(
          name: text,
          address: index % 3 == 0 ? "åsa@kund.example" : "asa@kund.example"
        )
        message.subject = text
        message.text = body
        message.html = "<p>\(body)</p>"
        messages.append(message)
      }
    }
    return messages
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
