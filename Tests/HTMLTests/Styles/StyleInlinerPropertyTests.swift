import Foundation
import TestSupport
import Testing

@testable import HTML

@Suite struct StyleInlinerPropertyTests {
  private static let markup = [
    "<p>", "</p>", "<div class=\"a b\">", "</div>", "<b id=x>", "</b>", "<i style='x:1'>", "</i>",
    "<table>", "<tr>", "<td class=a align=left>", "</table>", "<a href=\"?a&amp;b\">", "</a>",
    "<span style=y:2>", "</span>", "<br/>", "<svg><path class=\"a\"/></svg>", "<td style>",
    "<body class=b>", "<body style=x:1>", "<html style=x:1 id=x>", "<!-- p -->",
    "<!--[if mso]><p><![endif]-->", "<!--[if !mso]><!-->",
    "<!--<![endif]-->", "<p class='", "' ", "\"", ">", "<", "&amp;", " text ", "å\r\n", "<title>",
    "</title>", "<head>", "</head>", "<script>", "</script>", "<style>", "</style>", "<noscript>",
    "<style media=print>", "</noscript>", "<h1 class=\"a  c\" title>", "</h1>", "<li>", "</", "\0",
  ]
  private static let css = [
    "p", "b", "td", "*", ".a", ".b", "#x", "[align]", "[title=t]", " ", ">", ",", "+", ":hover",
    "::before", "div", "{", "{", "}", "}", "x:1", "y : 2", "padding:0", ";", ";", "\"", "'", "(",
    ")", "url(", "/*", "*/", "@media (a)", "@font-face", "!important", "\\", "<!--", "-->", "\n",
    "</", "@import 'x';", "p { x: 3 }", ".a b { y: 'q' }", "div p, b { z: url(a) !important }",
    "a:hover { x: 4 }", "@media print { .a { x: 5 } }", "* { z: 6 }",
  ]
  private static let template = ["{{ v }}", "{% if v %}", "{% endif %}"]

  private static func soup(
    _ pieces: [String],
    _ count: Int,
    _ random: inout SeededGenerator
  ) -> String {
    (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }

  @Test func nothingOfAPageChangesButItsStyles() {
    let seed: UInt64 = 2_001
    var random = SeededGenerator(seed: seed)
    for round in 0..<1_500 {
      let sheet = Self.soup(Self.css, 25, &random)
      let body = Self.soup(Self.markup, 25, &random)
      let page = Bool.random(using: &random) ? "<style>\(sheet)</style>\(body)" : body + sheet
      let sheets = Bool.random(using: &random) ? [Self.soup(Self.css, 12, &random)] : []
      let result = TemplatePage(page).inlined(sheets: sheets)
      #expect(
        Transcript(of: result) == Transcript(of: page),
        "seed \(seed), round \(round): \(page)"
      )
    }
  }

  /// `TemplatePage` checks that the edits can be made, whatever the values are.
  @Test func editsOfTemplatesCanBeMade() {
    let seed: UInt64 = 2_002
    var random = SeededGenerator(seed: seed)
    let markup = Self.markup + Self.template + Self.template
    let css = Self.css + ["{{ v }}"]
    for round in 0..<1_500 {
      let sheet = Self.soup(css, 20, &random)
      let page = "<style>\(sheet)</style>" + Self.soup(markup, 30, &random)
      let result = TemplatePage(page).inlined(sheets: [Self.soup(Self.css, 10, &random)])
      for piece in Self.template {
        #expect(
          result.ranges(of: piece).count >= page.ranges(of: piece).count,
          "seed \(seed), round \(round): \(page)"
        )
      }
    }
  }

  @Test func inliningAgainChangesNothing() {
    let seed: UInt64 = 2_003
    var random = SeededGenerator(seed: seed)
    let rules = Self.css.filter { $0.hasSuffix("}") && !$0.contains("important") && $0.count > 1 }
    let markup = Self.markup.filter {
      $0.hasPrefix("<") && $0.hasSuffix(">") && !$0.contains("style")
    }
    for round in 0..<300 {
      let page = "<style>\(Self.soup(rules, 8, &random))</style>\(Self.soup(markup, 20, &random))"
      let once = TemplatePage(page).inlined()
      #expect(
        TemplatePage(once).inlined() == once,
        "seed \(seed), round \(round): \(page)"
      )
    }
  }

  @Test(arguments: [
    "<style>@media (a) {" + String(repeating: "@media (b) {", count: 5_000) + "</style><p>",
    "<style>p{x:" + String(repeating: "(", count: 50_000) + "</style><p>",
    "<style>" + String(repeating: "/*", count: 50_000) + "</style><p>",
    "<style>" + String(repeating: "p{x:\"\n}", count: 5_000) + "</style><p>",
    "<style>section div > p {x:1} b p div * {x:2}</style>"
      + String(repeating: "<div>", count: 9_000) + "<p>",
    String(repeating: "<!--[if ", count: 10_000) + "<style>p{x:1}</style>",
  ])
  func nothingTakesLong(page: String) {
    let clock = ContinuousClock()
    let elapsed = clock.measure { _ = TemplatePage(page).inlined() }
    #expect(elapsed < .seconds(20))
  }
}

/// What a page has besides styles: its elements with their attributes, and its text.
private struct Transcript: Equatable {
  private(set) var elements: [String] = []
  private(set) var text: [UInt8] = []

  init(of page: String) {
    let tree = HTMLTree(Array(page.utf8))
    var reader = Reader(source: tree.source)
    tree.walk(&reader)
    elements = reader.elements
    text = reader.text
  }

  private struct Reader: HTMLTree.Visitor {
    let source: HTMLTree.Source
    var elements: [String] = []
    var text: [UInt8] = []

    mutating func enter(_ element: HTMLElement) -> Bool {
      guard element.standardName != "style" else { return false }
      let attributes = element.attributes(in: source).filter { $0.name != "style" }
        .map { " \($0.name)=\($0.value)" }
      elements.append("<\(element.standardName ?? "?")\(attributes.joined())")
      return true
    }

    mutating func leave(_ element: HTMLElement) { elements.append(">") }

    mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
      self.text += text.filter { !$0.isCSSSpace }
    }
  }
}
