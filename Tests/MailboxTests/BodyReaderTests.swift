import TestSupport
import Testing

@testable import Mailbox

@Suite struct BodyReaderTests {
  /// What is sent after 354, and the message; what follows the end stays in the input.
  static let cases: [(sent: String, message: String?, rest: String)] = [
    ("a\r\n.\r\n", "a\r\n", ""),
    (".\r\n", "", ""),
    ("a\r\n.\r\nMAIL", "a\r\n", "MAIL"),
    ("..\r\n.\r\n", ".\r\n", ""),
    ("..a\r\n...\r\n.\r\n", ".a\r\n..\r\n", ""),
    (".a\r\n.\r\n", "a\r\n", ""),
    ("a.\r\n.\r\n", "a.\r\n", ""),
    ("a\n.\n.\r\n.\r\n", "a\n.\n.\r\n", ""),
    ("a\n.\r\nMAIL FROM:<x@y>\r\n.\r\n", "a\n.\r\nMAIL FROM:<x@y>\r\n", ""),
    ("a\r.\r\r\n.\r\n", "a\r.\r\r\n", ""),
    ("a\r\r\n.\r\n", "a\r\r\n", ""),
    (".\rb\r\n.\r\n", "\rb\r\n", ""),
    (".\r\r\n.\r\n", "\r\r\n", ""),
    ("a\r\n.\r", nil, ""),
    ("a\r\n.", nil, ""),
    ("a\r\n", nil, ""),
    ("", nil, ""),
  ]

  @Test(arguments: cases)
  func unstuffsAndStopsAtTheDot(sent: String, message: String?, rest: String) {
    var reader = BodyReader(keeping: 1000)
    let bytes = Array(sent.utf8)
    let (taken, isComplete) = bytes.withUnsafeBytes { reader.take($0) }
    #expect(isComplete == (message != nil))
    #expect(String(decoding: bytes[taken...], as: UTF8.self) == rest)
    if let message {
      #expect(reader.size == message.utf8.count)
      #expect(String(decoding: reader.finish(), as: UTF8.self) == message)
    }
  }

  @Test func agreesWithAWholeTextReadingHoweverTheBytesAreCut() {
    let seed: UInt64 = 20_261_122
    var random = SeededGenerator(seed: seed)
    let alphabet: [[UInt8]] = [[13, 10], [13, 10, 46], [46], [13], [10], [97]]
    for _ in 0..<3000 {
      let count = Int.random(in: 0..<14, using: &random)
      var sent: [UInt8] = []
      for _ in 0..<count { sent += alphabet.randomElement(using: &random) ?? [] }
      sent += [13, 10, 46, 13, 10]
      let expected = Self.naive(sent)

      var reader = BodyReader(keeping: 1000)
      var start = 0
      var end: Int?
      while end == nil, start < sent.count {
        let stop = min(sent.count, start + Int.random(in: 1...4, using: &random))
        let (taken, isComplete) = sent[start..<stop].withUnsafeBytes { reader.take($0) }
        start += taken
        if isComplete { end = start }
      }
      #expect(end == expected.end, "seed \(seed): \(sent)")
      #expect(reader.finish() == expected.message, "seed \(seed): \(sent)")
    }
  }

  @Test func keepsItsLimitAndCountsTheRest() {
    var reader = BodyReader(keeping: 5)
    let sent = Array("abc\r\n..defg\r\n.\r\n".utf8)
    let (taken, isComplete) = sent.withUnsafeBytes { reader.take($0) }
    #expect(isComplete && taken == sent.count)
    #expect(reader.size == 12)
    #expect(reader.finish() == Array("abc\r\n".utf8))
    #expect(reader.size == 0)
  }

  /// Finds the end and removes the dots on the whole text at once.
  private static func naive(_ sent: [UInt8]) -> (message: [UInt8], end: Int?) {
    let text = [13, 10] + sent
    let mark: [UInt8] = [13, 10, 46, 13, 10]
    for start in text.indices where text[start...].starts(with: mark) {
      var message: [UInt8] = []
      for index in 2..<max(2, start + 2) {
        let isStuffing = text[index] == 46 && text[index - 1] == 10 && text[index - 2] == 13
        if !isStuffing { message.append(text[index]) }
      }
      return (message, start + 3)
    }
    return ([], nil)
  }
}
