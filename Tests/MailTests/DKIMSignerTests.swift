import Foundation
import TestSupport
import Testing

@testable import Mail

@Suite struct DKIMSignerTests {
  private static let date = Date(timeIntervalSince1970: 1_795_369_844.9)

  private static func signer() throws -> DKIMSigner {
    try #require(
      DKIMSigner([
        DKIMIdentity(
          domain: "bokhandeln.example",
          selector: "s1",
          key: DKIMKey(pem: Array(RFC8463.rsaKey.utf8))
        ),
        DKIMIdentity(
          domain: "Räksmörgås.example",
          selector: "S1-Ed",
          key: DKIMKey(pem: Array(RFC8463.ed25519Key.utf8))
        ),
      ])
    )
  }

  @Test func theWholeHeaderField() throws {
    let composed = try Samples.message().compose()
    let signed = try Self.signer().sign(composed, at: Self.date)
    #expect(signed.bytes.suffix(composed.bytes.count) == composed.bytes[...])
    let added = signed.bytes.dropLast(composed.bytes.count)
    #expect(RawMessage.hasOnlyCRLF(Array(added)))
    // With LF for CRLF, which regular expressions take for one character.
    let fields = String(decoding: added.filter { $0 != 0x0D }, as: UTF8.self)
    // What stands in b= is for other programs to judge.
    let value = /(?s) b=(.*?)\n(?! )/
    let lengths = fields.matches(of: value).map { $0.1.replacing(/\s/, with: "").count }
    #expect(lengths == [172, 88])
    #expect(
      fields.replacing(value, with: " b=…\n") == """
        DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=bokhandeln.example;
         s=s1; t=1795369844;
         h=From:From:Reply-To:To:To:Cc:Subject:Subject:Date:Date:Message-ID:
         Message-ID:MIME-Version:MIME-Version:Content-Type:Content-Type;
         bh=L/I4QRaVdCuf4Pl7n/M3gLrR0FOWPvDAyCJ286gQ8jE=;
         b=…
        DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
         d=xn--rksmrgs-5wao1o.example; s=s1-ed; t=1795369844;
         h=From:From:Reply-To:To:To:Cc:Subject:Subject:Date:Date:Message-ID:
         Message-ID:MIME-Version:MIME-Version:Content-Type:Content-Type;
         bh=L/I4QRaVdCuf4Pl7n/M3gLrR0FOWPvDAyCJ286gQ8jE=;
         b=…

        """
    )
  }

  @Test func theSameMessageAndTimeAreTheSameBytes() throws {
    let composed = try Samples.message().compose()
    let signer = try Self.signer()
    #expect(try signer.sign(composed, at: Self.date) == signer.sign(composed, at: Self.date))
    let later = Self.date.addingTimeInterval(1)
    #expect(try signer.sign(composed, at: Self.date) != signer.sign(composed, at: later))
  }

  @Test func everyFieldThatMattersIsCovered() throws {
    var message = try Samples.message()
    message.replyTo = try MailAddress(parsing: "kundtjanst@bokhandeln.example")
    message.unsubscribe = .oneClick(https: "https://a.example/u", mailto: "mailto:a@b.example")
    message.listID = ListID(name: nil, id: "news.bokhandeln.example")
    message.feedbackID = "a:b:c:bokhandeln"
    message.extraHeaders = [HeaderField(name: "X-Extra", value: "x")]
    let header = try message.compose().bytes.withUnsafeBytes { SignedHeader(of: $0) }
    #expect(
      header.names == [
        "From", "From", "Reply-To", "Reply-To", "To", "To", "Cc", "Subject", "Subject", "Date",
        "Date", "Message-ID", "Message-ID", "MIME-Version", "MIME-Version", "Content-Type",
        "Content-Type", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Feedback-ID",
      ]
    )
    let text = String(decoding: header.canonical, as: UTF8.self)
    #expect(text.contains("\r\nlist-unsubscribe:<https://a.example/u>, <mailto:a@b.example>\r\n"))
    #expect(!text.contains("x-extra"))
  }

  @Test func fieldsOfOneNameAreTakenFromTheLastUpwards() {
    let message = "Subject: a\r\nsubject : not a field of this form\r\nSUBJECT: b\r\n\r\nbody\r\n"
    let header = Array(message.utf8).withUnsafeBytes { SignedHeader(of: $0) }
    #expect(String(decoding: header.canonical, as: UTF8.self) == "subject:b\r\nsubject:a\r\n")
    #expect(header.bodyStart == message.utf8.count - 6)
  }

  @Test(arguments: [
    ("example", "s1", InvalidDKIMName.domain), ("a b.example", "s1", .domain),
    ("a.example\r\n", "s1", .domain), ("", "s1", .domain), ("a.example", "", .selector),
    ("a.example", "s1; p=", .selector), ("a.example", "s1\r\n Bcc", .selector),
    ("a.example", "s_1", .selector), ("a.example\u{2028}", "s1", .domain),
    (
      (0..<4).map { _ in String(repeating: "a", count: 60) }.joined(separator: "."), "s1234567",
      .tooLong
    ),
  ])
  func whatWouldNotBeARecordsNameIsRefused(
    domain: String,
    selector: String,
    fault: InvalidDKIMName
  ) throws {
    let key = try DKIMKey(pem: Array(RFC8463.ed25519Key.utf8))
    #expect(throws: fault) { try DKIMIdentity(domain: domain, selector: selector, key: key) }
  }

  @Test func theLongestNamesMakeNoLineTooLong() throws {
    let label = String(repeating: "a", count: 63)
    let identity = try DKIMIdentity(
      domain: "\(label).\(label).a.example",
      selector: String(repeating: "s", count: 60),
      key: DKIMKey(pem: Array(RFC8463.ed25519Key.utf8))
    )
    let signer = try #require(DKIMSigner([identity]))
    let signed = try signer.sign(Samples.message().compose(), at: Self.date)
    #expect(RawMessage.hasOnlyCRLF(signed.bytes))
    let lines = signed.bytes.split(separator: 0x0A)
    #expect(lines.allSatisfy { $0.count < 200 })
  }
}
