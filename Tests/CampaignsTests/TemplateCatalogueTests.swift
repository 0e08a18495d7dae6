import Campaigns
import Foundation
import TestSupport
import Testing

@Suite struct TemplateCatalogueTests {
  @Test func thePageOfNamesIsWhatTheProgramKnows() {
    let page = Folder.beside(#filePath)
      .appendingPathComponent("../../docs/template-names.md").standardizedFileURL
    expectGolden(TemplateCatalogue.markdown(), at: page)
  }
}
