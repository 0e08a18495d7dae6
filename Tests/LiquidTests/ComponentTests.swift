import Diagnostics
import Liquid
import Testing

@Suite struct ComponentTests {
  private static let components = [
    "button": """
    {% doc %}
      A button.
      @param {string} url - where it leads
      @param {string} [colour] - its background
      @example
      {% button url: shop.url %}Go{% endbutton %}
    {% enddoc -%}
    {% stylesheet %}.b{color:red}{% endstylesheet -%}
    <a href="{{ url }}" bgcolor="{{ colour | default: shop.colour }}">{{ content }}</a>
    """,
    "rule": "{% doc %}A line.{% enddoc %}<hr>",
    "panel": "{% doc %}@param {string} title{% enddoc %}<b>{{ title }}</b>[{{ content }}]",
    "outer": "{% panel title: 'in' %}{% rule %}{% endpanel %}",
    "loop": "{% loop %}",
    "names": "{{ x }}{{ y }}{{ title }}",
  ]

  private static let data: LiquidValue = [
    "shop": ["url": "https://a.example/?a&b", "colour": "green"], "name": "<Anna>",
    "title": "data's",
  ]

  private func render(_ text: String, _ escaping: Escaping = .html) -> String {
    let parsed = parse(text, escaping)
    guard let template = parsed.template else {
      return Render.messages(parsed).joined(separator: "\n")
    }
    do {
      let rendering = try Renderer().render(
        template,
        [TemplateData(Self.data)],
        in: RenderContext()
      )
      guard case .text(let text) = rendering else { return "skipped" }
      return text
    } catch { return "error: \(error)" }
  }

  private func parse(_ text: String, _ escaping: Escaping = .html) -> ParsedTemplate {
    var parser = TemplateParser(escaping: escaping, partials: DictionaryLoader(["p": "{% rule %}"]))
    parser.components = DictionaryLoader(Self.components)
    return parser.parse(text, file: "page")
  }

  @Test(arguments: [
    ("{% rule %}", "<hr>"),
    (
      "{% button url: shop.url %}{{ name }}{% endbutton %}",
      "<a href=\"https://a.example/?a&amp;b\" bgcolor=\"green\">&lt;Anna&gt;</a>"
    ),
    (
      "{% button url: 'https://b', colour: 'blue' %}x{% endbutton %}",
      "<a href=\"https://b\" bgcolor=\"blue\">x</a>"
    ),
    // The inside sees the page's names, the component only its own and the data.
    (
      "{% assign x = 1 %}{% panel title: x %}{{ x }}{{ title }}{% endpanel %}{% names %}",
      "<b>1</b>[1data&#39;s]data&#39;s"
    ),
    ("{% outer %}", "<b>in</b>[<hr>]"),
    ("{% render 'p' %}", "<hr>"),
    (
      "{% for i in (1..3) %}{% panel title: i %}{% if i == 2 %}{% break %}{% endif %}{{ i }}"
        + "{% endpanel %}{% endfor %}.",
      "<b>1</b>[1]."
    ),
    (
      "{% panel title: '' %}{% panel title: 'a' %}b{% endpanel %}{% endpanel %}",
      "<b></b>[<b>a</b>[b]]"
    ),
  ])
  func aComponentIsATag(_ template: String, _ expected: String) {
    #expect(render(template) == expected)
  }

  @Test(arguments: [
    (
      "{% button colour: 'x' %}y{% endbutton %}",
      "page:1:1: 'button' needs the argument 'url' (url: where it leads)"
    ),
    (
      "{% button url: 'https://x', color: 'x' %}y{% endbutton %}",
      "page:1:29: 'button' has no argument 'color' (did you mean 'colour'?)"
    ),
    ("{% butto url: 'x' %}", "page:1:4: unknown tag 'butto' (did you mean 'button'?)"),
    ("{% button url: 'x' %}", "page:1:1: 'button' is never closed (add {% endbutton %})"),
    ("{% rule %}{% endrule %}", "page:1:14: 'endrule' is not expected here"),
    ("{% button 'x' %}y{% endbutton %}", "page:1:11: "),
    (
      "{% stylesheet %}{% endstylesheet %}",
      "page:1:17: 'stylesheet' stands in a component's file"
    ),
    ("<a href=\"x\">{% layout 'x' %}", "page:1:23: 'layout' stands at the beginning of a page"),
  ])
  func mistakesAreToldAtTheirPlace(_ template: String, _ expected: String) throws {
    let problem = try #require(parse(template).diagnostics.first)
    let place = problem.location
    let text =
      "\(place.file):\(place.line):\(place.column): \(problem.message)"
      + (problem.help.map { " (\($0))" } ?? "")
    #expect(text.hasPrefix(expected))
  }

  @Test func whatElseIsWrongInATagIsToldAsWell() {
    let parsed = parse("{% button color: (1..2) | x %}{{ name | nofilter }}{% endbutton %}")
    #expect(parsed.diagnostics.count == 1)
    let both = parse("{% button color: name %}{{ name | nofilter }}{% endbutton %}")
    #expect(
      both.diagnostics.map(\.code).sorted()
        == ["missing-argument", "unknown-argument", "unknown-filter"]
    )
  }

  @Test func aComponentThatUsesItselfIsRefused() {
    #expect(parse("{% loop %}").diagnostics.map(\.message) == ["the component 'loop' uses itself"])
  }

  @Test func aLinkOfAComponentIsCheckedAsAnyOther() {
    #expect(
      render("{% button url: 'javascript:x' %}y{% endbutton %}")
        .contains("the link does not begin with http:, https:, mailto: or tel:")
    )
  }

  @Test func textHasNoComponents() {
    #expect(parse("{% rule %}", .none).diagnostics.first?.code == "unknown-tag")
  }

  @Test func aComponentSaysWhatItTakes() throws {
    let signature = ComponentSignature(of: try #require(Self.components["button"]))
    #expect(signature.summary == "A button.")
    #expect(signature.hasContent)
    #expect(signature.example == "{% button url: shop.url %}Go{% endbutton %}")
    #expect(signature.parameters.map(\.name) == ["url", "colour"])
    #expect(signature.parameters.map(\.isRequired) == [true, false])
    #expect(signature.parameters.map(\.text) == ["where it leads", "its background"])
    #expect(signature.parameters.map(\.type) == ["string", "string"])
  }
}
