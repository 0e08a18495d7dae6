import Diagnostics
import Liquid
import Testing

/// Templates that would run away: each ends with an error, and soon.
@Suite struct LimitTests {
  @Test(arguments: [
    ("{% for i in (1..999999999999) %}x{% endfor %}", "passes"),
    ("{% for i in (1..9999) %}{% for j in (1..9999) %}{% endfor %}{% endfor %}", "passes"),
    ("{% tablerow i in (1..99999999) %}{% endtablerow %}", "bytes"),
    ("{{ (1..999999999999) | join }}", "too many numbers"),
    ("{{ (1..9223372036854775807) | reverse }}", "too many numbers"),
    ("{% assign a = (1..999999999999) | sort %}", "too many numbers"),
    ("{% render 'self' %}", "nested"), ("{% render 'twice' %}", "nested"),
    ("{% render 'ping' %}", "nested"), ("{% render 'many' %}", "passes"),
    (
      "{% assign a = 'abcdefgh' %}"
        + String(repeating: "{% assign a = a | append: a %}", count: 60), "bytes"
    ),
    (
      "{% assign a = 'abcdefgh' %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}",
      "bytes"
    ),
    (
      "{% capture a %}x{% endcapture %}{% for i in (1..60) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}",
      "bytes"
    ),
    (
      "{% assign a = 'x,y' | split: ',' %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}",
      "bytes"
    ),
    (
      "{% assign a = 'xx' %}{% for i in (1..60) %}{% assign a = a | replace: 'x', 'xx' %}{% endfor %}",
      "bytes"
    ),
    (
      "{% assign s = 'aaaaaaaaaaaaaaaa' %}{% for i in (1..40000) %}{{ s }}{{ s }}{% endfor %}",
      "bytes"
    ),
  ])
  func runawaysEndWithAnError(_ template: String, _ reason: String) {
    let partials = [
      "self": "{% render 'self' %}", "twice": "{% render 'twice' %}{% render 'twice' %}",
      "ping": "{% render 'pong' %}", "pong": "{% render 'ping' %}",
      "many": "{% for i in (1..60000) %}{% render 'empty' %}{% endfor %}", "empty": "",
    ]
    let clock = ContinuousClock()
    var context = RenderContext()
    context.limits.iterations = 50_000
    context.limits.outputBytes = 1_000_000
    context.limits.memoryBytes = 8_000_000
    var text = ""
    let time = clock.measure {
      text = Render.text(template, partials: partials, in: context)
    }
    #expect(text.hasPrefix("error") && text.contains(reason), "\(text.prefix(200))")
    #expect(time < .seconds(20))
  }

  @Test(arguments: [
    String(repeating: "{% if a %}", count: 10_000),
    String(repeating: "{% if a %}", count: 10_000)
      + String(repeating: "{% endif %}", count: 10_000),
    String(repeating: "{% for a in b %}", count: 10_000),
    String(repeating: "{% liquid ", count: 10_000) + "echo 1 %}",
    "{% liquid " + String(repeating: "liquid ", count: 10_000) + "echo 1 %}",
    "{{ " + String(repeating: "a[", count: 10_000) + " }}",
    "{{ " + String(repeating: "(1..", count: 10_000) + " }}",
    String(repeating: "{% capture a %}", count: 10_000),
    String(repeating: "{% comment %}", count: 10_000),
  ])
  func deepNestingIsRefused(_ template: String) {
    let parsed = Render.parse(template)
    #expect(parsed.template == nil)
    #expect((1...3).contains(parsed.diagnostics.count), "\(parsed.diagnostics.count)")
  }

  @Test func nestingOfAHundredIsFine() {
    let template =
      String(repeating: "{% if a %}", count: 100) + "x"
      + String(repeating: "{% endif %}", count: 100)
    #expect(Render.text(template, ["a": true]) == "x")
  }

  @Test func includesThatMeetThemselvesAreRefused() {
    let partials = ["a": "{% include 'b' %}", "b": "{% include 'a' %}"]
    let parsed = Render.parse("{% include 'a' %}", partials: partials)
    #expect(parsed.diagnostics.map(\.code) == ["self-inclusion"])
  }

  @Test func includesThatMultiplyAreRefused() {
    var partials = ["p20": "x"]
    for level in 0..<20 {
      partials["p\(level)"] = String(repeating: "{% include 'p\(level + 1)' %}", count: 4)
    }
    let parsed = Render.parse("{% include 'p0' %}", partials: partials)
    #expect(parsed.diagnostics.map(\.code) == ["nesting"])
  }

  @Test func layoutsThatMeetThemselvesAreRefused() {
    let layouts = ["a": "{% layout 'b' %}", "b": "{% layout 'a' %}"]
    let parsed = Render.parse("{% layout 'a' %}", layouts: layouts)
    #expect(parsed.diagnostics.map(\.code) == ["self-inclusion"])
  }

  @Test func limitsAreTheContexts() {
    var context = RenderContext()
    context.limits.outputBytes = 10
    #expect(Render.text("0123456789", in: context) == "0123456789")
    #expect(Render.text("0123456789a", in: context).hasPrefix("error"))
    context.limits.iterations = 3
    #expect(Render.text("{% for i in (1..3) %}x{% endfor %}", in: context) == "xxx")
    #expect(Render.text("{% for i in (1..4) %}x{% endfor %}", in: context).hasPrefix("error"))
  }

  @Test func aRendererWorksAfterAFailure() throws {
    let renderer = Renderer()
    let bad = try #require(Render.parse("{% for i in (1..99999999) %}x{% endfor %}").template)
    let good = try #require(Render.parse("good").template)
    #expect(throws: RenderError.self) { try renderer.render(bad, [], in: RenderContext()) }
    #expect(try renderer.render(good, [], in: RenderContext()) == .text("good"))
  }
}
