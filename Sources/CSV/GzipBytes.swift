import CZlib

/// The content of a gzip file (RFC 1952), of one or several members.
final class GzipBytes: ByteSource {
  /// The first two bytes of every member.
  static let magic: [UInt8] = [0x1F, 0x8B]

  private let name: String
  private let source: any ByteSource
  private let stream: UnsafeMutablePointer<z_stream>
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
  private var hasEnded = false

  init(_ source: any ByteSource, name: String) throws(CSVFailure) {
    self.name = name
    self.source = source
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard czlib_inflate_init_gzip(stream) == Z_OK else {
      throw .damagedCompression(file: name, reason: "out of memory")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVFailure) -> Int {
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(buffer.count)
    while stream.pointee.avail_out > 0, !hasEnded {
      let isAtEnd = try refill()
      switch inflate(stream, Z_NO_FLUSH) {
      case Z_OK: break
      case Z_STREAM_END: try beginNextMember()
      case Z_BUF_ERROR where isAtEnd:
        throw .damagedCompression(file: name, reason: "the file ends too early")
      default:
        throw .damagedCompression(file: name, reason: reason)
      }
    }
    return buffer.count - Int(stream.pointee.avail_out)
  }

  /// Whether there is no input left.
  private func refill() throws(CSVFailure) -> Bool {
    guard stream.pointee.avail_in == 0 else { return false }
    let count = try source.read(into: input)
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
    return count == 0
  }

  /// What follows a member and is not another one is ignored, as gzip does.
  private func beginNextMember() throws(CSVFailure) {
    let isAtEnd = try refill()
    guard !isAtEnd, let next = stream.pointee.next_in, next.pointee == Self.magic[0] else {
      hasEnded = true
      return
    }
    inflateReset(stream)
  }

  private var reason: String {
    stream.pointee.msg.map { String(cString: $0) } ?? "the data are damaged"
  }
}
