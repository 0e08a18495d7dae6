import Diagnostics
import Foundation
import Liquid
import TestSupport
import Testing

/// Templates beside what they give: `pages` are rendered with their data, `errors` are refused.
@Suite struct CaseTests {
  private static let folder = Folder.beside(#filePath).appendingPathComponent("Cases")

  private static func names(_ kind: String, _ ending: String) -> [String] {
    let files = try? Folder.files(in: folder.appendingPathComponent(kind), ending: ending)
    return (files ?? []).map { String($0.lastPathComponent.dropLast(ending.count)) }
  }

  private static func loader(_ kind: String) -> FolderLoader {
    FolderLoader(root: folder.appendingPathComponent(kind), ending: ".liquid", shownAs: kind)
  }

  @Test func thereAreCases() {
    #expect(Self.names("pages", ".liquid").count >= 7)
    #expect(Self.names("errors", ".liquid").count >= 3)
  }

  @Test(arguments: names("pages", ".liquid"))
  func pagesAreRendered(_ name: String) throws {
    let folder = Self.folder.appendingPathComponent("pages")
    let text = try String(
      contentsOf: folder.appendingPathComponent(name + ".liquid"),
      encoding: .utf8
    )
    let json = try String(contentsOf: folder.appendingPathComponent("data.json"), encoding: .utf8)
    let parser = TemplateParser(
      escaping: name.hasSuffix(".html") ? .html : .none,
      partials: Self.loader("partials"),
      layouts: Self.loader("layouts")
    )
    let parsed = parser.parse(text, file: name)
    #expect(parsed.diagnostics == [])
    let template = try #require(parsed.template)
    let data = TemplateData(try LiquidValue(json: json))
    let rendering = try Renderer().render(template, [data], in: Render.context("sv"))
    guard case .text(let result) = rendering else {
      Issue.record("skipped")
      return
    }
    expectGolden(result, at: folder.appendingPathComponent(name + ".expected"))
  }

  @Test(arguments: names("errors", ".liquid"))
  func mistakesAreShownAtTheirPlace(_ name: String) throws {
    let folder = Self.folder.appendingPathComponent("errors")
    let file = folder.appendingPathComponent(name + ".liquid")
    let text = try String(contentsOf: file, encoding: .utf8)
    let parser = TemplateParser(
      escaping: .html,
      partials: Self.loader("partials"),
      layouts: Self.loader("layouts"),
      schema: .object(
        [
          "customer": .object(["first_name": .scalar, "city": .scalar], open: false),
          "lines": .array(.object(["name": .scalar, "price": .scalar], open: false)),
        ],
        open: false
      )
    )
    let parsed = parser.parse(text, file: name + ".liquid")
    #expect(parsed.template == nil)
    let renderer = DiagnosticRenderer { $0 == name + ".liquid" ? text : nil }
    expectGolden(
      renderer.render(parsed.diagnostics),
      at: folder.appendingPathComponent(name + ".expected")
    )
  }
}
