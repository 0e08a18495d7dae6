import CSV
import Foundation
import Shop

/// The rows that could not be imported, with file, line and reason.
///
/// The CSV file is made when there is the first one, and only its owner can read it.
final class RejectFile {
  private let folder: URL
  private let now: Instant
  private var writer = CSVWriter()
  private var handle: FileHandle?
  /// Where it is; nil as long as there is no row.
  private(set) var path: String?

  init(in folder: URL, now: Instant) {
    self.folder = folder
    self.now = now
  }

  func add(
    file: String,
    line: Int,
    reason: String,
    row: UnsafeBufferPointer<UInt8>
  ) throws(StoreFailure) {
    writer.field(file)
    writer.field(line)
    writer.field(reason)
    writer.field(String(decoding: row, as: UTF8.self))
    writer.endRow()
    if handle == nil { try open() }
    if writer.bytes.count > 65_536 { try flush() }
  }

  /// Writes what is left.
  func close() throws(StoreFailure) {
    try flush()
    // All bytes were handed to the system: closing adds nothing that could be lost.
    try? handle?.close()
    handle = nil
  }

  private func open() throws(StoreFailure) {
    let url = folder.appendingPathComponent("\(timestamp)-\(UInt16.random(in: 0...0xFFFF)).csv")
    do {
      try FileManager.default.createDirectory(
        at: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw .cannotMakeFolder(folder.path, error.localizedDescription)
    }
    let descriptor = Foundation.open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotWrite(url.path, String(cString: strerror(errno))) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    path = url.path
    var header = CSVWriter()
    header.row(["file", "line", "reason", "row"])
    try write(header.bytes)
  }

  private func flush() throws(StoreFailure) {
    let bytes = writer.takeBytes()
    if !bytes.isEmpty { try write(bytes) }
  }

  private func write(_ bytes: [UInt8]) throws(StoreFailure) {
    do {
      try handle?.write(contentsOf: Data(bytes))
    } catch {
      throw .cannotWrite(path ?? folder.path, error.localizedDescription)
    }
  }

  /// As `2026-11-22T17-40-05Z`, which every file system takes.
  private var timestamp: String {
    let calendar = ShopCalendar(timeZone: .gmt)
    let text = calendar.iso8601(Instant(seconds: now.seconds)).prefix(19)
    return text.map { $0 == ":" ? "-" : String($0) }.joined() + "Z"
  }
}
