import Mail
import Testing

@Suite struct ServerReplyTests {
  @Test func textIsHarmless() {
    let text = "no\u{1B}[31m \u{7}such\u{0} user\u{202E}\u{2028}\u{85}\r\n"
    let reply = ServerReply(code: 550, enhanced: EnhancedStatus(5, 1, 1), text: text)
    #expect(
      reply.description
        == #"550 5.1.1 no\u{1b}[31m \u{7}such\u{0} user\u{202e}\u{2028}\u{85}\u{d}\u{a}"#
    )
  }

  @Test func textIsCut() {
    let reply = ServerReply(code: 250, enhanced: nil, text: String(repeating: "å", count: 100_000))
    #expect(reply.text == String(repeating: "å", count: 500) + "…")
  }

  @Test(arguments: ["2.0.0", "4.7.1", "5.1.10", "5.7.515"]) func readsStatusCodes(text: String) {
    #expect(EnhancedStatus(text)?.description == text)
  }

  @Test(arguments: [
    "", "5", "5.1", "3.1.1", "5.1.1.1", "5..1", "5.1.1000", "5.+1.1", "5.1.x", "127.0.0.1",
    "02.1.1",
  ])
  func refusesWhatIsNoStatusCode(text: String) {
    #expect(EnhancedStatus(text) == nil)
  }
}
