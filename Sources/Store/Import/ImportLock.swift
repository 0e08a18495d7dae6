import Foundation

/// Keeps two imports out of one store; released with the object, and by the system when the
/// process ends.
final class ImportLock {
  private let descriptor: CInt

  init(in folder: URL) throws(StoreFailure) {
    let path = folder.appendingPathComponent("import.lock").path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotWrite(path, String(cString: strerror(errno))) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .importIsRunning }
  }

  deinit {
    // A program that is being started holds a copy of the descriptor for a moment.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
