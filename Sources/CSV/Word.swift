/// The signs that end a field or a row.
enum Sign {
  static let quote = UInt8(ascii: "\"")
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
}

/// Eight bytes at a time, the first in the lowest bits.
enum Word {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let highBits: UInt64 = 0x8080_8080_8080_8080
  static let lineFeeds = UInt64(Sign.lineFeed) &* ones
  static let returns = UInt64(Sign.carriageReturn) &* ones
  private static let quotes = UInt64(Sign.quote) &* ones
  private static let lowBits: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

  @inline(__always)
  static func load(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self).littleEndian
  }

  /// The high bit of each byte that is zero, and no other (Warren, "Hacker's Delight", 6-1).
  @inline(__always)
  static func zeroBytes(_ word: UInt64) -> UInt64 {
    ~(((word & lowBits) &+ lowBits) | word | lowBits)
  }

  /// The first quote from a position on, or the end.
  ///
  /// Eight bytes behind the end are read.
  static func firstQuote(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var position = start
    while position < end {
      let found = zeroBytes(load(base + position) ^ quotes)
      if found != 0 { return min(end, position + found.trailingZeroBitCount / 8) }
      position += 8
    }
    return end
  }

  static func lineEnds(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var count = 0
    var position = start
    while position < end {
      if base[position] == Sign.lineFeed {
        count += 1
      } else if base[position] == Sign.carriageReturn,
        position + 1 == end || base[position + 1] != Sign.lineFeed
      {
        count += 1
      }
      position += 1
    }
    return count
  }

  /// The first line end from the beginning, and what follows it; nil where there is none yet.
  static func firstLine(
    in input: UnsafeBufferPointer<UInt8>,
    isLast: Bool
  ) -> (end: Int, next: Int)? {
    let end = input.firstIndex { $0 == Sign.lineFeed || $0 == Sign.carriageReturn }
    guard let end else { return isLast ? (input.count, input.count) : nil }
    guard input[end] == Sign.carriageReturn else { return (end, end + 1) }
    guard end + 1 < input.count else { return isLast ? (end, end + 1) : nil }
    return (end, input[end + 1] == Sign.lineFeed ? end + 2 : end + 1)
  }
}
