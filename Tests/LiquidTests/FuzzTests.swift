import Diagnostics
import Foundation
import Liquid
import TestSupport
import Testing

@Suite struct FuzzTests {
  private static let pieces = [
    "{{", "}}", "{%", "%}", "{{-", "-}}", "{%-", "-%}", " ", "\n", "a", "b.c", "customer", "[", "]",
    "(1..3)", "(", ")", "..", "|", ":", ",", "'x'", "\"y\"", "'", "\"", "1", "-2", "3.5", "==",
    "!=",
    "<", ">", "<=", "contains", " and ", " or ", "if ", "elsif ", "else", "endif", "unless ",
    "endunless", "for ", " in ", "endfor", "limit: ", "offset: ", "continue", "break", "case ",
    "when ", "endcase", "assign ", " = ", "capture ", "endcapture", "raw", "endraw", "comment",
    "endcomment", "liquid\n", "echo ", "cycle ", "increment ", "decrement ", "render 'p'",
    "include 'p'", "tablerow ", "endtablerow", "cols: ", "ifchanged", "endifchanged", "doc",
    "enddoc", "layout 'l'", "block b", "endblock", "skip 'r'", "# ", "upcase", "split: ", "join",
    "map: ", "sort", "date: ", "'%Y'", "money", "truncate: ", "slice: ", "default: ", "times: ",
    "divided_by: ", "where: ", "uniq", "replace: ", "size", "first", "last", "blank", "empty",
    "nil",
    "true", "forloop.index", "forloop", "&gt;", "“", "’", "é", "\u{A0}", "<a href=\"", "\">", "&",
    "\0", "\u{1F600}", "percent", "list", "t", "raw", "reverse", "sum", "concat: ", "possessive",
  ]

  private static let data: LiquidValue = [
    "a": [1, "two", 3.5, nil, ["x": 1], ["nested"]], "b": ["c": "<&>"],
    "customer": ["name": "Zoë", "at": .instant(milliseconds: 1_700_000_000_000)],
    "x": "2026-11-22", "y": .day(year: 2026, month: 1, day: 31),
  ]

  private static let partials = ["p": "{{ p }}{{ a }}{% for i in a %}{{ i }}{% endfor %}"]

  @Test(arguments: [UInt64](0..<8))
  func noTemplateCrashesOrHangs(_ seed: UInt64) {
    var generator = SeededGenerator(seed: 0x5EED + seed)
    let renderer = Renderer()
    let data = TemplateData(Self.data)
    var context = RenderContext()
    context.limits.iterations = 5_000
    context.limits.memoryBytes = 1_000_000
    context.limits.outputBytes = 100_000
    var rendered = 0
    for _ in 0..<1_000 {
      let text = Self.template(&generator)
      let parser = TemplateParser(
        escaping: [.html, .none, .line].randomElement(using: &generator) ?? .none,
        partials: DictionaryLoader(Self.partials),
        layouts: DictionaryLoader(["l": "<{% block b %}{% endblock %}>"])
      )
      let parsed = parser.parse(text, file: "fuzz")
      #expect((parsed.template == nil) == parsed.diagnostics.hasErrors, "seed \(seed): \(text)")
      guard let template = parsed.template else { continue }
      rendered += 1
      // Failing is one of the right answers here; only a crash or a hang is wrong.
      _ = try? renderer.render(template, [data], in: context)
    }
    #expect(rendered > 10, "seed \(seed): too few templates are valid")
  }

  /// Any pieces, or a tag that is likely to be right.
  private static func template(_ generator: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0:
        text += pieces.randomElement(using: &generator) ?? ""
      case 1:
        let filters = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
          "| " + (filterCalls.randomElement(using: &generator) ?? "")
        }
        text += "{{ \(value(&generator)) \(filters.joined(separator: " ")) }}"
      case 2:
        text += "{% if \(value(&generator)) == \(value(&generator)) %}x{% endif %}"
      default:
        text += "{% for i in \(value(&generator)) limit: 3 %}{{ i }}{% endfor %}"
      }
    }
    return text
  }

  private static func value(_ generator: inout SeededGenerator) -> String {
    let values = [
      "a", "b.c", "customer.name", "customer.at", "(1..5)", "x", "y", "nil", "'text & more'", "-7",
      "2.50", "a[2]", "a.first", "nothing", "blank", "a[b]", "forloop.index", "1000000000000",
    ]
    return values.randomElement(using: &generator) ?? "a"
  }

  private static let filterCalls = [
    "upcase", "split: ','", "join: '-'", "sort", "map: 'x'", "date: '%A %-d %b %s %z'",
    "date: 'relative'", "money", "money: decimals: 0", "number", "percent: decimals: 2", "list",
    "truncate: 3", "truncatewords: 1", "slice: -2, 5", "default: 'd'", "times: 3",
    "divided_by: 0.3",
    "modulo: 7", "round: 2", "ceil", "abs", "where: 'x', 1", "reject: 'x'", "find: 'x'", "has: 'x'",
    "uniq", "replace: 'e', ''", "replace_last: 'x', 'y'", "remove: 'a'", "size", "first", "last",
    "reverse", "sum", "concat: a", "compact", "possessive", "escape", "escape_once", "strip_html",
    "newline_to_br", "url_encode", "url_decode", "base64_encode", "base64_decode", "raw",
    "pluralize: 'a', 'b'", "time_zone: 'Europe/Stockholm'", "sample", "shuffle", "capitalize",
    "sort_natural", "append: a", "prepend: b.c", "find_index: 'x', 1", "plus: 9223372036854775807",
  ]

  @Test(arguments: [UInt64](0..<4))
  func noJSONCrashes(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "1", "-", "1.5", "e9", "true", "\\u", "d83d",
      " ",
    ]
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...10, using: &generator)
      let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      // Most of these are not JSON; that they are read or refused at all is the claim.
      _ = try? LiquidValue(json: text)
    }
  }
}
