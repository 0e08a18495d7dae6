import Foundation
import Mail
import TestSupport
import Testing

/// What another program makes of the messages: Python's `email` with its policy for SMTP.
@Suite struct PythonParserTests {
  @Test func everyMessageParsesWithoutDefectsToWhatWasWritten() async throws {
    try await withTemporaryFolder { folder in
      let cases = try Self.cases()
      for (index, message) in cases.enumerated() {
        let bytes = try message.compose().bytes
        try Data(bytes).write(to: folder.appendingPathComponent("\(index).eml"))
      }
      let parsed = try Self.parse(folder, count: cases.count)
      #expect(parsed.count == cases.count)
      for (message, parsed) in zip(cases, parsed) {
        #expect(parsed.defects == [])
        #expect(parsed.subject == message.subject)
        #expect(parsed.names == [message.from.name ?? "", message.to.name ?? ""])
        #expect(parsed.addresses == [message.from.address, message.to.address])
        #expect(parsed.date == 1_795_369_844)
        #expect(parsed.types == ["multipart/alternative", "text/plain", "text/html"])
        #expect(parsed.text == Self.withCRLF(message.text))
        #expect(parsed.html == Self.withCRLF(message.html))
      }
    }
  }

  private struct Parsed: Decodable {
    let defects: [String]
    let subject: String
    let names: [String]
    let addresses: [String]
    let date: Int
    let types: [String]
    let text: String
    let html: String
  }

  private static let program = """
    import email, email.header, email.policy, email.utils, json, sys
    def defects(part):
        found = [repr(d) for d in part.defects]
        for name, value in part.items():
            found += [name + ": " + repr(d) for d in getattr(value, "defects", [])]
        # RFC 6532 allows what this defect complains about.
        return [d for d in found if "NonASCIILocalPartDefect" not in d]
    def name(header):
        # display_name keeps the white space between two encoded words, which RFC 2047 leaves out.
        raw = email.utils.parseaddr(header.replace("\\r\\n", ""))[0]
        return str(email.header.make_header(email.header.decode_header(raw)))
    result = []
    for number in range(int(sys.argv[2])):
        with open(f"{sys.argv[1]}/{number}.eml", "rb") as file:
            raw = file.read()
        # Its parser of bytes does not know RFC 6532, its parser of text does.
        message = (email.message_from_bytes(raw, policy=email.policy.SMTP) if raw.isascii()
                   else email.message_from_string(raw.decode(), policy=email.policy.SMTPUTF8))
        parts = list(message.walk())
        mailboxes = [message["From"].addresses[0], message["To"].addresses[0]]
        legacy = email.message_from_string(raw.decode())
        result.append({
            "defects": [d for part in parts for d in defects(part)],
            "subject": str(message["Subject"]),
            "names": [name(legacy["From"]), name(legacy["To"])],
            "addresses": [m.addr_spec for m in mailboxes],
            "date": int(message["Date"].datetime.timestamp()),
            "types": [part.get_content_type() for part in parts],
            "text": parts[1].get_content(),
            "html": parts[2].get_content(),
        })
    sys.stdout.write(json.dumps(result))
    """

  private static func parse(_ folder: URL, count: Int) throws -> [Parsed] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program, folder.path, String(count)]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try JSONDecoder().decode([Parsed].self, from: data)
  }

  private static func withCRLF(_ text: String) -> String {
    text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
      .replacingOccurrences(of: "\n", with: "\r\n")
  }

  private static func cases() throws -> [MailMessage] {
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
        var message = try Samples.message()
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
}
