import Diagnostics
import Liquid
import Testing

/// What is found before anything is rendered.
@Suite struct CheckingTests {
  private static let schema = VariableSchema.object(
    [
      "customer": .object(
        [
          "first_name": .scalar, "custom": .object([:], open: true),
          "orders": .array(.object(["total": .scalar], open: false)),
        ],
        open: false
      ),
      "offer": .any, "now": .scalar,
    ],
    open: false
  )

  @Test(arguments: [
    "{{ customer.first_name }}", "{{ customer.custom.anything.at_all }}", "{{ offer.x.y }}",
    "{{ customer.orders.size }}", "{{ customer.orders[0].total }}",
    "{{ customer.orders.first.total }}",
    "{% for o in customer.orders %}{{ o.total }}{{ forloop.index }}{% endfor %}",
    "{% assign x = customer %}{{ x.first_name }}", "{{ x }}{% assign x = 1 %}",
    "{% capture x %}{% endcapture %}{{ x.size }}", "{% increment n %}{{ n }}",
    "{% render 'p', name: customer.first_name %}", "{{ customer['first_name'] }}",
    "{% assign k = 'first_name' %}{{ customer[k] }}", "{{ now | date: 'short' }}",
    "{% render 'each' for customer.orders as order %}", "{% include 'inc', v: 1 %}",
    "{% tablerow o in customer.orders %}{{ o.total }}{{ tablerowloop.col }}{% endtablerow %}",
  ])
  func knownNamesAreFine(_ template: String) {
    let partials = [
      "p": "{{ name }}{{ customer.first_name }}", "each": "{{ order.total }}{{ forloop.first }}",
      "inc": "{{ v }}{{ inc }}",
    ]
    let parsed = Render.parse(template, partials: partials, schema: Self.schema)
    #expect(parsed.diagnostics == [])
  }

  @Test(arguments: [
    (
      "{{ custmer.first_name }}",
      "1:4: error: unknown variable 'custmer' (did you mean 'customer'?)"
    ),
    (
      "{{ customer.fist_name }}",
      "1:13: error: 'customer' has no 'fist_name' (did you mean 'first_name'?)"
    ),
    (
      "{{ customer['fist_name'] }}",
      "1:13: error: 'customer' has no 'fist_name' (did you mean 'first_name'?)"
    ),
    ("{{ customer.first_name.x }}", "1:24: error: 'customer.first_name' has no 'x'"),
    (
      "{% for o in customer.orders %}{{ o.totl }}{% endfor %}",
      "1:36: error: 'o' has no 'totl' (did you mean 'total'?)"
    ),
    ("{% if nam %}{% endif %}", "1:7: error: unknown variable 'nam'"),
    ("{% for o in customer.orders %}{% endfor %}{{ o }}", "1:46: error: unknown variable 'o'"),
    ("{% assign x = customer %}{{ x.last }}", "1:31: error: 'x' has no 'last'"),
    ("{{ 1 | upcas }}", "1:8: error: unknown filter 'upcas' (did you mean 'upcase'?)"),
    ("{{ 1 | upcase: 2 }}", "1:8: error: 'upcase' takes no arguments, not 1"),
    ("{{ 1 | replace }}", "1:8: error: 'replace' takes 1 to 2 arguments, not 0"),
    (
      "{{ 1 | money: decimal: 0 }}",
      "1:15: error: 'money' has no argument 'decimal' (did you mean 'decimals'?)"
    ),
    (
      "{{ now | date: '%F', 'UTC' }}",
      "1:10: error: 'date' takes 1 argument, not 2 (write | time_zone: \"…\" before | date for another time zone)"
    ),
    ("{% render 'q' %}", "1:11: error: there is no partial 'q' (did you mean 'p'?)"),
    ("{% render 'p' %}", "1:4: error: unknown variable 'name'"),
    ("{% render 'optional' %}{{ nam }}", "1:27: error: unknown variable 'nam'"),
    ("{% iff a %}", "1:4: error: unknown tag 'iff' (did you mean 'if'?)"),
    (
      "{% include x %}",
      "1:12: error: a partial's name must be written in quotes (use {% render \"…\" %})"
    ),
    ("{% layout 'bse' %}", "1:11: error: there is no layout 'bse' (did you mean 'base'?)"),
    ("a\n{% if now %}b", "2:1: error: 'if' is never closed (add {% endif %})"),
    ("{% endif %}", "1:4: error: 'endif' is not expected here"),
    ("{{ a", "1:1: error: the output is not closed with '}}'"),
    ("{% a", "1:1: error: the tag is not closed with '%}'"),
    ("{{ 'a }}", "1:4: error: the string is not closed"),
    (
      "{% if now = 1 %}{% endif %}",
      "1:11: error: '=' is not an operator (two values are compared with '==')"
    ),
    (
      "{% if now is 1 %}{% endif %}",
      "1:11: error: 'is' is not an operator (use ==, !=, <, <=, >, >=, contains, and, or)"
    ),
    ("{% for i customer %}{% endfor %}", "1:10: error: expected 'in' but found 'customer'"),
  ])
  func mistakesAreReportedWithTheirPlace(_ template: String, _ message: String) {
    let parsed = Render.parse(
      template,
      partials: [
        "p": "{{ name }}", "optional": "{{ name | default: 1 }}{% if x %}{{ x }}{% endif %}",
      ],
      layouts: ["base": ""],
      schema: Self.schema
    )
    #expect(parsed.template == nil)
    #expect(Render.messages(parsed) == [message])
  }

  @Test func allMistakesOfAFileAreReported() {
    let text = "{{ a | b }}\n{% if %}\n  {{ c | d: }} {% x %}\n{% endif %}{% for %}{% endfor %}"
    let parsed = Render.parse(text)
    #expect(
      Render.messages(parsed) == [
        "1:8: error: unknown filter 'b'", "2:7: error: expected a value",
        "3:10: error: unknown filter 'd'", "3:19: error: unknown tag 'x'",
        "4:19: error: expected a variable's name",
      ]
    )
  }

  @Test func aBlockLeftOpenDoesNotHideTheOneAround() {
    let parsed = Render.parse("{% for i in a %}{% if i %}{% endfor %}{% unless %}")
    #expect(
      parsed.diagnostics.map(\.message) == [
        "'if' is never closed", "'unless' is never closed", "expected a value",
      ]
    )
  }

  @Test func placesCountFromWhereTheTextBegins() {
    let parser = TemplateParser(escaping: .line)
    let parsed = parser.parse("åä {{ x | y }}\n{{ z | q }}", file: "c.yaml", line: 7, column: 12)
    let places = parsed.diagnostics.map { [$0.location.line, $0.location.column] }
    #expect(places == [[7, 22], [8, 8]])
  }

  @Test(arguments: [
    "{% if a &gt; 1 %}yes{% endif %}", "{% if 1 &lt;= a %}yes{% endif %}",
    "{% if b == “x” %}yes{% endif %}", "{% if b == ‘x’ %}yes{% endif %}",
    "{% if b == &quot;x&quot; %}yes{% endif %}", "{% if\u{A0}b == 'x' %}yes{% endif %}",
  ])
  func whatEditorsPutInIsAcceptedWithAWarning(_ template: String) throws {
    let parsed = Render.parse(template)
    #expect(parsed.diagnostics.map(\.code) == ["typographic-sign"])
    #expect(parsed.diagnostics.map(\.severity) == [.warning])
    #expect(Render.text(template, ["a": 2, "b": "x"]) == "yes")
  }

  @Test(arguments: [
    "{% if a %}{% else %}{% else %}x{% endif %}", "{% if a %}{% else %}{% elsif b %}{% endif %}",
  ])
  func branchesAfterElseAreWarnedOf(_ template: String) {
    #expect(Render.parse(template).diagnostics.map(\.code) == ["unreachable"])
  }

  @Test func theVariablesOfATemplateAreListed() throws {
    let text = """
      {{ customer.first_name | default: 'you' }} {{ customer.city }} {% if customer.tier %}
      {{ customer.tier }}{% endif %}{% for o in customer.orders %}{{ o.total }}{% endfor %}
      {% assign x = offer.title %}{{ x }}{{ customer.first_name }}{{ shop.address[0] }}
      """
    let template = try #require(Render.parse(text).template)
    let variables = template.variables.map { "\($0.path) \($0.mayBeEmpty)" }
    #expect(
      variables == [
        "customer.first_name false", "customer.city false", "customer.tier true",
        "customer.orders true", "offer.title true", "shop.address false",
      ]
    )
    let data = TemplateData(["customer": ["first_name": " ", "city": "Oslo", "orders": []]])
    let empty = template.variables.filter { $0.isEmpty(in: [data]) }.map(\.path)
    #expect(
      empty == [
        "customer.first_name", "customer.tier", "customer.orders", "offer.title", "shop.address",
      ]
    )
  }
}
