import Foundation
import TestSupport
import Testing

@testable import Mail

/// What other programs make of our signatures.
@Suite(.timeLimit(.minutes(5))) struct DKIMVerificationTests {
  private static let date = Date(timeIntervalSince1970: 1_795_369_844)

  /// Two keys of different kinds, and what their domain publishes.
  private struct Shop {
    let signer: DKIMSigner
    let records: SignatureJudges.Records

    init() throws {
      let identities = try DKIMKey.Kind.allCases.map { kind in
        try DKIMIdentity(
          domain: "bokhandeln.example",
          selector: "s-\(kind.rawValue)",
          key: DKIMKey.make(kind)
        )
      }
      signer = try #require(DKIMSigner(identities))
      records = Dictionary(
        uniqueKeysWithValues: identities.map { ($0.recordName, $0.key.record) }
      )
    }

    func sign(_ message: MailMessage) throws -> [UInt8] {
      try signer.sign(message.compose(), at: date).bytes
    }
  }

  /// A message with every field that a signature covers.
  private static func wholeMessage() throws -> MailMessage {
    var message = try Samples.message()
    message.replyTo = try MailAddress(parsing: "Kundtjänst <kundtjanst@bokhandeln.example>")
    message.language = "sv"
    message.unsubscribe = .oneClick(
      https: "https://post.bokhandeln.example/u/AQEAAAAAAAAAAQGUZGEvyWyJ",
      mailto: "mailto:hej@bokhandeln.example?subject=unsubscribe%20AQEAAAAA"
    )
    message.listID = ListID(name: "Bokhandelns kunder", id: "kunder.bokhandeln.example")
    message.feedbackID = "winback:warm:1a2b:bokhandeln"
    message.text = "  Hej Åsa! \t \n\n\n.\n..en punkt\n \t\n\n"
    message.html = String(repeating: "<p>\tHej   Åsa!  </p>  \n", count: 200) + "\n\n \n"
    return message
  }

  private static func messages() throws -> [MailMessage] {
    try [wholeMessage()] + Samples.awkwardMessages()
  }

  private static func write(_ messages: [[UInt8]], to folder: URL) throws -> [URL] {
    try messages.enumerated().map { index, bytes in
      let url = folder.appendingPathComponent("message-\(index).eml")
      try Data(bytes).write(to: url)
      return url
    }
  }

  @Test func dkimpyFindsThemValid() async throws {
    guard try SignatureJudges.DKIMPy.isThere() else { return }
    let shop = try Shop()
    try await withTemporaryFolder { folder in
      let urls = try Self.write(try Self.messages().map(shop.sign), to: folder)
      let verdicts = try SignatureJudges.DKIMPy.verdicts(
        on: urls,
        records: shop.records,
        in: folder
      )
      #expect(verdicts == urls.map { _ in [true, true] })
    }
  }

  @Test func openDKIMFindsThemValid() async throws {
    guard try SignatureJudges.OpenDKIM.isThere() else { return }
    let shop = try Shop()
    try await withTemporaryFolder { folder in
      let urls = try Self.write(try Self.messages().map(shop.sign), to: folder)
      let verdicts = try SignatureJudges.OpenDKIM.verdicts(
        on: urls,
        records: shop.records,
        in: folder
      )
      #expect(verdicts == urls.map { _ in [true, true] })
    }
  }

  /// What somebody on the way might do to a message, as a text to find and what to put there.
  private static let changes: [(find: String, replace: String)] = [
    ("<p>\tHej", "<p>\tNej"), ("Subject: ", "Subject: Re: "),
    ("hej@bokhandeln", "nej@bokhandeln"),
    ("\r\nFrom: ", "\r\nFrom: Bank <bank@bank.example>\r\nFrom: "),
    ("\r\nSubject: ", "\r\nSubject: Pengar\r\nSubject: "),
    ("\r\nTo: ", "\r\nCc: alla@kund.example\r\nTo: "),
    ("\r\nContent-Type: multipart", "\r\nContent-Type: text/plain\r\nContent-Type: multipart"),
    ("\r\nReply-To: ", "\r\nReply-To: tjuv@bank.example\r\nReply-To: "),
    ("https://post.bokhandeln", "https://tjuv.bokhandeln"),
    ("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click", ""),
    ("\r\nFeedback-ID: winback", "\r\nFeedback-ID: other"), ("\r\nList-Id: ", "\r\nX-List-Id: "),
    ("\r\nContent-Language: sv", "\r\nContent-Language: en"),
  ]

  @Test func everyChangeOnTheWayIsFound() async throws {
    guard try SignatureJudges.DKIMPy.isThere(), try SignatureJudges.OpenDKIM.isThere() else {
      return
    }
    let shop = try Shop()
    let message = String(decoding: try shop.sign(Self.wholeMessage()), as: UTF8.self)
    let changed = try Self.changes.map { find, replace in
      let range = try #require(message.range(of: find), "\(find)")
      return Array(message.replacingCharacters(in: range, with: replace).utf8)
    }
    try await withTemporaryFolder { folder in
      let urls = try Self.write(changed, to: folder)
      let none = urls.map { _ in [false, false] }
      #expect(
        try SignatureJudges.DKIMPy.verdicts(on: urls, records: shop.records, in: folder) == none
      )
      #expect(
        try SignatureJudges.OpenDKIM.verdicts(on: urls, records: shop.records, in: folder) == none
      )
    }
  }

  @Test func theyStillHoldBehindAPostfix() async throws {
    guard try PostfixRelay.isThere(), try SignatureJudges.DKIMPy.isThere(),
      try SignatureJudges.OpenDKIM.isThere()
    else { return }
    let shop = try Shop()
    try await withTemporaryFolder { folder in
      let sent = try Self.messages().map(shop.sign)
      let urls = try Self.write(sent, to: folder)
      let relayed = try PostfixRelay.passOn(urls, to: folder)
      for (sent, url) in zip(sent, relayed) {
        let received = Array(try Data(contentsOf: url))
        #expect(received.count > sent.count && received.suffix(sent.count) == sent[...])
        #expect(String(decoding: received.prefix(10), as: UTF8.self) == "Received: ")
      }
      let both = urls.map { _ in [true, true] }
      #expect(
        try SignatureJudges.DKIMPy.verdicts(on: relayed, records: shop.records, in: folder) == both
      )
      #expect(
        try SignatureJudges.OpenDKIM.verdicts(on: relayed, records: shop.records, in: folder)
          == both
      )
    }
  }
}
