import Diagnostics
import Foundation
import Liquid
import TestSupport
import Testing

/// The public golden-liquid cases: templates with the results of Shopify's Liquid.
@Suite struct GoldenLiquidTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let tags: [String]
    let template: String
    let data: LiquidValue
    let partials: [String: String]
    /// Any of these is right; none when the template is invalid.
    let results: [String]

    var testDescription: String { name + tags.map { " [\($0)]" }.joined() }
  }

  /// Cases whose template stands there twice with different results for a lax and a strict
  /// reading; we are strict.
  private static let laxCases = ["tags, case, unexpected when token"]

  private static let cases: [Case] = readCases()

  private static func readCases() -> [Case] {
    let project = Folder.beside(#filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = project.deletingLastPathComponent()
      .appendingPathComponent("shared/data/golden-liquid/golden_liquid.json")
    guard let text = try? String(contentsOf: file, encoding: .utf8),
      let suite = try? LiquidValue(json: text)
    else { return [] }
    return suite["tests"].elements.map { test in
      let result = test["result"]
      return Case(
        name: test["name"].text,
        tags: test["tags"].elements.map(\.text),
        template: test["template"].text,
        data: test["data"],
        partials: Dictionary(
          uniqueKeysWithValues: test["templates"].fields.map { ($0.name, $0.value.text) }
        ),
        results: result == .null ? test["results"].elements.map(\.text) : [result.text]
      )
    }
  }

  @Test func casesAreThereInContinuousIntegration() {
    if Self.cases.isEmpty {
      print("not run: golden-liquid, whose file is not beside the project")
      #expect(ProcessInfo.processInfo.environment["CI"] != "true")
    }
  }

  @Test(arguments: cases)
  func rendersAsShopifyDoes(_ test: Case) {
    let parser = TemplateParser(partials: DictionaryLoader(test.partials))
    let parsed = parser.parse(test.template, file: "template")
    if Self.laxCases.contains(test.name) {
      #expect(parsed.template == nil)
      return
    }
    guard let template = parsed.template else {
      let problems = parsed.diagnostics.map(\.message)
      #expect(test.results.isEmpty, "\(test.template): \(problems)")
      return
    }
    do {
      let rendering = try Renderer().render(
        template,
        [TemplateData(test.data)],
        in: RenderContext()
      )
      guard case .text(let text) = rendering else {
        Issue.record("skipped")
        return
      }
      #expect(test.results.contains(text), "\(test.template)")
    } catch {
      #expect(test.results.isEmpty, "\(test.template): \(error)")
    }
  }
}

extension LiquidValue {
  subscript(_ name: String) -> LiquidValue { fields.first { $0.name == name }?.value ?? .null }

  var fields: [LiquidField] { if case .object(let fields) = self { fields } else { [] } }

  var elements: [LiquidValue] { if case .array(let elements) = self { elements } else { [] } }

  var text: String { if case .string(let text) = self { text } else { "" } }
}
