/// Finds a field in the header of a raw message (RFC 5322, section 2.2).
enum MessageHeader {
  /// The value of the Message-ID field, unfolded and trimmed, or nil when the header has none.
  static func messageID(of message: [UInt8]) -> String? {
    let name = Array("message-id:".utf8)
    var lineStart = 0
    while lineStart < message.count, !isLineEnd(message[lineStart]) {
      let end = fieldEnd(in: message, from: lineStart)
      let field = message[lineStart..<end]
      lineStart = end
      guard field.count > name.count, hasName(name, field) else { continue }
      let unfolded = field.dropFirst(name.count).filter { !isLineEnd($0) }
      return String(decoding: trimmed(unfolded), as: UTF8.self)
    }
    return nil
  }

  /// Where the field that starts here ends: after the last of its lines.
  private static func fieldEnd(in message: [UInt8], from start: Int) -> Int {
    var index = start
    while index < message.count {
      guard let feed = message[index...].firstIndex(of: 0x0A) else { return message.count }
      index = feed + 1
      // A line that starts with a space or a tab goes on with the field.
      guard index < message.count, message[index] == 0x20 || message[index] == 0x09 else { break }
    }
    return index
  }

  private static func hasName(_ name: [UInt8], _ field: ArraySlice<UInt8>) -> Bool {
    zip(name, field).allSatisfy { expected, byte in
      expected == ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
  }

  private static func trimmed(_ value: [UInt8]) -> ArraySlice<UInt8> {
    var slice = value[...]
    while let first = slice.first, isSpace(first) { slice.removeFirst() }
    while let last = slice.last, isSpace(last) { slice.removeLast() }
    return slice
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A }
}
