#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Takes the lines after DATA: removes dot-stuffing and finds the end (RFC 5321, section 4.5.2).
///
/// Only CRLF, dot, CRLF ends a message; bare LF and CR are part of it, so that a message cannot be
/// smuggled into another. The bytes may come in any pieces.
struct BodyReader {
  private enum Position {
    case lineStart
    /// A dot at the start of a line, not taken yet.
    case dot
    /// The same and CR.
    case dotReturn
    case text
    case carriageReturn
  }

  /// What has been taken, without its stuffing, up to the limit.
  private var bytes: [UInt8] = []
  /// How many bytes there would be without the limit.
  private(set) var size = 0
  private let limit: Int
  private var position = Position.lineStart

  /// A reader that keeps the first `limit` bytes and counts the rest.
  init(keeping limit: Int) {
    self.limit = limit
  }

  /// Takes from the front of a piece: how many bytes of it, and whether they end the message.
  mutating func take(_ piece: UnsafeRawBufferPointer) -> (taken: Int, isComplete: Bool) {
    var index = 0
    // What stands between `runStart` and `index` is the message's and not copied yet.
    var runStart = 0
    while index < piece.count {
      let byte = piece[index]
      switch position {
      case .text:
        index = Self.next(0x0D, in: piece, from: index)
        if index < piece.count {
          index += 1
          position = .carriageReturn
        }
      case .carriageReturn:
        // Another CR may be the one before LF.
        position = byte == 0x0A ? .lineStart : byte == 0x0D ? .carriageReturn : .text
        index += 1
      case .lineStart where byte == 0x2E:
        append(piece[runStart..<index])
        index += 1
        runStart = index
        position = .dot
      case .lineStart:
        position = byte == 0x0D ? .carriageReturn : .text
        index += 1
      case .dot where byte == 0x0D:
        index += 1
        runStart = index
        position = .dotReturn
      case .dot:
        position = .text
      case .dotReturn where byte == 0x0A:
        return (index + 1, true)
      case .dotReturn:
        Self.carriageReturn.withUnsafeBytes { append($0[...]) }
        position = .carriageReturn
      }
    }
    append(piece[runStart..<index])
    return (index, false)
  }

  /// What has been taken; the reader is ready for the next message.
  mutating func finish() -> [UInt8] {
    defer { self = BodyReader(keeping: limit) }
    return bytes
  }

  private static let carriageReturn: [UInt8] = [0x0D]

  private mutating func append(_ run: Slice<UnsafeRawBufferPointer>) {
    size += run.count
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: run.prefix(limit - bytes.count)))
  }

  private static func next(_ byte: UInt8, in piece: UnsafeRawBufferPointer, from: Int) -> Int {
    guard let base = piece.baseAddress else { return piece.count }
    let start = base + from
    guard let found = memchr(start, Int32(byte), piece.count - from) else { return piece.count }
    return from + (UnsafeRawPointer(found) - start)
  }
}
