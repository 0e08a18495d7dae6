import Foundation
import TestSupport
import Testing

@testable import Mail

@Suite struct TransferEncodingTests {
  @Test(arguments: [
    ("", ""),
    ("hej", "hej"),
    ("hej\n", "hej\r\n"),
    ("a\nb\rc\r\nd\n\re", "a\r\nb\r\nc\r\nd\r\n\r\ne"),
    (
      "Räksmörgås = 1, on a rather large plate of its own",
      "R=C3=A4ksm=C3=B6rg=C3=A5s =3D 1, on a rather large plate of its own"
    ),
    ("ends in blank \nand tab\t\n ", "ends in blank=20\r\nand tab=09\r\n=20"),
    (" \t x", " \t x"),
    (".\n..\n", ".\r\n..\r\n"),
    ("nul\u{0}bell\u{7}, seven", "nul=00bell=07, seven"),
    ("\u{85}\u{2028}and some more of plain text", "=C2=85=E2=80=A8and some more of plain text"),
  ])
  func quotedPrintableIsAsTheRFCHasIt(text: String, encoded: String) {
    let result = TransferEncoding.shorter(of: text)
    #expect(result.encoding == .quotedPrintable)
    #expect(String(decoding: result.bytes, as: UTF8.self) == encoded)
  }

  @Test func longLinesAreBrokenSoftlyAtSeventySix() {
    let seventySix = String(repeating: "x", count: 76)
    #expect(quoted(seventySix) == seventySix)
    #expect(quoted(seventySix + "\n") == seventySix + "\r\n")
    let broken = String(repeating: "x", count: 75) + "=\r\nxx"
    #expect(quoted(seventySix + "x") == broken)
    #expect(
      quoted(String(repeating: "x", count: 74) + "=") == String(repeating: "x", count: 74)
        + "=\r\n=3D"
    )
    #expect(
      quoted(String(repeating: "x", count: 73) + "=") == String(repeating: "x", count: 73) + "=3D"
    )
  }

  @Test func textOutsideASCIIGoesInBase64() {
    let text = "Καλημέρα κόσμε\n"
    let result = TransferEncoding.shorter(of: text)
    #expect(result.encoding == .base64)
    #expect(Data(base64Encoded: Data(result.bytes)) == Data("Καλημέρα κόσμε\r\n".utf8))
  }

  @Test func base64LinesAreFull() {
    for count in [18, 19, 38, 57, 100] {
      let result = TransferEncoding.shorter(of: String(repeating: "愛", count: count))
      let lines = String(decoding: result.bytes, as: UTF8.self).components(separatedBy: "\r\n")
      #expect(lines.dropLast().allSatisfy { $0.utf8.count == 76 })
      #expect((lines.last ?? "").utf8.count < 77)
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4]) func everyTextComesBackWithCRLF(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 1...300 {
      let text = randomText(using: &generator)
      let result = TransferEncoding.shorter(of: text)
      for line in String(decoding: result.bytes, as: UTF8.self).components(separatedBy: "\r\n") {
        #expect(line.utf8.count <= 76, "seed \(seed)")
        #expect(line.utf8.allSatisfy { $0 == 9 || (32...126).contains($0) }, "seed \(seed)")
        #expect(line.last != " " && line.last != "\t", "seed \(seed)")
      }
      let decoded =
        switch result.encoding {
        case .base64: Array(try #require(decodeBase64(result.bytes), "seed \(seed)"))
        case .quotedPrintable: try #require(decodeQuotedPrintable(result.bytes), "seed \(seed)")
        }
      #expect(String(decoding: decoded, as: UTF8.self) == withCRLF(text), "seed \(seed)")
      let base64Length = (decoded.count + 2) / 3 * 4
      #expect(result.bytes.count <= base64Length + base64Length / 76 * 2 + 2, "seed \(seed)")
    }
  }

  private func quoted(_ text: String) -> String {
    String(decoding: TransferEncoding.shorter(of: text).bytes, as: UTF8.self)
  }

  private func withCRLF(_ text: String) -> String {
    var scalars: [Unicode.Scalar] = []
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == "\r" || (scalar == "\n" && last != "\r") { scalars += ["\r", "\n"] }
      if scalar != "\r" && scalar != "\n" { scalars.append(scalar) }
      last = scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// Texts of mixed density, so that both encodings come up, full of line ends and blanks.
  private func randomText(using generator: inout SeededGenerator) -> String {
    let special: [Unicode.Scalar] = [
      "\r", "\n", " ", "\t", "=", ".", "\u{0}", "\u{85}", "\u{2028}",
    ]
    let density = Int.random(in: 0...10, using: &generator)
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...400, using: &generator) {
      let value: UInt32 =
        Int.random(in: 0..<10, using: &generator) < density
        ? .random(in: 0xA0...0xD7FF, using: &generator)
        : .random(in: 0x20...0x7E, using: &generator)
      let isSpecial = Int.random(in: 0..<8, using: &generator) == 0
      let scalar = isSpecial ? special.randomElement(using: &generator) : Unicode.Scalar(value)
      text.append(scalar ?? "x")
    }
    return String(text)
  }

  private func decodeBase64(_ bytes: [UInt8]) -> Data? {
    Data(base64Encoded: Data(bytes), options: .ignoreUnknownCharacters)
  }

  /// RFC 2045 section 6.7, read strictly.
  private func decodeQuotedPrintable(_ bytes: [UInt8]) -> [UInt8]? {
    var output: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "=") else {
        output.append(byte)
        continue
      }
      let next = Array(rest.prefix(2))
      rest = rest.dropFirst(2)
      if next == [0x0D, 0x0A] { continue }
      guard let value = UInt8(String(decoding: next, as: UTF8.self), radix: 16) else { return nil }
      output.append(value)
    }
    return output
  }
}
