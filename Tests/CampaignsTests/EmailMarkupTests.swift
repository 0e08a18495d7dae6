import Campaigns
import Diagnostics
import Liquid
import TestSupport
import Testing
import Workspace

/// Components, styles and Markdown together, as e-mails are read.
@Suite struct EmailMarkupTests {
  private static let data: LiquidValue = [
    "evil": "javascript:alert(1)", "name": "Anna", "attribute": "x onmouseover=alert(1)",
    "colour": "<b>", "shop": ["url": "https://shop.example", "colour": "#0a5c36"], "no": false,
    "list": [1, 2, 3],
  ]

  private static let own = [
    "linked": """
    {% doc %}@param {string} [url] - where{% enddoc -%}
    {% if url %}<a href="{{ url }}">{{ content }}</a>{% else %}{{ content }}{% endif %}
    """,
    "twice": "{{ content }}{{ content }}",
  ]

  private func parse(_ text: String, _ escaping: Escaping = .html) -> ParsedTemplate {
    let files = ShippedComponents.all.mapValues(\.text).merging(Self.own) { $1 }
    let layout = "<style>p{color:red} a{color:blue}</style>{% block content %}{% endblock %}"
    let parser = EmailMarkup.parser(
      escaping,
      partials: nil,
      layouts: DictionaryLoader(["l": layout]),
      components: DictionaryLoader(files)
    )
    return parser.parse(text, file: "page")
  }

  private func render(_ text: String, _ escaping: Escaping = .html) -> String {
    let parsed = parse(text, escaping)
    guard let template = parsed.template else {
      return "invalid: " + parsed.diagnostics.map(\.code).joined(separator: " ")
    }
    do {
      let rendering = try Renderer().render(
        template,
        [TemplateData(Self.data)],
        in: RenderContext()
      )
      guard case .text(let text) = rendering else { return "skipped" }
      return text
    } catch { return "error: \(error.message)" }
  }

  @Test(arguments: [
    "<style>a{color:red}</style><a href=\"{{ evil }}\">x</a>",
    "<style>a{color:red}</style><a style=\"top:0\" href='{{ evil }}'>x</a>",
    "<style>a{color:red}</style><a class={{ name }} href={{ evil }}>x</a>",
    "{% button url: evil %}x{% endbutton %}", "{% social mastodon: evil %}",
    "<a/href=\"{{ evil }}\">", "<td background=\"{{ evil }}\">",
    "<a {% if no %}title{% else %}href{% endif %}=\"{{ evil }}\">",
  ])
  func noLinkLeadsToAScript(_ text: String) {
    let failure = "error: the link does not begin with http:, https:, mailto: or tel:"
    #expect(render(text) == failure)
    #expect(!render(text, .markdown).contains("=\"javascript:"))
  }

  @Test(arguments: [
    ("<td onclick=\"{{ name }}\">", "invalid: script-attribute"),
    ("<iframe srcdoc='{{ name }}'>", "invalid: script-attribute"),
    ("{% capture t %}<a href=\"{% endcapture %}{{ t }}{{ evil }}", "invalid: open-tag"),
    (
      "<style>p{color:red}</style><p title={{ attribute }}>",
      "<p style=\"color:red\" title=x&#32;onmouseover&#61;alert(1)>"
    ),
    (
      "<style>p{color:red}</style><p style=\"top:{{ colour }}\" title=\"{{ colour }}\">",
      "<p style=\"color:red;top:&lt;b&gt;\" title=\"&lt;b&gt;\">"
    ),
  ])
  func inliningChangesNothingOfHowValuesAreWritten(_ text: String, _ expected: String) {
    #expect(render(text) == expected)
  }

  @Test(arguments: [
    ("Hej\n\n{% capture q %}{% divider %}{% endcapture %}", "invalid: misplaced-component"),
    ("{% ifchanged %}{% divider %}{% endifchanged %}", "invalid: misplaced-component"),
    (
      "{% capture n %}{{ name }}{% endcapture %}{% if n == 'Anna' %}yes{% endif %} {{ n | size }}",
      "<p>yes 4</p>\n"
    ),
    (
      "{% capture n %}*{{ name }}*{% endcapture %}{{ n }} {{ n | url_encode }}",
      "<p>*Anna* %2AAnna%2A</p>\n"
    ),
    (
      "{% layout 'l' %}Hello {% if no %}{% divider %}{% endif %}",
      "<p style=\"color:red\">Hello</p>\n"
    ),
    (
      "{% layout 'l' %}{% for i in list %}{{ i }}{% linked %}{% endlinked %}{% endfor %}",
      (1...3).map { "<p style=\"color:red\">\($0)</p>\n" }.joined()
    ),
  ])
  func markdownWithComponentsCapturesAndConditions(_ text: String, _ expected: String) {
    let result = render(text, .markdown)
    #expect(result.hasSuffix(expected), "\(result)")
  }

  @Test func htmlInMarkdownIsStyledByTheSheetThatStays() {
    let result = render("{% layout 'l' %}x\n\n<p>raw</p>", .markdown)
    let sheet = "<style>p{color:red} a{color:blue}</style>"
    #expect(result == "\(sheet)<p style=\"color:red\">x</p>\n<p>raw</p>\n")
  }

  @Test func aComponentMayShowItsInsideInEitherOfTwoPlaces() {
    let text = "<style>b{top:0}</style>{% linked url: shop.url %}<b>x</b>{% endlinked %}"
    #expect(render(text) == "<a href=\"https://shop.example\"><b style=\"top:0\">x</b></a>")
    #expect(render("{% linked %}<b>x</b>{% endlinked %}") == "<b>x</b>")
  }

  @Test func nestedInsidesDoNotMultiplyWhenAPageIsRead() {
    let open = String(repeating: "{% twice %}", count: 90)
    let close = String(repeating: "{% endtwice %}", count: 90)
    let parsed = parse("<style>b{top:0}</style>\(open)<b>x</b>\(close)")
    #expect(parsed.diagnostics == [])
    #expect(render("\(open)<b>x</b>\(close)").hasPrefix("error: "))
  }

  @Test func aSheetThatIsNotForEverybodyIsLeftAlone() {
    let text = "{% if no %}<style>p{color:blue}</style>{% endif %}<p>q</p>"
    #expect(render(text) == "<p>q</p>")
  }

  @Test(arguments: [
    ("{% button url: 'https://a', url: evil %}x{% endbutton %}", "invalid: duplicate-argument"),
    ("{% product_grid products: list, columns: 'x' %}", "invalid: argument-type"),
  ])
  func argumentsAreChecked(_ text: String, _ expected: String) {
    #expect(render(text) == expected)
  }

  @Test func aLongPageIsReadInTimeThatGrowsWithItsLength() {
    let page = "<style>p{color:red}</style>" + String(repeating: "<p>{{ name }}</p>", count: 1_000)
    #expect(render(page).hasSuffix("<p style=\"color:red\">Anna</p>"))
  }

  /// Random pages of components, captures, conditions, loops, styles and Markdown.
  @Test(arguments: [UInt64](0..<6))
  func noPageCrashesOrShowsWhatItShouldNot(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let text = Self.page(depth: 4, &generator)
      for escaping in [Escaping.html, .markdown] {
        for page in [text, "{% layout 'l' %}{% block content %}\(text){% endblock %}"] {
          let result = render(page, escaping)
          let hasEscapes = result.unicodeScalars.contains { $0.value & 0xFFF80 == 0xF0000 }
          #expect(!hasEscapes, "seed \(seed): \(page)")
          let isLink = ["=\"", "='", "="].contains { result.contains("\($0)javascript:") }
          #expect(!isLink, "seed \(seed): \(page)")
          #expect(!result.contains("<b>"), "seed \(seed): \(page)")
        }
      }
    }
  }

  private static func page(depth: Int, _ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      piece(depth: depth, &generator)
    }.joined()
  }

  private static func piece(depth: Int, _ generator: inout SeededGenerator) -> String {
    let leaves = [
      "Hej {{ name }} ", "\n\n# {{ colour }}\n\n", "<a href=\"{{ evil }}\">x</a>", "{{ colour }}",
      "[x]({{ evil }})", "<style>p{color:red}</style>", "{% divider %}", "- {{ name }}\n",
      "<p style=\"top:0\" title={{ attribute }}>y</p>", "{% break %}", "\n\n",
      "{% coupon title: colour %}", "{% image src: evil, alt: name %}", "**{{ name }}**",
    ]
    guard depth > 0, Int.random(in: 0..<3, using: &generator) > 0 else {
      return leaves.randomElement(using: &generator) ?? ""
    }
    let blocks = [
      ("{% if name == 'Anna' %}", "{% endif %}"), ("{% if no %}", "{% else %}z{% endif %}"),
      ("{% for i in list %}", "{% endfor %}"), ("{% section colour: colour %}", "{% endsection %}"),
      ("{% button url: shop.url %}", "{% endbutton %}"), ("{% linked %}", "{% endlinked %}"),
      ("{% capture c %}", "{% endcapture %}{{ c }}"), ("{% twice %}", "{% endtwice %}"),
      ("{% hero title: name %}", "{% endhero %}"), ("{% ifchanged %}", "{% endifchanged %}"),
      ("{% columns %}{% column %}", "{% endcolumn %}{% endcolumns %}"),
    ]
    let block = blocks.randomElement(using: &generator) ?? ("", "")
    return block.0 + page(depth: depth - 1, &generator) + block.1
  }
}
