import Diagnostics
import Foundation
import TestSupport
import Workspace

/// A small good workspace in a temporary folder, with some of its files written anew.
enum TestWorkspace {
  static let cases = Folder.beside(#filePath).appendingPathComponent("Cases")

  static func load(
    with files: [String: String],
    _ body: (ShopWorkspace) throws -> Void
  ) async throws {
    try await load(with: files.mapValues { Data($0.utf8) }, body)
  }

  static func load(
    with files: [String: Data],
    _ body: (ShopWorkspace) throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let root = folder.appendingPathComponent("shop")
      try FileManager.default.copyItem(at: cases.appendingPathComponent("workspace"), to: root)
      for (path, content) in files {
        let url = root.appendingPathComponent(path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try content.write(to: url)
      }
      try body(ShopWorkspace.load(WorkspaceFolder(at: root)))
    }
  }

  /// The errors as a person reads them, warnings left out.
  static func errors(_ workspace: ShopWorkspace) -> String {
    DiagnosticRenderer { workspace.files.text(ofFile: $0) }
      .render(workspace.problems.filter { $0.severity == .error })
  }

  /// The problems as a person reads them.
  static func report(_ workspace: ShopWorkspace) -> String {
    DiagnosticRenderer { workspace.files.text(ofFile: $0) }.render(workspace.problems)
  }
}
