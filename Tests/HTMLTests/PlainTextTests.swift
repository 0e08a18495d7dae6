import Foundation
import HTML
import TestSupport
import Testing

@Suite struct PlainTextTests {
  private static let folder = Folder.beside(#filePath).appendingPathComponent("Cases")

  @Test func readsEachCaseAsItsText() throws {
    let files = try Folder.files(in: Self.folder, ending: ".html")
    #expect(files.count >= 7)
    for file in files {
      let html = try String(contentsOf: file, encoding: .utf8)
      let text = PlainText.from(html: html)
      expectGolden(text, at: file.deletingPathExtension().appendingPathExtension("txt"))
    }
  }

  @Test(arguments: ["", "   \n", "<p></p>", "<div>&nbsp;</div>", "<style>p{}</style>"])
  func aPageWithoutTextIsEmpty(html: String) {
    #expect(PlainText.from(html: html) == "")
  }

  /// Marks what is styled, to see it in a text.
  private static let marks = TextStyle(
    heading: { "<h>\($0)</h>" },
    strong: { "<b>\($0)</b>" },
    italic: { "<i>\($0)</i>" },
    link: { "<a>\($0)</a>" },
    muted: { "<m>\($0)</m>" }
  )

  @Test func readsEachCaseInATerminalsStyle() throws {
    for name in ["winback", "order", "links"] {
      let file = Self.folder.appendingPathComponent(name)
      let html = try String(contentsOf: file.appendingPathExtension("html"), encoding: .utf8)
      let text = PlainText.from(html: html, width: 100, style: Self.marks)
      expectGolden(text, at: file.appendingPathExtension("styled.txt"))
    }
  }

  @Test func aTerminalGetsNoControlCharacters() {
    let html = "<p title='x'>a&#27;[31mb&#x9b;c&#x202e;d</p><a href='https://x/&#27;[0m'>e</a>"
    let text = PlainText.from(html: html, style: Self.marks)
    #expect(
      !text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control }
    )
    #expect(!text.unicodeScalars.contains("\u{202E}"))
  }

  @Test(arguments: [20, 30, 40, 72, 100])
  func noLineIsWiderThanItMayBeUnlessItIsOneWord(width: Int) {
    let seed: UInt64 = 99
    var random = SeededGenerator(seed: seed)
    let words = ["a", "är", "ord", "längre-ord", "日本", "<b>fet</b>", "x&nbsp;y", "<i>k</i>ursiv"]
    for _ in 0..<60 {
      let text = (0..<80).map { _ in words.randomElement(using: &random) ?? "" }
      let html = "<ul><li><p>\(text.joined(separator: " "))</p></li></ul>"
      for line in PlainText.from(html: html, width: width).split(separator: "\n") {
        let columns = line.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) }
        #expect(columns <= width, "seed \(seed): \(line)")
        #expect(line.last != " ")
      }
    }
  }

  @Test func everyWordOfAPageIsInItsText() {
    let seed: UInt64 = 5
    var random = SeededGenerator(seed: seed)
    let tags = ["p", "div", "b", "td", "tr", "table", "li", "ul", "ol", "a", "h1", "blockquote"]
    for round in 0..<300 {
      var html = ""
      for number in 0..<40 {
        let tag = tags.randomElement(using: &random) ?? ""
        html += Bool.random(using: &random) ? "<\(tag)>" : "</\(tag)>"
        html += " w\(round)x\(number) "
      }
      let words = Set(PlainText.from(html: html).split { $0.isWhitespace }.map(String.init))
      for number in 0..<40 {
        #expect(words.contains("w\(round)x\(number)"), "seed \(seed): \(html)")
      }
    }
  }

  @Test(arguments: [
    "div", "b", "table><tr><td", "ul><li", "font color=red", "blockquote", "a href=x",
  ])
  func deepNestingDoesNoHarm(tag: String) {
    let html = "before " + String(repeating: "<\(tag)>", count: 10_000) + "after"
    let text = PlainText.from(html: html)
    #expect(text.contains("before"))
    #expect(text.contains("after"))
  }

  @Test func textBeyondTheLimitOfTagsStays() {
    let html = String(repeating: "<p>", count: 300_000) + "<div>&amp; the <b>end</b></div>"
    #expect(PlainText.from(html: html) == "& the end\n")
  }

  @Test func aBigMessageKeepsAllItsLines() {
    let row = "<tr><td><p>Rad med <a href='https://x.example/'>länk</a> &amp; text</p></td></tr>"
    let html = "<table role=presentation>" + String(repeating: row, count: 1_300) + "</table>"
    let text = PlainText.from(html: html)
    #expect(html.utf8.count > 100_000)
    #expect(text.split(separator: "\n").count == 1_301)
  }
}
