import Foundation
import TestSupport
import Testing

@testable import CSV

@Suite struct CSVReaderTests {
  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,\n,2\n,", [["a", ""], ["", "2"], ["", ""]]),
    ("\"a,b\",\"c\"\"d\"\n", [["a,b", "c\"d"]]),
    ("\"line\none\",2\n", [["line\none", "2"]]),
    ("\"\",\"\"\"\"\n", [["", "\""]]),
    ("5\" disk,x\n", [["5\" disk", "x"]]),
    ("a\n\n\r\nb\n", [["a"], ["b"]]),
    ("\u{FEFF}a,b\n", [["a", "b"]]),
    ("1-2,3-4,-5\n", [["1-2", "3-4", "-5"]]),
    ("åäö,日本語,\"é,\"\n", [["åäö", "日本語", "é,"]]),
    ("", []),
    ("\n", []),
    ("a", [["a"]]),
    ("\"a\"", [["a"]]),
    ("a,\"b\"", [["a", "b"]]),
  ])
  func rowsAreSplit(_ text: String, _ rows: [[String]]) throws {
    try #expect(read(text).map(\.fields) == rows)
  }

  @Test func otherDelimitersAreTaken() throws {
    for delimiter in [";", "\t", "|"] {
      let rows = try read("a\(delimiter)\"b\(delimiter)c\"\n", delimiter: delimiter)
      #expect(rows.map(\.fields) == [["a", "b\(delimiter)c"]])
    }
  }

  @Test func linesAreCountedAsAnEditorDoes() throws {
    let rows = try read("h\n\"two\nlines\r\nthree\",x\n\nlast\r\"a\rb\"\rend")
    #expect(rows.map(\.line) == [1, 2, 6, 7, 9])
  }

  @Test(arguments: [
    ("a,b\n1,2,3\n4,5\n", CSVProblem.fieldCount(expected: 2, found: 3), "1,2,3"),
    ("a,b\n1\n4,5\n", .fieldCount(expected: 2, found: 1), "1"),
    ("a,b\n1,\"2\n4,5\n", .unclosedQuote, "1,\"2"),
    ("a,b\n1,\"2\"x\n4,5\n", .textAfterQuote, "1,\"2\"x"),
    ("a,b\n1,\u{0}\n4,5\n", .nul, "1,\u{0}"),
  ])
  func aBadRowIsOneRow(_ text: String, _ problem: CSVProblem, _ raw: String) throws {
    let rows = try read(text, expecting: 2)
    #expect(rows.map(\.problem) == [nil, problem, nil])
    #expect(rows.map(\.line) == [1, 2, 3])
    #expect(rows[1].raw == raw)
    #expect(rows[2].fields == ["4", "5"])
  }

  @Test func invalidTextIsOneRow() throws {
    let rows = try read(bytes: Array("a\n".utf8) + [0xC3, 0x28, 0x0A] + Array("ö\n".utf8))
    #expect(rows.map(\.problem) == [nil, .invalidText, nil])
  }

  @Test func textIsUTF8AsTheStandardLibraryHasIt() throws {
    var generator = SeededGenerator(seed: 7)
    let bytes: [UInt8] = [
      0x20, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    for length in 1...5 {
      for _ in 0..<20_000 {
        let text = (0..<length).map { _ in bytes[Int.random(in: 0..<bytes.count, using: &generator)]
        }
        let padded = Array("seven y".utf8) + text
        let isText = padded.withUnsafeBufferPointer { UTF8Check.of($0) } == .text
        #expect(isText == (String(validating: padded, as: UTF8.self) != nil), "\(text)")
      }
    }
  }

  @Test func aQuoteThatIsNeverClosedCostsOneRowOfAMillionBytes() throws {
    let rest = String(repeating: "1,2\n", count: 500_000)
    let rows = try read("a,b\nx,\"open\n" + rest, expecting: 2)
    #expect(rows.filter { $0.problem != nil }.map(\.line) == [2])
    #expect(rows.count == 500_002)
  }

  @Test func aCellOfTenMegabytesIsPassedOver() throws {
    let long = String(repeating: "x", count: 10_000_000)
    let rows = try read("a,b\n1,\(long)\n\"\(long)\",2\n3,4\n", expecting: 2)
    #expect(rows.map(\.problem) == [nil, .fieldTooLong, .fieldTooLong, nil])
    #expect(rows.map(\.line) == [1, 2, 3, 4])
    #expect(rows[3].fields == ["3", "4"])
  }

  @Test func aLineOfFortyMegabytesIsPassedOver() throws {
    let long = String(repeating: String(repeating: "x", count: 99_999) + ",", count: 400)
    let rows = try read("a\r\n\(long)\r\n3\r\n")
    #expect(rows.map(\.problem) == [nil, .rowTooLong, nil])
    #expect(rows.map(\.line) == [1, 2, 3])
    #expect(rows[2].fields == ["3"])
  }

  @Test func tenThousandColumnsAreRead() throws {
    let row = (0..<10_000).map(String.init).joined(separator: ",")
    try #expect(read(row + "\n" + row).map(\.fields.count) == [10_000, 10_000])
  }

  @Test func utf16IsKnownByItsMarkOrItsName() throws {
    let text = "namn,å\r\nÖrjan,👍\r\n"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let expected = [["namn", "å"], ["Örjan", "👍"]]
    try #expect(read(bytes: [0xFF, 0xFE] + little).map(\.fields) == expected)
    try #expect(read(bytes: [0xFE, 0xFF] + big).map(\.fields) == expected)
    try #expect(read(bytes: little, encoding: .utf16).map(\.fields) == expected)
    try #expect(read(bytes: big, encoding: .utf16).map(\.fields) == expected)
  }

  @Test func halfASurrogatePairIsInvalid() throws {
    let bytes: [UInt8] = [0x61, 0, 0x0A, 0, 0x3D, 0xD8, 0x0A, 0, 0x62, 0]
    let rows = try read(bytes: bytes, encoding: .utf16)
    #expect(rows.map(\.problem) == [nil, .invalidText, nil])
  }

  @Test func singleByteEncodingsAreTranscoded() throws {
    let bytes: [UInt8] = [0xE5, 0x2C, 0x80, 0x0A]
    try #expect(read(bytes: bytes, encoding: .latin1).map(\.fields) == [["å", "\u{80}"]])
    try #expect(read(bytes: bytes, encoding: .windows1252).map(\.fields) == [["å", "€"]])
    let undefined = try read(bytes: [0x81, 0x0A], encoding: .windows1252)
    #expect(undefined.map(\.problem) == [.invalidText])
  }

  @Test func filesAreReadInPieces() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("a.csv").path
      let rows = (0..<60_000).map { "\($0),\"å \"\"\($0)\"\"\",x" }
      try Data(rows.joined(separator: "\r\n").utf8).write(to: URL(fileURLWithPath: file))
      let reader = try CSVReader(file: file, format: CSVFormat())
      var number = 0
      while case .row(let row) = try reader.next(), row.text(0) == "\(number)",
        row.text(1) == "å \"\(number)\"", row.line == number + 1
      {
        number += 1
      }
      #expect(number == 60_000)
    }
  }

  @Test func aMissingFileIsNamed() {
    #expect(throws: CSVFailure.cannotRead(file: "/no.csv", reason: "No such file or directory")) {
      try CSVReader(file: "/no.csv", format: CSVFormat())
    }
  }

  /// Whatever the bytes are: no crash, each line once, in order, and the same rows whether the
  /// file comes whole or is written again.
  @Test(arguments: [UInt64](1...200))
  func anyBytesAreRead(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let signs = Array("ab,\"\n\r;é".utf8) + [0, 0xFF]
    let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in
      signs[Int.random(in: 0..<signs.count, using: &random)]
    }
    let rows = try read(bytes: bytes)
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.line < $1.line }, "seed \(seed)")
    let fields = rows.filter { $0.problem == nil }.map(\.fields)
    let written = fields.map { row in
      row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
    }
    try #expect(read(written.joined(separator: "\r\n")).map(\.fields) == fields, "seed \(seed)")
  }
}

/// A row, kept.
struct KeptRow: Equatable {
  let line: Int
  let fields: [String]
  let problem: CSVProblem?
  let raw: String
}

func read(_ text: String, delimiter: String = ",", expecting: Int? = nil) throws -> [KeptRow] {
  try read(bytes: Array(text.utf8), delimiter: delimiter, expecting: expecting)
}

func read(
  bytes: [UInt8],
  delimiter: String = ",",
  encoding: CSVFormat.Encoding = .utf8,
  expecting: Int? = nil
) throws -> [KeptRow] {
  let format = CSVFormat(delimiter: delimiter.utf8.first ?? 0, encoding: encoding)
  let reader = try CSVReader(bytes: bytes, format: format)
  reader.expectedFields = expecting
  var rows: [KeptRow] = []
  while let result = try reader.next() {
    let (row, problem): (CSVRow, CSVProblem?) =
      switch result {
      case .row(let row): (row, nil)
      case .malformed(let problem, let row): (row, problem)
      }
    rows.append(
      KeptRow(
        line: row.line,
        fields: problem == nil ? (0..<row.count).map(row.text) : [],
        problem: problem,
        raw: String(decoding: row.raw, as: UTF8.self)
      )
    )
  }
  return rows
}
