import Liquid
import Testing

/// Which parts of a page are Markdown, and how values are written in them.
@Suite struct MarkdownPageTests {
  /// Shows what it gets between brackets, its values between quotes and their bytes in
  /// parentheses, and its styles.
  private struct Brackets: MarkdownWriter {
    var styles = ""
    var specimen: MarkdownSpecimen { MarkdownSpecimen(html: "<p></p><b></b>", offsets: [2, 9]) }

    func styled(_ styles: [String]) -> any MarkdownWriter {
      Brackets(styles: styles.joined(separator: "|") + ":")
    }

    func html(from source: UnsafeBufferPointer<UInt8>) throws(MarkdownProblem) -> [UInt8] {
      let text = String(decoding: source, as: UTF8.self)
      if text.contains("fail") { throw MarkdownProblem("no HTML of this") }
      let plain = text.unicodeScalars.map { scalar in
        scalar.value == 0xF0000
          ? "'"
          : scalar.value & 0xFFF80 == 0xF0000
            ? "(\(UnicodeScalar(UInt8(scalar.value & 0x7F))))" : String(scalar)
      }
      return Array("[\(styles)\(plain.joined())]".utf8)
    }
  }

  private struct StyleEveryone: MarkupRewriter {
    func edits(of draft: MarkupDraft) -> [MarkupEdit] {
      let text = Array(draft.text)
      return text.indices.filter { text[$0] == 0x3C && text[$0 + 1] != 0x2F }.map { start in
        let offset = start + 2
        return MarkupEdit(range: offset..<offset, replacement: " style=\"x\(start)\"")
      }
    }
  }

  private func render(
    _ text: String,
    _ data: LiquidValue = [:],
    rewriter: (any MarkupRewriter)? = nil
  ) -> String {
    var parser = TemplateParser(
      escaping: .markdown,
      partials: DictionaryLoader(["p": "_{{ x }}_{% cell %}*{% endcell %}"]),
      layouts: DictionaryLoader([
        "l": "<q>{{ a }}</q>{% block content %}{% endblock %}{% block other %}{% endblock %}"
      ])
    )
    parser.components = DictionaryLoader(["cell": "<t>{{ content }}</t>"])
    parser.markdown = Brackets()
    parser.rewriter = rewriter
    let parsed = parser.parse(text, file: "page.md")
    guard let template = parsed.template else {
      return Render.messages(parsed).joined(separator: "\n")
    }
    do {
      let rendering = try Renderer().render(template, [TemplateData(data)], in: RenderContext())
      guard case .text(let text) = rendering else { return "skipped" }
      return text
    } catch { return "error: \(error.message)" }
  }

  @Test(arguments: [
    ("# {{ a }}", "[# 'x(<)(&)y']"),
    ("{% layout 'l' %}# {{ a }}", "<q>x&lt;&amp;y</q>[# 'x(<)(&)y']"),
    (
      "{% layout 'l' %}{% block other %}*{{ a | raw }}*{% endblock %}", "<q>x&lt;&amp;y</q>[*x<&y*]"
    ),
    ("a{% cell %}*{{ b }}*{% endcell %}c", "[a]<t>[*2*]</t>[c]"),
    (
      "{% for i in (1..2) %}{{ i }}{% cell %}{{ i }}{% endcell %}{% endfor %}!",
      "[1]<t>[1]</t>[2]<t>[2]</t>[!]"
    ),
    ("{% for i in (1..2) %}{% cell %}{{ i }}{% break %}{% endcell %}{% endfor %}!", "[!]"),
    ("{% render 'p', x: '*' %}!", "[_'(*)'_]<t>[*]</t>[!]"),
    ("{% capture c %}*{{ a }}*{% endcapture %}{{ c }}", "['(*)x(<)(&)y(*)']"),
    (" \n ", ""),
    ("{{ spaced }}", "['( )a( )( )( )b(\n)( )']"),
    ("**{{ nothing }}** {{ empty }}.", "[**''** ''.]"),
    ("fail", "error: no HTML of this"),
    ("{{ foreign }}", "['\u{FFFD}']"),
  ])
  func markdownIsWrittenAroundHTML(_ template: String, _ expected: String) {
    let result = render(
      template,
      ["a": "x<&y", "b": 2, "spaced": " a   b\n ", "foreign": "\u{F002A}", "empty": ""]
    )
    #expect(result == expected)
  }

  @Test func whiteSpaceBetweenComponentsIsNoMarkdown() {
    let result = render("{% cell %} {% cell %}b{% endcell %} {% endcell %}")
    #expect(result == "<t><t>[b]</t></t>")
    let styled = render(
      "{% cell %} {% cell %}b{% endcell %} {% endcell %}",
      rewriter: StyleEveryone()
    )
    // Only 'b' is Markdown: its specimen stands right in the inner cell.
    #expect(styled == "<t style=\"x0\"><t style=\"x3\">[x6|x13:b]</t></t>")
  }

  @Test func itsElementsGetTheStylesOfTheirPlace() {
    let result = render(
      "{% layout 'l' %}a{% cell %}b{% endcell %}",
      ["a": 1],
      rewriter: StyleEveryone()
    )
    // The layout's <q> is at 0, the first specimen behind `<q>…</q>`.
    #expect(result.hasPrefix("<q style=\"x0\">1</q>[x"))
    #expect(result.contains("<t style=\"x"))
  }
}
