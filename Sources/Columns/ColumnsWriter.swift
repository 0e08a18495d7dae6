import Foundation

/// Writes a file of columns, section by section, and puts it in its place when it is whole.
///
/// It grows under a name of its own in the same folder, which is removed with the object, and of
/// which leftovers of processes that were killed are removed by the next writer: only one may
/// write at a time.
final class ColumnsWriter {
  private let url: URL
  private let temporary: String
  private let descriptor: CInt
  private var sections: [ColumnsFormat.Section] = []
  private var offset = ColumnsFormat.headerLength
  private var isFinished = false

  init(at url: URL) throws(ColumnsFailure) {
    self.url = url
    Self.removeLeftovers(of: url)
    temporary = "\(url.path)\(Self.marker)\(getpid())"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure(temporary) }
    try pad(to: ColumnsFormat.headerLength, from: 0)
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(temporary) }
  }

  func write(
    _ name: String,
    _ numbers: NumbersBuffer,
    base: Int64 = 0,
    step: UInt64 = 0
  ) throws(ColumnsFailure) {
    try write(name, numbers.bytes, numbers.width, base: base, step: step)
  }

  func write(
    _ name: String,
    _ bytes: UnsafeRawBufferPointer,
    _ width: NumberWidth,
    base: Int64 = 0,
    step: UInt64 = 0
  ) throws(ColumnsFailure) {
    sections.append(
      ColumnsFormat.Section(
        name: name,
        width: width,
        offset: offset,
        count: bytes.count / width.bytes,
        checksum: Checksum.of(parts: [bytes])[0],
        base: base,
        step: step
      )
    )
    try append(bytes)
    let end = offset
    let alignment = ColumnsFormat.alignment
    try pad(to: (end + alignment - 1) / alignment * alignment, from: end)
  }

  /// Ends the file and puts it in the place of the one that was there, if any.
  ///
  /// Once this has returned it survives a power failure; until then the old one does.
  func finish(showing source: ColumnsSource) throws(ColumnsFailure) {
    let directory = ColumnsFormat.Directory(source: source, sections: sections).bytes
    let start = offset
    let sum = directory.withUnsafeBytes { Checksum.of($0) }
    try append(directory)
    let header = ColumnsFormat.Header(
      length: UInt64(offset),
      directoryOffset: UInt64(start),
      directoryChecksum: sum
    )
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw Self.failure(temporary) }
    try append(header.bytes)
    guard fsync(descriptor) == 0, rename(temporary, url.path) == 0 else {
      throw Self.failure(temporary)
    }
    isFinished = true
    syncFolder()
  }

  private static let marker = ".new-"

  private static func removeLeftovers(of url: URL) {
    let folder = url.deletingLastPathComponent()
    let prefix = url.lastPathComponent + marker
    // A leftover that stays takes room, and does no other harm.
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    for name in names ?? [] where name.hasPrefix(prefix) {
      unlink(folder.appendingPathComponent(name).path)
    }
  }

  /// The new name is on the disk as soon as the folder is; where folders cannot be synced, later.
  private func syncFolder() {
    let folder = open(url.deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private func append(_ bytes: [UInt8]) throws(ColumnsFailure) {
    try bytes.withUnsafeBufferPointer { bytes throws(ColumnsFailure) in
      try append(UnsafeRawBufferPointer(bytes))
    }
  }

  private func append(_ bytes: UnsafeRawBufferPointer) throws(ColumnsFailure) {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let written = Foundation.write(descriptor, start, min(rest.count, 1 << 26))
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw Self.failure(temporary) }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      offset += written
    }
  }

  private func pad(to end: Int, from start: Int) throws(ColumnsFailure) {
    offset = start
    try append([UInt8](repeating: 0, count: end - start))
  }

  private static func failure(_ path: String) -> ColumnsFailure {
    let code = errno
    return .cannotWrite(
      path: path,
      reason: String(cString: strerror(code)),
      isFull: code == ENOSPC || code == EDQUOT
    )
  }
}
