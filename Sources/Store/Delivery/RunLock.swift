package import Foundation

/// The right to send one run, held by one process at a time and given up when it ends, however.
///
/// A lock on a file in the workspace's state folder (flock): the kernel releases it when the
/// process dies, so that a lock that can be taken proves that its last holder is gone.
package struct RunLock: ~Copyable {
  private let descriptor: Int32

  /// Nil where another process holds it.
  package init?(run: Run, in folder: URL) throws(RunLockError) {
    let locks = folder.appendingPathComponent("locks")
    do {
      try FileManager.default.createDirectory(at: locks, withIntermediateDirectories: true)
    } catch {
      throw RunLockError(path: locks.path, reason: "\(error.localizedDescription)")
    }
    let path = locks.appendingPathComponent("run-\(run.name).lock").path
    let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw RunLockError(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      close(descriptor)
      if reason == EWOULDBLOCK { return nil }
      throw RunLockError(path: path, reason: String(cString: strerror(reason)))
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}

/// Why a lock could not even be tried.
package struct RunLockError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  package var description: String { "cannot lock '\(path)': \(reason)" }
}
