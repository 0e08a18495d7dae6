import CSV
import TestSupport
import Testing

@Suite struct CSVWriterTests {
  @Test func fieldsAreQuotedWhereTheyMustBe() {
    var writer = CSVWriter()
    writer.row(["plain", "a,b", "say \"hi\"", "two\nlines", ""])
    let text = String(decoding: writer.takeBytes(), as: UTF8.self)
    #expect(text == "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\n")
    #expect(writer.bytes.isEmpty)
  }

  @Test(arguments: ["=1+1", "+46", "-5", "@cmd", "\tx", "\rx", "\u{0}x", "'=1", "''-"])
  func formulasAreDefused(_ text: String) throws {
    var writer = CSVWriter()
    writer.row([text])
    let first = writer.bytes.first { $0 != 0x22 }
    #expect(first == UInt8(ascii: "'"))
  }

  @Test func numbersAreWrittenAsTheyAre() {
    var writer = CSVWriter()
    writer.field(-5)
    writer.field("x")
    writer.endRow()
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "-5,x\n")
  }

  @Test(arguments: [UInt64](1...100))
  func whatIsWrittenIsReadAgain(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let signs = Array("ab,'\"\n\r=+-@\té;")
    let rows = (0..<10).map { _ in
      (0..<4).map { _ in
        String(
          (0..<Int.random(in: 1...6, using: &random)).map { _ in
            signs.randomElement(using: &random) ?? "a"
          }
        )
      }
    }
    var writer = CSVWriter()
    for row in rows { writer.row(row) }
    let reader = try CSVReader(bytes: writer.bytes, format: CSVFormat())
    var again: [[String]] = []
    while case .row(let row) = try reader.next() {
      again.append(
        (0..<row.count).map { String(decoding: FormulaGuard.unguarded(row[$0]), as: UTF8.self) }
      )
    }
    #expect(again == rows, "seed \(seed)")
  }
}
