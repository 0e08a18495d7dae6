/// Text of another encoding as UTF-8.
///
/// What is no text there becomes the byte FF, which no UTF-8 has, so that the row is found to be
/// invalid.
final class TranscodedBytes: ByteSource {
  enum Encoding {
    case utf16(bigEndian: Bool)
    case latin1
    case windows1252
  }

  private static let invalid: UInt8 = 0xFF

  private let source: any ByteSource
  private let encoding: Encoding
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
  private var output: [UInt8] = []
  private var position = 0
  private var hasEnded = false
  /// The first half of a surrogate pair or of a unit that the input's end cut off.
  private var highSurrogate: UInt32?
  private var oddByte: UInt8?

  init(_ source: any ByteSource, from encoding: Encoding) {
    self.source = source
    self.encoding = encoding
    output.reserveCapacity(3 * input.count)
  }

  deinit { input.deallocate() }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVFailure) -> Int {
    var count = 0
    while count < buffer.count {
      if position == output.count {
        if hasEnded { break }
        try transcodeNextChunk()
      }
      let take = min(buffer.count - count, output.count - position)
      UnsafeMutableRawBufferPointer(rebasing: buffer[count..<(count + take)])
        .copyBytes(from: output[position..<(position + take)])
      count += take
      position += take
    }
    return count
  }

  private func transcodeNextChunk() throws(CSVFailure) {
    output.removeAll(keepingCapacity: true)
    position = 0
    let count = try source.read(into: input)
    hasEnded = count < input.count
    let bytes = UnsafeRawBufferPointer(rebasing: input[..<count])
    switch encoding {
    case .latin1: for byte in bytes { append(UInt32(byte)) }
    case .windows1252: for byte in bytes { append(windows1252: byte) }
    case .utf16(let bigEndian): transcode(utf16: bytes, bigEndian: bigEndian)
    }
  }

  private func transcode(utf16 bytes: UnsafeRawBufferPointer, bigEndian: Bool) {
    for byte in bytes {
      guard let first = oddByte else {
        oddByte = byte
        continue
      }
      oddByte = nil
      let (high, low) = bigEndian ? (first, byte) : (byte, first)
      append(utf16: UInt32(high) << 8 | UInt32(low))
    }
    guard hasEnded else { return }
    if oddByte != nil || highSurrogate != nil { output.append(Self.invalid) }
    oddByte = nil
    highSurrogate = nil
  }

  private func append(utf16 unit: UInt32) {
    if (0xDC00...0xDFFF).contains(unit) {
      guard let high = highSurrogate else { return output.append(Self.invalid) }
      highSurrogate = nil
      return append(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00))
    }
    if highSurrogate != nil {
      output.append(Self.invalid)
      highSurrogate = nil
    }
    if (0xD800...0xDBFF).contains(unit) { highSurrogate = unit } else { append(unit) }
  }

  private func append(windows1252 byte: UInt8) {
    guard (0x80...0x9F).contains(byte) else { return append(UInt32(byte)) }
    let scalar = UInt32(Self.windows1252[Int(byte - 0x80)])
    if scalar == 0 { output.append(Self.invalid) } else { append(scalar) }
  }

  /// UTF-8 of a code point (RFC 3629 section 3).
  private func append(_ scalar: UInt32) {
    switch scalar {
    case 0..<0x80: output.append(UInt8(scalar))
    case 0x80..<0x800:
      output.append(UInt8(0xC0 | scalar >> 6))
      output.append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      output.append(UInt8(0xE0 | scalar >> 12))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(0x80 | scalar & 0x3F))
    default:
      output.append(UInt8(0xF0 | scalar >> 18))
      output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(0x80 | scalar & 0x3F))
    }
  }

  /// The code points of 80 to 9F in Windows code page 1252; 0 where there is none.
  private static let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}
