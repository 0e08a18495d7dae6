import Foundation
import Mail

/// A message as DATA carries it (RFC 5321 section 4.5.2): leading dots doubled, the final dot behind it.
struct MessagePayload {
  /// Everything from the first header to the CRLF after the final dot.
  let bytes: [UInt8]
  /// The message's own size, for SIZE.
  let size: Int

  /// Refuses bytes that a server could read as two messages: a line end is CRLF and nothing else.
  init(_ message: [UInt8]) throws(MessageFault) {
    size = message.count
    bytes = try Self.stuffed(message)
  }

  private static let longestLine = 998

  private static func stuffed(_ message: [UInt8]) throws(MessageFault) -> [UInt8] {
    guard !message.isEmpty else { throw .empty }
    var output: [UInt8] = []
    output.reserveCapacity(message.count + 64)
    var fault: MessageFault?
    message.withUnsafeBytes { buffer in
      if Self.contains(0, buffer) {
        fault = .nul
        return
      }
      var start = 0
      while start < buffer.count, fault == nil {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[start...])
        let length = Self.firstIndex(of: 0x0A, in: rest).map { $0 + 1 } ?? rest.count
        let line = UnsafeRawBufferPointer(rebasing: rest[..<length])
        fault = Self.fault(of: line)
        if line.first == UInt8(ascii: ".") { output.append(UInt8(ascii: ".")) }
        output.append(contentsOf: line)
        start += length
      }
    }
    if let fault { throw fault }
    output.append(contentsOf: [UInt8(ascii: "."), 0x0D, 0x0A])
    return output
  }

  /// What is wrong with a line that reaches to its LF, or to the end of the message.
  private static func fault(of line: UnsafeRawBufferPointer) -> MessageFault? {
    let firstReturn = firstIndex(of: 0x0D, in: line)
    guard line.last == 0x0A else {
      return firstReturn == nil ? .noFinalLineEnd : .bareCarriageReturn
    }
    guard let firstReturn else { return .bareLineFeed }
    guard firstReturn == line.count - 2 else { return .bareCarriageReturn }
    return line.count - 2 > longestLine ? .lineTooLong : nil
  }

  private static func contains(_ byte: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
    firstIndex(of: byte, in: bytes) != nil
  }

  private static func firstIndex(of byte: Int32, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, byte, bytes.count) else {
      return nil
    }
    return UnsafeRawPointer(found) - base
  }
}
