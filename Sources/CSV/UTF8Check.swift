/// Whether bytes are text.
enum UTF8Check {
  case text
  case nul
  case invalid

  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UTF8Check {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index < raw.count {
      if index + 8 <= raw.count {
        // No bit is high where all eight bytes are ASCII other than NUL.
        let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if (word | (word &- Word.ones)) & Word.highBits == 0 {
          index += 8
          continue
        }
      }
      let length = characterLength(bytes, at: index)
      if length == 0 { return bytes.contains(0) ? .nul : .invalid }
      index += length
    }
    return .text
  }

  /// The length of a well-formed character other than NUL, or 0 (The Unicode Standard, table 3-7).
  private static func characterLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[index] {
    case 0x01...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if bytes[index] == 0xE0 { second = 0xA0...0xBF }
      if bytes[index] == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if bytes[index] == 0xF0 { second = 0x90...0xBF }
      if bytes[index] == 0xF4 { second = 0x80...0x8F }
    default: return 0
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    for place in (index + 2)..<(index + length) where bytes[place] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
