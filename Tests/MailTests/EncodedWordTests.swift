import Foundation
import TestSupport
import Testing

@testable import Mail

@Suite struct EncodedWordTests {
  @Test(arguments: [
    ("Åsa", ["=?utf-8?Q?=C3=85sa?="]),
    ("Vi saknar dig, Åsa!", ["=?utf-8?Q?Vi_saknar_dig=2C_=C3=85sa!?="]),
    ("Ωμέγα", ["=?utf-8?B?zqnOvM6tzrPOsQ==?="]),
    ("=?utf-8?Q?x?=", ["=?utf-8?B?PT91dGYtOD9RP3g/PQ==?="]),
  ])
  func takesTheShorterEncoding(text: String, words: [String]) {
    #expect(EncodedWord.words(for: text) == words)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4]) func everyTextComesBackWhole(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 1...300 {
      let text = randomText(length: Int.random(in: 1...120, using: &generator), using: &generator)
      let words = EncodedWord.words(for: text, firstLimit: .random(in: 40...75, using: &generator))
      let decoded = try words.map { word in
        #expect(word.utf8.count <= 75, "seed \(seed)")
        let bytes = try #require(decode(word), "seed \(seed)")
        // A word that ends inside of a scalar would not be UTF-8 by itself.
        return try #require(String(validating: bytes, as: UTF8.self), "seed \(seed)")
      }
      #expect(decoded.joined() == text, "seed \(seed)")
    }
  }

  private func randomText(length: Int, using generator: inout SeededGenerator) -> String {
    let scalars: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0xA0...0x17F, 0x391...0x3C9, 0x5D0...0x5EA, 0x4E00...0x4FFF, 0x1F600...0x1F64F,
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<length {
      let range = scalars[Int.random(in: scalars.indices, using: &generator)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) {
        text.append(scalar)
      }
    }
    return String(text)
  }

  /// The bytes of one word, read by RFC 2047 alone.
  private func decode(_ word: String) -> [UInt8]? {
    let parts = word.split(separator: "?", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "=", parts[1] == "utf-8", parts[4] == "=" else {
      return nil
    }
    if parts[2] == "B" { return Data(base64Encoded: String(parts[3])).map(Array.init) }
    var bytes: [UInt8] = []
    var rest = Array(parts[3].utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "=") {
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        guard let value = UInt8(digits, radix: 16) else { return nil }
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "_") ? UInt8(ascii: " ") : byte)
      }
    }
    return bytes
  }
}
