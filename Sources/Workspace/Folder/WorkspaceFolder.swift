package import Foundation

/// A folder with a `stamkund.yaml`.
package struct WorkspaceFolder: Hashable, Sendable {
  package static let configurationFile = "stamkund.yaml"

  /// Absolute.
  package let root: URL

  /// The folder itself, as `--workspace` names it.
  package init(at folder: URL) throws(WorkspaceNotFound) {
    let folder = folder.standardizedFileURL
    guard Self.isWorkspace(folder) else { throw .notAWorkspace(folder.path) }
    root = folder
  }

  /// The nearest workspace from a folder upward.
  package static func find(from folder: URL) throws(WorkspaceNotFound) -> WorkspaceFolder {
    var candidate = folder.standardizedFileURL
    while !isWorkspace(candidate) {
      let parent = candidate.deletingLastPathComponent().standardizedFileURL
      guard parent.path != candidate.path, candidate.path != "/" else {
        throw .noneFrom(folder.path)
      }
      candidate = parent
    }
    return try WorkspaceFolder(at: candidate)
  }

  /// The place of a path that a file of the workspace names: relative paths begin at the root.
  package func url(_ path: String) -> URL {
    path.hasPrefix("/") ? URL(fileURLWithPath: path) : root.appendingPathComponent(path)
  }

  /// What the tool makes itself: the store, previews, reject files.
  package var stateFolder: URL { root.appendingPathComponent(".stamkund", isDirectory: true) }

  private static func isWorkspace(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(configurationFile).path)
  }
}

/// There is no workspace where one was looked for.
package enum WorkspaceNotFound: Error, Equatable, CustomStringConvertible {
  case notAWorkspace(String)
  case noneFrom(String)

  package var description: String {
    switch self {
    case .notAWorkspace(let path): "there is no stamkund.yaml in \(path)"
    case .noneFrom(let path):
      "there is no stamkund.yaml in \(path) or a folder above it; "
        + "'stamkund init DIR' makes a new workspace"
    }
  }
}
