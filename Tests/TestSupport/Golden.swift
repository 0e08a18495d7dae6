package import Foundation
package import Testing

/// Compares text with a file beside the tests; `RECORD_GOLDEN=1` rewrites it, and still fails.
package func expectGolden(
  _ actual: String,
  at url: URL,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
    do {
      try Data(actual.utf8).write(to: url)
      Issue.record("recorded \(url.lastPathComponent)", sourceLocation: sourceLocation)
    } catch {
      Issue.record("cannot record \(url.path): \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let expected = try? String(contentsOf: url, encoding: .utf8) else {
    Issue.record("no golden file \(url.path)", sourceLocation: sourceLocation)
    return
  }
  #expect(
    actual == expected,
    "differs from \(url.lastPathComponent)",
    sourceLocation: sourceLocation
  )
}

/// The folder of a test file, for its case folders: `Folder.beside(#filePath)`.
package enum Folder {
  package static func beside(_ file: String) -> URL {
    URL(fileURLWithPath: file).deletingLastPathComponent()
  }

  /// The files in a folder with an ending, by name.
  package static func files(in folder: URL, ending: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasSuffix(ending) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}

/// A fresh folder for one test, removed when the closure ends.
package func withTemporaryFolder<Result>(
  _ body: (URL) async throws -> Result
) async throws -> Result {
  let folder = try makeTemporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}

private func makeTemporaryFolder() throws -> URL {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("stamkund-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}
