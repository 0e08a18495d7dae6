package import Foundation

/// A lock on a file in the workspace's state folder (flock), given up when its holder ends, however.
///
/// The kernel releases it when the process dies, so that a lock that can be taken proves that its
/// last holder is gone.
struct FileLock: ~Copyable {
  private let file: LockFile

  /// Nil where another process, or another part of this one, holds it.
  init?(named name: String, in folder: URL) throws(FileLockError) {
    let locks = folder.appendingPathComponent("locks")
    do {
      try FileManager.default.createDirectory(at: locks, withIntermediateDirectories: true)
    } catch {
      throw FileLockError(path: locks.path, reason: "\(error.localizedDescription)")
    }
    let path = locks.appendingPathComponent("\(name).lock").path
    let file = try LockFile(at: path)
    guard try file.take() else { return nil }
    self.file = file
  }
}

/// Why a lock could not even be tried.
package struct FileLockError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  package var description: String { "cannot lock '\(path)': \(reason)" }
}

/// The right to send one run, held by one sender at a time.
package struct RunLock: ~Copyable {
  private let lock: FileLock

  /// Nil where another process holds it.
  package init?(run: Run, in folder: URL) throws(FileLockError) {
    guard let lock = try FileLock(named: "run-\(run.name)", in: folder) else { return nil }
    self.lock = lock
  }
}

/// The right to plan runs of one campaign, held by one process at a time.
package struct PlanLock: ~Copyable {
  private let lock: FileLock

  /// Nil where another process holds it.
  package init?(campaign: String, in folder: URL) throws(FileLockError) {
    guard let lock = try FileLock(named: "plan-\(campaign)", in: folder) else { return nil }
    self.lock = lock
  }
}

/// The sign that a sender lives: others count its share of the connections as long as it is held.
package struct SenderLock: ~Copyable {
  private let lock: FileLock
  private let url: URL

  package init(_ claimant: Claimant, in folder: URL) throws(FileLockError) {
    let name = Self.name(of: claimant.process)
    url = folder.appendingPathComponent("locks/\(name).lock")
    guard let lock = try FileLock(named: name, in: folder) else {
      throw FileLockError(path: url.path, reason: "another sender has the same name")
    }
    self.lock = lock
  }

  deinit {
    // What stays behind is an empty file that proves its sender dead.
    try? FileManager.default.removeItem(at: url)
  }

  /// Whether the sender of that text in the log (`Claimant.text`) lives, on this machine's boot.
  static func isAlive(_ holder: String, boot: String, in folder: URL) -> Bool {
    let parts = holder.split(separator: " ")
    guard parts.count == 2, parts[0] == boot else { return false }
    let path = folder.appendingPathComponent("locks/\(name(of: String(parts[1]))).lock").path
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer {
      flock(descriptor, LOCK_UN)
      close(descriptor)
    }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }

  private static func name(of process: String) -> String { "sender-\(process)" }
}
