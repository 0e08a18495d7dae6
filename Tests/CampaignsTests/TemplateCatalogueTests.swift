import Campaigns
import Foundation
import Liquid
import TestSupport
import Testing
import Workspace

@Suite struct TemplateCatalogueTests {
  @Test func thePageOfNamesIsWhatTheProgramKnows() {
    let page = Folder.beside(#filePath)
      .appendingPathComponent("../../docs/template-names.md").standardizedFileURL
    expectGolden(TemplateCatalogue.markdown(), at: page)
  }

  @Test func thePageOfComponentsIsWhatTheirFilesSay() {
    let page = Folder.beside(#filePath)
      .appendingPathComponent("../../docs/components.md").standardizedFileURL
    expectGolden(ComponentPage.markdown, at: page)
  }

  @Test(arguments: ShippedComponents.all.keys.sorted())
  func theExampleOfAComponentIsRight(_ name: String) throws {
    let file = try #require(ShippedComponents.all[name])
    let signature = ComponentSignature(of: file.text)
    #expect(!signature.summary.isEmpty)
    #expect(signature.parameters.allSatisfy { !$0.text.isEmpty })
    for escaping in [Escaping.html, .markdown] {
      let parsed = EmailMarkup.parser(escaping, partials: nil).parse(signature.example, file: name)
      #expect(parsed.diagnostics == [])
    }
    #expect(signature.example.contains("{% \(name)"))
  }
}
