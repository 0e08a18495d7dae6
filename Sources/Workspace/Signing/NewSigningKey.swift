import Foundation
package import Mail

/// A key that was made just now, with the file that holds it.
package struct NewSigningKey: Sendable {
  /// From the workspace's root.
  package let path: String
  package let identity: DKIMIdentity

  /// Makes a key of each kind and writes it to `keys/SELECTOR.pem`, which only its owner may read.
  ///
  /// With several kinds, all but the first have their kind added to the selector: `s1` and
  /// `s1-ed25519`. No file is written over. Where the folder `keys` is new it gets a `.gitignore` that
  /// keeps all of it out of version control.
  package static func make(
    _ kinds: [DKIMKey.Kind],
    domain: String,
    selector: String,
    in folder: WorkspaceFolder
  ) throws -> [NewSigningKey] {
    let keys = try kinds.enumerated().map { index, kind in
      let identity = try DKIMIdentity(
        domain: domain,
        selector: index == 0 ? selector : "\(selector)-\(kind.rawValue)",
        key: DKIMKey.make(kind)
      )
      return NewSigningKey(path: "keys/\(identity.selector).pem", identity: identity)
    }
    for key in keys where FileManager.default.fileExists(atPath: folder.url(key.path).path) {
      throw NewSigningKeyFailure.exists(key.path)
    }
    try makeFolder(at: folder.url("keys"))
    for key in keys { try key.write(to: folder.url(key.path)) }
    return keys
  }

  private static func makeFolder(at url: URL) throws {
    guard !FileManager.default.fileExists(atPath: url.path) else { return }
    do {
      try FileManager.default.createDirectory(
        at: url,
        withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o700]
      )
      try Data("*\n".utf8).write(to: url.appendingPathComponent(".gitignore"))
    } catch {
      throw NewSigningKeyFailure.cannotWrite("keys/", reason: error.localizedDescription)
    }
  }

  /// Nobody else may read the file at any moment, and one that came to be meanwhile stays as it is.
  private func write(to url: URL) throws {
    let descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { throw NewSigningKeyFailure.exists(path) }
      throw NewSigningKeyFailure.cannotWrite(path, reason: String(cString: strerror(errno)))
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try file.write(contentsOf: Data(identity.key.pem()))
      try file.synchronize()
      try file.close()
    } catch {
      throw NewSigningKeyFailure.cannotWrite(path, reason: error.localizedDescription)
    }
  }
}

/// Why there is no new key.
package enum NewSigningKeyFailure: Error, Equatable, CustomStringConvertible {
  /// A key that would be written over, by its path.
  case exists(String)
  case cannotWrite(String, reason: String)

  package var description: String {
    switch self {
    case .exists(let path): "\(path) is there already: choose another --selector"
    case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
    }
  }
}
