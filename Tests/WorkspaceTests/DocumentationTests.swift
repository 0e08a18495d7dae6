import Foundation
import TestSupport
import Testing
import Workspace

/// The examples in the documentation are files that the program reads.
@Suite struct DocumentationTests {
  private static let docs = Folder.beside(#filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs")

  private static func examples(_ page: String) throws -> [String] {
    let text = try String(contentsOf: docs.appendingPathComponent(page), encoding: .utf8)
    return text.matches(of: /(?s)```yaml\n(.*?)```/).map { String($0.1) }
  }

  private static let minimal = """
    name: Bokhandeln
    time_zone: Europe/Stockholm
    currency: SEK
    language: sv
    brand: {sender: hej@bokhandeln.example, address: Storgatan 1}
    smtp: {url: "smtp://127.0.0.1:2525"}

    """

  private func expectNoErrors(_ text: String, at path: String) async throws {
    try await withTemporaryFolder { folder in
      try StarterWorkspace.write(to: folder)
      try Data(text.utf8).write(to: folder.appendingPathComponent(path))
      let workspace = ShopWorkspace.load(try WorkspaceFolder(at: folder))
      #expect(TestWorkspace.errors(workspace) == "")
    }
  }

  @Test(arguments: try examples("campaigns.md"))
  func campaigns(example: String) async throws {
    try await expectNoErrors(example, at: "campaigns/example.yaml")
  }

  @Test(arguments: try examples("offers.md"))
  func offers(example: String) async throws {
    try await expectNoErrors(example, at: "offers/example.yaml")
  }

  @Test(arguments: try examples("report.md"))
  func settingsOfTheReport(example: String) async throws {
    try await expectNoErrors(Self.minimal + example, at: "stamkund.yaml")
  }

  @Test(arguments: try examples("club.md"))
  func clubs(example: String) async throws {
    try await expectNoErrors(Self.minimal + example, at: "stamkund.yaml")
  }

  @Test(arguments: try examples("deliverability.md"))
  func settingsOfDeliverability(example: String) async throws {
    try await expectNoErrors(Self.minimal + example, at: "stamkund.yaml")
  }

  @Test(arguments: try examples("importing.md"))
  func imports(example: String) async throws {
    try await expectNoErrors(Self.minimal + example, at: "stamkund.yaml")
  }

  @Test(arguments: [
    "day at 08:30", "monday, thursday at 10:00", "weekday at 9:00", "month on 1 at 09:00",
  ])
  func schedulesOfTheTable(every: String) async throws {
    let page = try String(
      contentsOf: Self.docs.appendingPathComponent("campaigns.md"),
      encoding: .utf8
    )
    #expect(page.contains("`every: \(every)`"))
    let text = """
      audience: {include: new-customers}
      message: {subject: Hej, template: welcome}
      schedule: {every: "\(every)"}
      """
    try await expectNoErrors(text, at: "campaigns/example.yaml")
  }
}
