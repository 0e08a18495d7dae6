import Foundation
import TestSupport
import Testing

@testable import Mail

@Suite struct RelaxedFormTests {
  private static func body(_ text: String) -> String {
    var output: [UInt8] = []
    Array(text.utf8).withUnsafeBytes { bytes in
      RelaxedForm.forEachPiece(ofBody: bytes) { output.append(contentsOf: $0) }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func field(_ text: String) -> String {
    var output: [UInt8] = []
    Array(text.utf8).withUnsafeBytes { RelaxedForm.append(field: $0, to: &output) }
    return String(decoding: output, as: UTF8.self)
  }

  /// The example of RFC 6376 section 3.4.5, and what the section says besides.
  @Test(arguments: [
    (" C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n"),
    ("", ""), ("\r\n", ""), ("\r\n\r\n", ""), (" \t\r\n \r\n", ""),
    ("no line end", "no line end\r\n"), ("ends with a blank ", "ends with a blank\r\n"),
    ("\r\na\r\n", "\r\na\r\n"), ("a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n"),
    ("a\r\n \t \r\nb\r\n", "a\r\n\r\nb\r\n"), ("\t\ta\tb  c\r\n", " a b c\r\n"),
  ])
  func bodies(body: String, relaxed: String) {
    #expect(Self.body(body) == relaxed)
  }

  @Test(arguments: [
    ("A: X\r\n", "a:X\r\n"), ("B : Y\t\r\n\tZ  \r\n", "b:Y Z\r\n"),
    ("SUBJect:\r\n", "subject:\r\n"),
    ("Subject: \r\n \r\n a:B \r\n", "subject:a:B\r\n"), ("X:  å  b\r\n", "x:å b\r\n"),
  ])
  func fields(field: String, relaxed: String) {
    #expect(Self.field(field) == relaxed)
  }

  /// The rules one after the other, as the RFC tells them.
  private static func asTold(_ text: String) -> String {
    var lines = text.components(separatedBy: "\r\n").map { line in
      line.replacing(/[ \t]+$/, with: "").replacing(/[ \t]+/, with: " ")
    }
    while lines.last == "" { lines.removeLast() }
    return lines.map { $0 + "\r\n" }.joined()
  }

  @Test(arguments: [UInt64(1), 2, 3]) func anyBodyIsAsTheRulesSay(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parts = [" ", "  ", "\t", "\r\n", "\r\n\r\n", "a", "Bcd", "=", "å"]
    for _ in 1...2_000 {
      let count = Int.random(in: 0...12, using: &generator)
      let text = (0..<count).map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
      #expect(Self.body(text) == Self.asTold(text), "seed \(seed)")
    }
  }
}
