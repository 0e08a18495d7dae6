import Foundation
import TestSupport
import Testing

/// Files with mistakes, each beside what is said about it.
@Suite struct BadFileTests {
  private static func names(_ kind: String) throws -> [String] {
    try Folder.files(in: TestWorkspace.cases.appendingPathComponent(kind), ending: ".yaml")
      .map { $0.deletingPathExtension().lastPathComponent }
  }

  private func expectReport(_ kind: String, _ name: String, at path: String) async throws {
    let folder = TestWorkspace.cases.appendingPathComponent(kind)
    let content = try Data(contentsOf: folder.appendingPathComponent("\(name).yaml"))
    try await TestWorkspace.load(with: [path: content]) { workspace in
      let report = TestWorkspace.report(workspace)
      #expect(!report.isEmpty)
      expectGolden(report, at: folder.appendingPathComponent("\(name).txt"))
    }
  }

  @Test(arguments: try names("stamkund"))
  func configurations(name: String) async throws {
    try await expectReport("stamkund", name, at: "stamkund.yaml")
  }

  @Test(arguments: try names("offers"))
  func offers(name: String) async throws {
    try await expectReport("offers", name, at: "offers/\(name).yaml")
  }

  @Test(arguments: try names("campaigns"))
  func campaigns(name: String) async throws {
    try await expectReport("campaigns", name, at: "campaigns/\(name).yaml")
  }
}
