import Foundation
import Mail
import TestSupport
import Testing

@Suite struct MailMessageTests {
  @Test func theWholeMessage() throws {
    var message = try Samples.message()
    message.replyTo = try MailAddress(parsing: "kundtjanst@bokhandeln.example")
    message.unsubscribe = .oneClick(
      https: "https://post.bokhandeln.example/u/AQEAAAAAAAAAAQGUZGEvyWyJ",
      mailto: "mailto:hej@bokhandeln.example?subject=unsubscribe%20AQEAAAAA"
    )
    message.listID = ListID(name: "Bokhandelns kunder", id: "kunder.bokhandeln.example")
    message.feedbackID = "winback:2026:kund:bokhandeln"
    message.language = "sv"
    message.extraHeaders = [HeaderField(name: "X-Campaign", value: "Vinn tillbaka våra bästa")]
    #expect(
      String(decoding: try message.compose().bytes, as: UTF8.self)
        == """
        From: Bokhandeln <hej@bokhandeln.example>\r
        Reply-To: kundtjanst@bokhandeln.example\r
        To: =?utf-8?B?w4VzYSDDlmJlcmc=?= <asa@kund.example>\r
        Subject: =?utf-8?Q?=C3=85sa=2C_vi_saknar_dig?=\r
        Date: Sun, 22 Nov 2026 17:50:44 +0000\r
        Message-ID: <wwt3en2do7ghzblm5zk4k4zqe4@bokhandeln.example>\r
        List-Unsubscribe:\r
         <https://post.bokhandeln.example/u/AQEAAAAAAAAAAQGUZGEvyWyJ>,\r
         <mailto:hej@bokhandeln.example?subject=unsubscribe%20AQEAAAAA>\r
        List-Unsubscribe-Post: List-Unsubscribe=One-Click\r
        List-Id: Bokhandelns kunder <kunder.bokhandeln.example>\r
        Feedback-ID: winback:2026:kund:bokhandeln\r
        X-Campaign: =?utf-8?Q?Vinn_tillbaka_v=C3=A5ra_b=C3=A4sta?=\r
        MIME-Version: 1.0\r
        Content-Language: sv\r
        Content-Type: multipart/alternative; boundary="=_wwt3en2do7ghzblm5zk4k4zqe4"\r
        \r
        --=_wwt3en2do7ghzblm5zk4k4zqe4\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        Hej =C3=85sa!\r
        \r
        --=_wwt3en2do7ghzblm5zk4k4zqe4\r
        Content-Type: text/html; charset=utf-8\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        <p>Hej =C3=85sa!</p>\r
        \r
        --=_wwt3en2do7ghzblm5zk4k4zqe4--\r\n
        """
    )
  }

  @Test func theSameMessageIsTheSameBytes() throws {
    #expect(try Samples.message().compose() == Samples.message().compose())
  }

  @Test func oneClickNeedsHTTPS() throws {
    var message = try Samples.message()
    message.unsubscribe = .mailto("mailto:hej@bokhandeln.example")
    let text = String(decoding: try message.compose().bytes, as: UTF8.self)
    #expect(text.contains("List-Unsubscribe: <mailto:hej@bokhandeln.example>\r\n"))
    #expect(!text.contains("List-Unsubscribe-Post"))
    for url in [
      "http://a.example/x", "https://", "mailto:a@b.se", "https://a.example/å", "https://a b",
    ] {
      message.unsubscribe = .oneClick(https: url, mailto: nil)
      #expect(throws: CompositionError.invalidUnsubscribeURL) { try message.compose() }
    }
    for url in ["mailto:", "hej@b.se", "mailto:a@b.se>", "mailto:a@b.se\r\nBcc: c@d.se"] {
      message.unsubscribe = .mailto(url)
      #expect(throws: CompositionError.invalidUnsubscribeURL) { try message.compose() }
    }
  }

  @Test func addressesOutsideASCIINeedSMTPUTF8() throws {
    var message = try Samples.message()
    #expect(try !message.compose().needsSMTPUTF8)
    message.to = try MailAddress(name: "Åsa", address: "åsa@räksmörgås.se")
    let composed = try message.compose()
    #expect(composed.needsSMTPUTF8)
    let line = "To: =?utf-8?Q?=C3=85sa?= <åsa@xn--rksmrgs-5wao1o.se>\r\n"
    #expect(String(decoding: composed.bytes, as: UTF8.self).contains(line))
  }

  @Test(arguments: [
    "\r", "\n", "\r\n", "\r\n ", "\u{0}", "\u{85}", "\u{2028}", "\u{2029}", "\t", "\u{7F}",
  ])
  func nothingIsInjectedThroughAHeader(breaker: String) throws {
    let value = "Hej\(breaker)Bcc: victim@kund.example"
    var message = try Samples.message()
    message.subject = value
    #expect(throws: CompositionError.controlCharacter(header: "Subject")) { try message.compose() }
    message = try Samples.message()
    message.feedbackID = value
    #expect(throws: CompositionError.controlCharacter(header: "Feedback-ID")) {
      try message.compose()
    }
    message.feedbackID = nil
    message.extraHeaders = [HeaderField(name: "X-A", value: value)]
    #expect(throws: CompositionError.controlCharacter(header: "X-A")) { try message.compose() }
    message.extraHeaders = [HeaderField(name: "X-A\(breaker)", value: "a")]
    #expect(throws: CompositionError.invalidHeaderName) { try message.compose() }
    message.extraHeaders = []
    message.listID = ListID(name: value, id: "a.example")
    #expect(throws: CompositionError.controlCharacter(header: "List-Id")) { try message.compose() }
    message.listID = ListID(name: nil, id: "a.example\(breaker)")
    #expect(throws: CompositionError.invalidListID) { try message.compose() }
  }

  @Test(arguments: ["From", "bcc", "CONTENT-TYPE", "Content-Disposition", "Received", "Subject"])
  func whatTheMessageWritesItselfIsNoExtra(name: String) throws {
    var message = try Samples.message()
    message.extraHeaders = [HeaderField(name: name, value: "x")]
    #expect(throws: CompositionError.reservedHeader(name)) { try message.compose() }
  }

  @Test(arguments: ["en-GB", "zh-Hant-TW", "de"]) func languagesAreWrittenAsTheyAre(tag: String)
    throws
  {
    var message = try Samples.message()
    message.language = tag
    let text = String(decoding: try message.compose().bytes, as: UTF8.self)
    #expect(text.contains("\r\nContent-Language: \(tag)\r\n"))
  }

  @Test(arguments: [
    "", "svenska-språket", "sv\r\nBcc: a@b.se", "sv_SE", "sv ", "-", "sv-", "ninechars",
  ])
  func whatIsNoLanguageIsRefused(tag: String) throws {
    var message = try Samples.message()
    message.language = tag
    #expect(throws: CompositionError.invalidLanguage) { try message.compose() }
  }

  @Test func aLineTooLongForMailIsRefused() throws {
    var message = try Samples.message()
    let url = "https://a.example/\(String(repeating: "x", count: 990))"
    message.unsubscribe = .oneClick(https: url, mailto: nil)
    #expect(throws: CompositionError.lineTooLong(header: "List-Unsubscribe")) {
      try message.compose()
    }
  }

  @Test(arguments: [UInt64(1), 2, 3]) func theBytesKeepTheirForm(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 1...200 {
      let bytes = try Samples.randomMessage(using: &generator).compose().bytes
      #expect(!bytes.contains(0), "seed \(seed)")
      #expect(RawMessage.hasOnlyCRLF(bytes), "seed \(seed)")
      let lines = bytes.split(separator: 0x0A).map { $0.dropLast() }
      #expect(lines.allSatisfy { $0.count <= 998 }, "seed \(seed)")
      let header = lines.prefix { !$0.isEmpty }
      #expect(header.allSatisfy { $0.count <= 78 }, "seed \(seed)")
      #expect(header.allSatisfy { line in !line.allSatisfy { $0 == 0x20 } }, "seed \(seed)")
      // Every line begins one of the fields that were asked for, or goes on with one.
      let names = header.filter { $0.first != 0x20 }.map { $0.prefix { $0 != 0x3A } }
      #expect(
        names.map { String(decoding: $0, as: UTF8.self) } == [
          "From", "To", "Subject", "Date", "Message-ID", "X-Extra", "MIME-Version", "Content-Type",
        ],
        "seed \(seed)"
      )
    }
  }
}
