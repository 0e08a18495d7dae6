package import Foundation

/// A new workspace: the files that `stamkund init` writes.
package enum StarterWorkspace {
  /// The files by their paths.
  static var files: [String: String] {
    [
      StarterFiles.shop, StarterFiles.segments, StarterFiles.templates, StarterFiles.parts,
      [".gitignore": ignored],
    ].reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }
  }

  /// Customers' data, private keys and what the tool makes do not belong under version control.
  private static let ignored = """
    /.stamkund/
    /data/
    /keys/

    """

  /// Writes the files into a folder, which is made where it is not there; returns their paths, in
  /// order.
  ///
  /// Where one of the files is there already, nothing is written; a `.gitignore` of one's own is
  /// left as it is.
  @discardableResult
  package static func write(to folder: URL) throws(StarterFailure) -> [String] {
    let ownIgnores = FileManager.default.fileExists(
      atPath: folder.appendingPathComponent(".gitignore").path
    )
    let files = files.filter { !(ownIgnores && $0.key == ".gitignore") }
      .sorted { $0.key < $1.key }
    for (path, _) in files {
      let url = folder.appendingPathComponent(path)
      if FileManager.default.fileExists(atPath: url.path) { throw .exists(url.path) }
    }
    for (path, text) in files { try write(text, to: folder.appendingPathComponent(path)) }
    return files.map(\.key)
  }

  /// Writes one file, and the folders above it.
  static func write(_ text: String, to url: URL) throws(StarterFailure) {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url, options: .atomic)
    } catch {
      throw .cannotWrite(url.path, reason: error.localizedDescription)
    }
  }
}

/// Why a new workspace or its demo data cannot be written.
package enum StarterFailure: Error, Equatable, CustomStringConvertible {
  /// A file that would be written over, by its path.
  case exists(String)
  case cannotWrite(String, reason: String)

  package var description: String {
    switch self {
    case .exists(let path): "\(path) is there already; choose another folder"
    case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
    }
  }
}
