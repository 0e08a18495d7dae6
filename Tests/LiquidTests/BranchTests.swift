import Diagnostics
import Liquid
import Testing

@Suite struct BranchTests {
  private func taken(_ text: String, _ data: LiquidValue) throws -> [String] {
    let parsed = Render.parse(text, partials: ["p": "{% if x %}x{% else %}none{% endif %}"])
    let template = try #require(parsed.template)
    let renderer = Renderer()
    _ = try renderer.render(template, [TemplateData(data)], in: RenderContext())
    return template.branches.indices.filter { renderer.hasTaken(branch: $0) }
      .map { template.branches[$0].tag }
  }

  @Test(
    arguments: [
      ("{% if a %}1{% elsif b %}2{% else %}3{% endif %}", ["b": true], ["{% elsif b %}"]),
      ("{% if a %}1{% elsif b %}2{% else %}3{% endif %}", [:], ["{% else %}"]),
      ("{% unless a %}1{% endunless %}", [:], ["{% unless a %}"]),
      ("{% if a %}1{% endif %}", [:], []),
      (
        "{% case a %}{% when 1 %}x{% when 2, 3 %}y{% else %}z{% endcase %}", ["a": 3],
        ["{% when 2, 3 %}"]
      ),
      ("{% case a %}{% when 1 %}x{% else %}z{% endcase %}", [:], ["{% else %}"]),
      ("{% for i in a %}x{% else %}y{% endfor %}", ["a": [1]], ["{% for i in a %}"]),
      ("{% for i in a %}x{% else %}y{% endfor %}", ["a": []], ["{% else %}"]),
    ] as [(String, LiquidValue, [String])]
  )
  func aRenderNotesTheBranchesItTook(
    _ text: String,
    _ data: LiquidValue,
    _ expected: [String]
  ) throws {
    #expect(try taken(text, data) == expected)
  }

  @Test func aPartialsBranchIsOneHoweverOftenItIsUsed() throws {
    let text = "{% render 'p', x: 1 %}{% render 'p' %}"
    let template = try #require(
      Render.parse(text, partials: ["p": "{% if x %}x{% else %}none{% endif %}"]).template
    )
    #expect(template.branches.map(\.tag) == ["{% if x %}", "{% else %}"])
    #expect(template.branches.allSatisfy { $0.location.file == "p" })
    #expect(try taken(text, [:]) == ["{% if x %}", "{% else %}"])
  }

  @Test func theNextRenderBeginsAnew() throws {
    let template = try #require(Render.parse("{% if a %}1{% else %}2{% endif %}").template)
    let renderer = Renderer()
    for flag in [true, false, true] {
      _ = try renderer.render(template, [TemplateData(["a": .bool(flag)])], in: RenderContext())
      #expect(renderer.hasTaken(branch: 0) == flag)
      #expect(renderer.hasTaken(branch: 1) != flag)
    }
  }
}
