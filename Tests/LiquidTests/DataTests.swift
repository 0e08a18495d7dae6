import Foundation
import Liquid
import Testing

@Suite struct DataTests {
  @Test(
    arguments: [
      (
        "{\"a\": [1, 1.0, -2.5e3, true, false, null, \"x\\u00e9\\n\\ud83d\\ude00\"]}",
        ["a": [1, 1.0, -2500.0, true, false, nil, "xé\n😀"]]
      ),
      ("  {}  ", [:]), ("{\"b\": {\"z\": 1, \"a\": 2}}", ["b": ["z": 1, "a": 2]]),
      ("{\"a\": 1, \"a\": 2}", ["a": 2]),
      ("{\"n\": 12345678901234567890}", ["n": 12345678901234567890.0]),
      ("{\"n\": -9223372036854775808}", ["n": .integer(.min)]),
    ] as [(String, LiquidValue)]
  )
  func jsonIsRead(_ text: String, _ expected: LiquidValue) throws {
    #expect(try LiquidValue(json: text) == expected)
  }

  @Test(arguments: [
    ("", "1:1: expected a value"), ("{", "1:2: expected a name in quotes"),
    ("{\"a\" 1}", "1:6: expected ':'"), ("{\"a\":\n 01}", "2:2: a number begins with 0"),
    ("[1,]", "1:4: expected a value"), ("[1 2]", "1:4: expected ',' or ']'"),
    ("\"å", "1:1: the string is not closed"), ("\"\\x\"", "1:2: an unknown escape in a string"),
    ("\"\\ud800\"", "1:2: half a surrogate pair"), ("1 2", "1:3: expected the end of the text"),
    ("nul", "1:1: expected a value"), ("1.", "1:3: expected digits"),
    ("1e999", "1:1: the number is too large"),
    ("\"a\u{1}\"", "1:3: a control character in a string"),
    (String(repeating: "[", count: 100_000), "1:513: nested too deeply"),
  ])
  func badJSONIsRefusedWithItsPlace(_ text: String, _ message: String) {
    let error = #expect(throws: JSONError.self) { try LiquidValue(json: text) }
    #expect(error?.description == message)
  }

  @Test func builtDataIsTheSameAsAValue() throws {
    let shared = TemplateData(["sku": "S1", "price": 100])
    let built = TemplateData.build { data in
      data.set("shop", "Bok & Co")
      data.object("customer") { customer in
        customer.set("first_name", "Anna" as String?)
        customer.set("age", 42 as Int64?)
        customer.set("rating", 4.5)
        customer.set("vip", true)
        customer.set("last_name", nil as String?)
        customer.set("since", milliseconds: 0)
        customer.set("best", shared: shared)
        customer.array("items") { items in
          items.append(shared: shared)
          items.append("text")
          items.appendObject { $0.set("sku", "S2") }
        }
      }
      data.set("tags", ["a", ["b": [1, 2]]])
    }
    let text = """
      {{ shop }} {{ customer.first_name }} {{ customer.age }} {{ customer.rating }} {{ customer.vip }}
      {{ customer.last_name }}|{{ customer.since | date: '%F' }} {{ customer.best.sku }}
      {% for i in customer.items %}{{ i.sku | default: i }},{% endfor %}{{ tags[1].b | join: '+' }}
      """
    let template = try #require(Render.parse(text).template)
    let rendering = try Renderer().render(template, [built], in: RenderContext())
    #expect(
      rendering
        == .text(
          """
          Bok & Co Anna 42 4.5 true
          |1970-01-01 S1
          S1,text,S2,1+2
          """
        )
    )
  }

  @Test func theFirstDataThatHasANameCounts() throws {
    let template = try #require(Render.parse("{{ a }}{{ b }}{{ c }}").template)
    let first = TemplateData(["a": 1, "b": nil])
    let second = TemplateData(["a": 2, "b": 2, "c": 3])
    let rendering = try Renderer().render(template, [first, second], in: RenderContext())
    #expect(rendering == .text("13"))
  }

  @Test func oneTemplateIsRenderedOnManyThreadsAtOnce() async throws {
    let text =
      "{% for i in (1..50) %}{{ v | append: i | upcase }}{{ 1700000000 | date: '%c' }}{% endfor %}"
    let template = try #require(Render.parse(text).template)
    let shared = TemplateData(["v": "x"])
    let expected = try Renderer().render(template, [shared], in: RenderContext())
    let renderings = await withTaskGroup(of: Rendering?.self) { group in
      for _ in 0..<16 {
        group.addTask {
          let renderer = Renderer()
          // A failure would be nil, which is not what is expected.
          return try? renderer.render(template, [shared], in: RenderContext())
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(renderings == Array(repeating: expected, count: 16))
  }

  @Test func chanceIsRepeatable() {
    var context = RenderContext()
    let data: LiquidValue = ["v": .array((1...20).map { .integer($0) })]
    let template = "{{ v | shuffle | join }} {{ v | sample }}"
    context.seed = 7
    let first = Render.text(template, data, in: context)
    #expect(Render.text(template, data, in: context) == first)
    context.seed = 8
    #expect(Render.text(template, data, in: context) != first)
  }

  @Test(arguments: [
    ("{{ 0.1 | plus: 0.2 }}", "0.3"), ("{{ 1.1 | times: 3 }}", "3.3"),
    ("{{ 7 | divided_by: -2 }}", "-4"),
    ("{{ -7 | modulo: 3 }}", "2"), ("{{ 0.3 | divided_by: 0.1 }}", "3.0"), ("{{ 1e3 }}", ""),
    ("{{ 2.5 | round }} {{ -2.5 | round }} {{ 2.675 | round: 2 }}", "3 -3 2.68"),
    ("{{ 1234 | round: -2 }}", "1200"), ("{{ '12abc' | plus: 1 }}", "13"),
    ("{{ 100000000.0 | times: 1000000000000.0 }}", "1.0e+20"),
    ("{{ 0.00001 }}", "1.0e-05"), ("{{ 4.0 }}", "4.0"),
    ("{{ 9223372036854775807 }}", "9223372036854775807"),
    ("{{ 9223372036854775807 | plus: 1 }}", "9223372036854775808"),
  ])
  func arithmeticIsExact(_ template: String, _ expected: String) {
    if expected.isEmpty {
      #expect(Render.text(template).hasPrefix("invalid"))
    } else {
      #expect(Render.text(template) == expected)
    }
  }

  @Test(arguments: [
    "abs", "ceil", "floor", "round", "round: v", "plus: v", "minus: v", "times: v", "divided_by: v",
    "modulo: v", "divided_by: 0.1", "modulo: 0.3", "at_least: v", "slice: v", "slice: v, v",
    "truncate: v", "truncatewords: v", "date: '%c %s %G %V %Z %N'", "date: 'relative'",
    "date: 'long'",
    "money", "money: decimals: v", "number", "percent", "pluralize: 'a', 'b'", "upcase", "size",
    "time_zone: 'Asia/Tokyo' | date: '%c'", "sum", "sort", "join", "first", "has: v", "find: v",
    "append: v", "at_most: -1.5", "times: 0.000000001", "times: 1.5 | times: 1.5 | number",
  ])
  func extremesDoNotCrash(_ filter: String) throws {
    let values: [LiquidValue] = [
      .integer(.min), .integer(.max), .integer(-1), 0, 1e308, -1e-308, .decimal(.infinity),
      .decimal(.nan), .instant(milliseconds: .min), .instant(milliseconds: .max),
      .day(year: -9_999, month: 1, day: 1), .day(year: 9_999, month: 12, day: 31), nil, true, "",
      "9999999999999999999999999999", "-0.00000000000000000000000000000001", [], [:],
    ]
    let forms = "{{ v | \(filter) }}{{ 'text' | \(filter) }}{{ 7 | \(filter) }}{{ v }}"
    let loops =
      "{% for i in (v..v) limit: v %}{{ i }}{% endfor %}"
      + "{% for i in (1..3) offset: v %}{{ i }}{% endfor %}{{ list[v] }}{% increment v %}"
    for text in [forms, loops] {
      let template = try #require(Render.parse(text).template)
      for value in values {
        let data = TemplateData(["v": value, "list": [1, 2]])
        // An error is a right answer for most of these.
        _ = try? Renderer().render(template, [data], in: Render.context("sv"))
      }
    }
  }
}
