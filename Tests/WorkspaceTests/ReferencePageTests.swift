import Foundation
import TestSupport
import Testing
import Workspace

@Suite struct ReferencePageTests {
  private static let root = Folder.beside(#filePath)
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func thePageInTheDocumentationIsTheOneOfTheProgram() {
    expectGolden(
      ReferencePage.markdown(),
      at: Self.root.appendingPathComponent("docs/reference.md")
    )
  }
}
