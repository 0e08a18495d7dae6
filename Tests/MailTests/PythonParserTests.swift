import Foundation
import Mail
import TestSupport
import Testing

/// What another program makes of the messages: Python's `email` with its policy for SMTP.
@Suite struct PythonParserTests {
  @Test func everyMessageParsesWithoutDefectsToWhatWasWritten() async throws {
    try await withTemporaryFolder { folder in
      let key = try DKIMKey(pem: Array(RFC8463.rsaKey.utf8))
      let identity = try DKIMIdentity(domain: "bokhandeln.example", selector: "s1", key: key)
      let signer = try #require(DKIMSigner([identity]))
      let cases = try Samples.awkwardMessages()
      for (index, message) in cases.enumerated() {
        let bytes = try signer.sign(message.compose(), at: message.date).bytes
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
    let result = try OtherProgram.run(["python3", "-c", program, folder.path, String(count)])
    #expect(result.status == 0)
    return try JSONDecoder().decode([Parsed].self, from: result.output)
  }

  private static func withCRLF(_ text: String) -> String {
    text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
      .replacingOccurrences(of: "\n", with: "\r\n")
  }
}
