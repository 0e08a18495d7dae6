#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The text that is being written: one buffer that grows and is used again.
struct OutputBuffer: ~Copyable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity: Int
  /// Bytes beyond which writing fails.
  var limit = Int.max

  init(capacity: Int = 32_768) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  var utf8: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  func utf8(from start: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + start, count: count - start)
  }

  mutating func reset() { count = 0 }

  /// Drops everything after the first so many bytes.
  mutating func truncate(to length: Int) { count = length }

  /// Makes room for so many more bytes.
  @inline(__always)
  mutating func reserve(_ more: Int) throws(Failure) {
    if count &+ more > capacity { try grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) throws(Failure) {
    guard count + more <= limit else {
      throw Failure("the text would be longer than \(limit) bytes")
    }
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = larger
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafePointer<UInt8>?, _ length: Int) throws(Failure) {
    guard length > 0, let bytes else { return }
    try reserve(length)
    memcpy(base + count, bytes, length)
    count &+= length
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
    try append(bytes.baseAddress, bytes.count)
  }

  mutating func append(_ text: StaticString) throws(Failure) {
    try append(text.utf8Start, text.utf8CodeUnitCount)
  }

  mutating func append(_ text: String) throws(Failure) {
    var text = text
    try reserve(text.utf8.count)
    count &+= text.withUTF8 { [base, count] utf8 in
      if let source = utf8.baseAddress { memcpy(base + count, source, utf8.count) }
      return utf8.count
    }
  }

  mutating func append(byte: UInt8) throws(Failure) {
    try reserve(1)
    base[count] = byte
    count &+= 1
  }

  mutating func append(_ integer: Int64) throws(Failure) {
    try append(integer, digits: 1)
  }

  /// At least so many digits, with zeros in front.
  mutating func append(_ integer: Int64, digits: Int, padding: UInt8 = 0x30) throws(Failure) {
    try reserve(max(24, digits + 1))
    if integer < 0 {
      base[count] = 0x2D
      count &+= 1
    }
    var rest = integer.magnitude
    var length = 0
    var counted = rest
    repeat {
      length &+= 1
      counted /= 10
    } while counted > 0
    for _ in 0..<max(0, digits - length) {
      base[count] = padding
      count &+= 1
    }
    var index = count + length
    count = index
    for _ in 0..<length {
      index &-= 1
      base[index] = UInt8(truncatingIfNeeded: rest % 10) &+ 0x30
      rest /= 10
    }
  }
}

extension OutputBuffer {
  /// Writes text of an arena with `& < > " '` as character references.
  @inline(__always)
  mutating func appendEscaped(_ bytes: UnsafePointer<UInt8>?, _ length: Int) throws(Failure) {
    guard length > 0, let bytes else { return }
    var done = 0
    repeat {
      let slice = min(length &- done, 4_096)
      try reserve(slice &* 6 &+ 8)
      escape(bytes + done, slice)
      done &+= slice
    } while done < length
  }

  /// Copies eight bytes at a time, up to the first that must be escaped; room is reserved, and
  /// seven bytes after the text may be read.
  private mutating func escape(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    var index = 0
    var target = base + count
    while index &+ 8 <= length {
      let word = UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(target).storeBytes(of: word, as: UInt64.self)
      let special = Self.special(word)
      if special == 0 {
        index &+= 8
        target += 8
      } else {
        let clean = special.trailingZeroBitCount &>> 3
        index &+= clean
        target = Self.write(bytes[index], target + clean)
        index &+= 1
      }
    }
    while index < length {
      let word = UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(target).storeBytes(of: word, as: UInt64.self)
      let clean = min(Self.special(word).trailingZeroBitCount &>> 3, length &- index)
      index &+= clean
      target += clean
      if index < length {
        target = Self.write(bytes[index], target)
        index &+= 1
      }
    }
    count = target - base
  }

  /// Writes one byte or its reference; answers where the next goes.
  @inline(__always)
  private static func write(
    _ byte: UInt8,
    _ target: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let reference: UInt64
    let length: Int
    switch byte {
    case 0x26: (reference, length) = (0x3B70_6D61_26, 5)
    case 0x3C: (reference, length) = (0x3B74_6C26, 4)
    case 0x3E: (reference, length) = (0x3B74_6726, 4)
    case 0x22: (reference, length) = (0x3B74_6F75_7126, 6)
    case 0x27: (reference, length) = (0x3B39_3323_26, 5)
    default:
      target.pointee = byte
      return target + 1
    }
    UnsafeMutableRawPointer(target).storeBytes(of: reference.littleEndian, as: UInt64.self)
    return target + length
  }

  /// High bits at and above the first byte that must be escaped (the zero-byte trick: `x & 0xFE`
  /// pairs ampersand with apostrophe, `x | 2` less with greater).
  @inline(__always)
  private static func special(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let ampersand = (word | ones) ^ 0x2727_2727_2727_2727
    let angle = (word | (ones &* 2)) ^ 0x3E3E_3E3E_3E3E_3E3E
    let quote = word ^ 0x2222_2222_2222_2222
    let zeros =
      ((ampersand &- ones) & ~ampersand) | ((angle &- ones) & ~angle)
      | ((quote &- ones) & ~quote)
    return zeros & highs
  }

  /// Writes text for an attribute value without quotes: nothing in it can end the value.
  mutating func appendUnquoted(
    _ bytes: UnsafeBufferPointer<UInt8>,
    isMarkup: Bool
  ) throws(Failure) {
    for byte in bytes {
      switch byte {
      case 0x26 where isMarkup: try append(byte: byte)
      case 0x00...0x20, 0x22, 0x26, 0x27, 0x3C...0x3E, 0x60:
        try append("&#")
        try append(Int64(byte))
        try append(";")
      default: try append(byte: byte)
      }
    }
  }
}
