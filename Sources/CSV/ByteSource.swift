import Foundation

/// Bytes that are read from front to back.
protocol ByteSource: AnyObject {
  /// Fills the buffer as far as there are bytes.
  ///
  /// Returns how many there were, which is less than the buffer's size only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVFailure) -> Int
}

/// The bytes of a file, a pipe or a terminal.
///
/// They are read and not mapped: it is as fast, and a file that is cut while it is read is then an
/// early end, not a fault.
final class FileBytes: ByteSource {
  private let path: String
  private let descriptor: CInt

  init(path: String) throws(CSVFailure) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(file: path, reason: Self.lastError()) }
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVFailure) -> Int {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let got = Foundation.read(descriptor, rest.baseAddress, rest.count)
      if got == 0 { break }
      if got > 0 {
        count += got
      } else if errno != EINTR {
        throw .cannotRead(file: path, reason: Self.lastError())
      }
    }
    return count
  }

  private static func lastError() -> String { String(cString: strerror(errno)) }
}

/// Bytes in memory.
final class MemoryBytes: ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVFailure) -> Int {
    let count = min(buffer.count, bytes.count - position)
    buffer.copyBytes(from: bytes[position..<(position + count)])
    position += count
    return count
  }
}

/// Another source with some of its first bytes already read.
final class ResumedBytes: ByteSource {
  private let beginning: MemoryBytes
  private let rest: any ByteSource

  init(_ beginning: [UInt8], then rest: any ByteSource) {
    self.beginning = MemoryBytes(beginning)
    self.rest = rest
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVFailure) -> Int {
    let count = try beginning.read(into: buffer)
    guard count < buffer.count else { return count }
    return count + (try rest.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...])))
  }
}
