import Liquid
import Synchronization
import Testing

/// What a rewriter gets to see of a page, and what becomes of what it says.
@Suite struct RewriterTests {
  /// Answers what a closure answers, and keeps the draft.
  private final class Rewriter: MarkupRewriter {
    let draft = Mutex("")
    let sheets = Mutex([String]())
    let rewrite: @Sendable (String) -> [MarkupEdit]

    init(_ rewrite: @escaping @Sendable (String) -> [MarkupEdit]) { self.rewrite = rewrite }

    func edits(of draft: MarkupDraft) -> [MarkupEdit] {
      let text = String(decoding: draft.text, as: UTF8.self)
      self.draft.withLock { $0 = RewriterTests.readable(text) }
      sheets.withLock { $0 = draft.stylesheets }
      return rewrite(text)
    }
  }

  private static let open = String(decoding: [0xEF, 0xB7, 0x90], as: UTF8.self)
  private static let close = String(decoding: [0xEF, 0xB7, 0x91], as: UTF8.self)

  /// With ‹0› for the mark of value 0.
  private static func readable(_ text: String) -> String {
    text.split(separator: open, omittingEmptySubsequences: false).joined(separator: "‹")
      .split(separator: close, omittingEmptySubsequences: false).joined(separator: "›")
  }

  private static let partials = [
    "p": "<i>{{ x }}</i>", "c": "<td>{{ content }}</td>", "again": "<u>{% render 'again' %}</u>",
  ]

  private func parser(_ rewriter: Rewriter) -> TemplateParser {
    var parser = TemplateParser(
      escaping: .html,
      partials: DictionaryLoader(Self.partials),
      layouts: DictionaryLoader(["l": "<body>{% block b %}{% endblock %}</body>"])
    )
    parser.components = DictionaryLoader([
      "cell": "{% stylesheet %}td{}{% endstylesheet %}<td>{{ content }}</td>"
    ])
    parser.rewriter = rewriter
    return parser
  }

  private func render(_ template: Template, _ data: LiquidValue = [:]) throws -> String {
    let rendering = try Renderer().render(template, [TemplateData(data)], in: RenderContext())
    guard case .text(let text) = rendering else { return "skipped" }
    return text
  }

  @Test(arguments: [
    ("<p>{{ a }}</p>", "<p>‹0›</p>"),
    (
      "{% layout 'l' %}{% block b %}<p>{% if x %}a{% else %}b{% endif %}</p>{% endblock %}",
      "<body><p>ab</p></body>"
    ),
    ("{% render 'p', x: 1 %}-{% render 'p' %}", "<i>‹0›</i>-<i>‹1›</i>"),
    ("<tr>{% cell %}<b>{{ a }}</b>{% endcell %}</tr>", "<tr><td><b>‹0›</b></td></tr>"),
    ("{% cell %}1{% cell %}2{% endcell %}3{% endcell %}", "<td>1<td>2</td>3</td>"),
    ("{% render 'again' %}", "<u></u>"),
    ("{% for i in a %}<p>{% endfor %}{% raw %}{{{% endraw %}", "<p>{{"),
  ])
  func itSeesThePageInTheOrderOfWriting(_ template: String, _ expected: String) throws {
    let rewriter = Rewriter { _ in [] }
    let parsed = parser(rewriter).parse(template, file: "page")
    #expect(parsed.diagnostics == [])
    #expect(rewriter.draft.withLock(\.self) == expected)
  }

  @Test func itGetsTheSheetsOfTheComponentsOnce() {
    let rewriter = Rewriter { _ in [] }
    _ = parser(rewriter).parse("{% cell %}{% endcell %}{% cell %}{% endcell %}", file: "page")
    #expect(rewriter.sheets.withLock(\.self) == ["td{}"])
  }

  /// Puts ` *` behind the name of each tag and takes away all `@` with what is between two of them.
  private static func decorate(_ text: String) -> [MarkupEdit] {
    let bytes = Array(text.utf8)
    var edits: [MarkupEdit] = []
    var hidden: Int?
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "@") {
        if let start = hidden {
          edits.append(MarkupEdit(range: start..<(index + 1), replacement: ""))
          hidden = nil
        } else {
          hidden = index
        }
      } else if byte == UInt8(ascii: "<"), bytes[index + 1] != UInt8(ascii: "/") {
        var end = index + 1
        while end < bytes.count, bytes[end] | 0x20 >= 0x61, bytes[end] | 0x20 <= 0x7A { end += 1 }
        edits.append(MarkupEdit(range: end..<end, replacement: " *"))
      }
    }
    return edits
  }

  @Test(arguments: [
    ("<p>{{ a }}</p>", "<p *>1</p>"),
    ("{% layout 'l' %}{% block b %}<p>x</p>{% endblock %}", "<body *><p *>x</p></body>"),
    ("{% render 'p', x: a %}{% render 'p', x: 2 %}", "<i *>1</i><i *>2</i>"),
    ("<tr>{% cell %}<b>{{ a }}</b>{% endcell %}</tr>", "<tr *><td *><b *>1</b></td></tr>"),
    ("x@ {{ a }} {% if a %}y{% endif %} @z", "xz"),
    ("<td{% if a %} class='x'{% endif %}>", "<td * class='x'>"),
    (
      "{% for i in (1..2) %}<a href='https://{{ i }}'>{% endfor %}",
      "<a * href='https://1'><a * href='https://2'>"
    ),
  ])
  func itsEditsAreInEveryRender(_ template: String, _ expected: String) throws {
    let rewriter = Rewriter { Self.decorate($0) }
    let parsed = parser(rewriter).parse(template, file: "page")
    #expect(try render(try #require(parsed.template), ["a": 1]) == expected)
  }

  @Test func anEditMayWriteAValueInAnotherPlace() throws {
    let rewriter = Rewriter { text in
      let end = Array(text.utf8).count
      return [MarkupEdit(range: end..<end, replacement: " again \(Self.open)0\(Self.close)!")]
    }
    let parsed = parser(rewriter).parse("<p>{{ a | upcase }}</p>", file: "page")
    #expect(
      try render(try #require(parsed.template), ["a": "<x>"]) == "<p>&lt;X&gt;</p> again &lt;X&gt;!"
    )
  }

  /// Takes the whole page out and puts it back.
  private static func restore(_ text: String) -> [MarkupEdit] {
    [MarkupEdit(range: 0..<text.utf8.count, replacement: text)]
  }

  @Test(arguments: [
    ("{{ a }}{% cycle 'x', 'y' %}", "1x"), ("{% increment n %}|{{ a }}", "0|1"),
    ("{{ a }}|{{ a | plus: 1 }}", "1|2"),
    // Noncharacters of the template's own are no marks.
    ("a\(open)7\(close)b", "a\u{FFFD}7\u{FFFD}b"),
    ("\(open)0\(close){{ a }}", "\u{FFFD}0\u{FFFD}1"),
  ])
  func valuesComeBackFromARewriterAsTheyWere(_ template: String, _ expected: String) throws {
    let parsed = parser(Rewriter { Self.restore($0) }).parse(template, file: "page")
    #expect(try render(try #require(parsed.template), ["a": 1]) == expected)
  }

  @Test func aPartialDoesNotGetDeclarationsOfThePagesOwnNames() throws {
    let rewriter = Rewriter { text in
      let bytes = Array(text.utf8)
      let start =
        bytes.count - "></i>".utf8.count - Self.open.utf8.count - Self.close.utf8.count - 1
      let style = " style=\"a:\(Self.open)0\(Self.close);b:\(Self.open)1\(Self.close);c:d\""
      return [MarkupEdit(range: start..<start, replacement: style)]
    }
    let template = "{% assign mine = 'm' %}{{ mine }}{{ data }}{% render 'p' %}"
    let parsed = parser(rewriter).parse(template, file: "page")
    #expect(
      try render(try #require(parsed.template), ["data": "D"]) == "mD<i style=\"b:D;c:d\"></i>"
    )
  }

  @Test func whatIsTheSameForEverybodyIsWrittenWhenThePageIsRead() throws {
    let rewriter = Rewriter { _ in [] }
    var parser = parser(rewriter)
    parser.constants = ["shop": ["name": "A & B", "url": "https://a.example"]]
    let parsed = parser.parse(
      "<b>{{ shop.name }}</b><a href=\"{{ shop.url }}\">{% assign shop = 1 %}{{ shop.name }}",
      file: "page"
    )
    #expect(rewriter.draft.withLock(\.self) == "<b>A &amp; B</b><a href=\"https://a.example\">‹0›")
    let template = try #require(parsed.template)
    #expect(template.variables.map(\.path) == ["shop.name", "shop.url"])
    #expect(
      try render(template, ["shop": ["url": "https://b.example"]])
        == "<b>A &amp; B</b><a href=\"https://a.example\">"
    )
  }
}
