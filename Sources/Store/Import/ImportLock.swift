import Foundation

/// Keeps two imports out of one store; released with the object, and by the system when the
/// process ends.
final class ImportLock {
  private let descriptor: CInt

  init(in folder: URL) throws(StoreFailure) {
    let path = folder.appendingPathComponent("import.lock").path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotWrite(path, String(cString: strerror(errno))) }
    guard Self.lock(descriptor) else { throw .importIsRunning }
  }

  /// A program that is being started holds a copy of a lock just released until it runs, so that a
  /// lock that is taken is tried again for a second.
  private static func lock(_ descriptor: CInt) -> Bool {
    for _ in 0..<20 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      usleep(50_000)
    }
    return false
  }

  deinit { close(descriptor) }
}
