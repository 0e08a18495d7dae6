import Foundation

/// A file that is there to be locked (flock); made where it is missing, given up when this goes out
/// of scope or the process ends.
struct LockFile: ~Copyable {
  private let path: String
  private let descriptor: Int32

  init(at path: String) throws(FileLockError) {
    self.path = path
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure }
  }

  deinit {
    // A program that is being started holds a copy of the descriptor for a moment.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// False where another holds it.
  func take() throws(FileLockError) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
    if errno == EWOULDBLOCK { return false }
    throw failure
  }

  /// Takes it as soon as nobody else holds it.
  func waitAndTake() throws(FileLockError) {
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw failure }
    }
  }

  private var failure: FileLockError {
    FileLockError(path: path, reason: String(cString: strerror(errno)))
  }
}
