import Foundation

/// Where a secret is kept: never in a file under version control.
package enum SecretSource: Hashable, Sendable {
  /// The name of an environment variable.
  case environment(String)
  /// A path, from the workspace's root where it is relative.
  case file(String)

  /// The secret without the line end that files have.
  package func read(
    in folder: WorkspaceFolder,
    environment: [String: String]
  ) throws(SecretUnavailable) -> String {
    switch self {
    case .environment(let name):
      guard let secret = environment[name], !secret.isEmpty else { throw .noVariable(name) }
      return secret
    case .file(let path):
      let text: String
      do {
        text = try String(contentsOf: folder.url(path), encoding: .utf8)
      } catch {
        throw .noFile(path)
      }
      let secret = text.trimmingSpaces()
      guard !secret.isEmpty else { throw .noFile(path) }
      return secret
    }
  }
}

/// A secret is not where the configuration says it is.
package enum SecretUnavailable: Error, Equatable, CustomStringConvertible {
  case noVariable(String)
  case noFile(String)

  package var description: String {
    switch self {
    case .noVariable(let name): "the environment variable \(name) is not set"
    case .noFile(let path): "the file \(path) cannot be read, or it is empty"
    }
  }
}
