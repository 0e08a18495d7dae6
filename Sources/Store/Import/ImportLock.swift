import Foundation

/// Keeps two imports out of one store; released with the object, and by the system when the
/// process ends.
final class ImportLock {
  private let file: LockFile

  init(in folder: URL) throws(StoreFailure) {
    let isFree: Bool
    do throws(FileLockError) {
      file = try LockFile(at: folder.appendingPathComponent("import.lock").path)
      isFree = try file.take()
    } catch {
      throw .cannotWrite(error.path, error.reason)
    }
    guard isFree else { throw .importIsRunning }
  }
}
