#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Small questions about bytes.
enum Bytes {
  static func equal(_ a: UnsafePointer<UInt8>?, _ b: UnsafePointer<UInt8>?, _ count: Int) -> Bool {
    guard count > 0, let a, let b else { return count == 0 }
    return memcmp(a, b, count) == 0
  }

  /// Byte order, then length: negative, zero or positive.
  static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
    let common = min(a.count, b.count)
    if common > 0, let first = a.baseAddress, let second = b.baseAddress {
      let order = memcmp(first, second, common)
      if order != 0 { return Int(order) }
    }
    return a.count - b.count
  }

  /// Where `needle` begins in `haystack`, from `start` on.
  static func find(
    _ needle: UnsafeBufferPointer<UInt8>,
    in haystack: UnsafeBufferPointer<UInt8>,
    from start: Int = 0
  ) -> Int? {
    guard haystack.count - start >= needle.count else { return nil }
    guard needle.count > 0 else { return start }
    guard let base = haystack.baseAddress, let wanted = needle.baseAddress else { return nil }
    var position = start
    let last = haystack.count - needle.count
    while position <= last {
      guard let hit = memchr(base + position, Int32(wanted[0]), last - position + 1) else {
        return nil
      }
      position = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
      if memcmp(base + position, wanted, needle.count) == 0 { return position }
      position += 1
    }
    return nil
  }

  /// Where `needle` begins for the last time.
  static func findLast(
    _ needle: UnsafeBufferPointer<UInt8>,
    in haystack: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard let base = haystack.baseAddress else { return needle.isEmpty ? 0 : nil }
    var position = haystack.count - needle.count
    while position >= 0 {
      if equal(base + position, needle.baseAddress, needle.count) { return position }
      position -= 1
    }
    return nil
  }

  /// Text with `& < > " '` as character references.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Space, tab, line feed, vertical tab, form feed, carriage return.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
  }

  /// Letters, digits and the underscore.
  static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == 0x5F
  }

  /// Not the second or a later byte of a character.
  static func startsScalar(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

  /// Unicode scalars in UTF-8.
  static func scalarCount(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in utf8 where startsScalar(byte) { count += 1 }
    return count
  }

  /// The byte offset of the scalar with this number, or the end.
  static func offset(ofScalar number: Int, in utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var seen = 0
    for (offset, byte) in utf8.enumerated() where startsScalar(byte) {
      if seen == number { return offset }
      seen += 1
    }
    return utf8.count
  }
}
