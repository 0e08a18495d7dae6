/// RFC 4648: the alphabet of mail (section 4, padded) and that of links (section 5, not padded).
enum Base64 {
  private static let mailAlphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )
  private static let linkAlphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
  )

  /// How many characters `append` writes for so many bytes.
  static func length(of count: Int) -> Int { (count + 2) / 3 * 4 }

  /// Appends the bytes in the alphabet of mail, padded.
  static func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    append(bytes, alphabet: mailAlphabet, to: &output)
    let remainder = bytes.count % 3
    if remainder > 0 { output.append(contentsOf: repeatElement(padding, count: 3 - remainder)) }
  }

  /// The bytes in the alphabet of mail, padded.
  static func encode(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(length(of: bytes.count))
    bytes.withUnsafeBytes { append($0, to: &output) }
    return String(decoding: output, as: UTF8.self)
  }

  /// The bytes in the alphabet of links, without padding.
  static func encodeForLink(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    bytes.withUnsafeBytes { append($0, alphabet: linkAlphabet, to: &output) }
    return String(decoding: output, as: UTF8.self)
  }

  /// The bytes, or nil for what `encodeForLink` does not write.
  static func decodeFromLink(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var pending: UInt32 = 0
    var bits = 0
    for byte in text.utf8 {
      guard let value = linkValue(of: byte) else { return nil }
      pending = pending << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
      }
    }
    // Left-over bits are fewer than a digit and zero, so that one value has one spelling.
    guard bits < 6, pending & (1 << UInt32(bits) - 1) == 0 else { return nil }
    return bytes
  }

  private static let padding = UInt8(ascii: "=")

  /// Whole groups of three, then two or three digits for what is left.
  private static func append(
    _ bytes: UnsafeRawBufferPointer,
    alphabet: [UInt8],
    to output: inout [UInt8]
  ) {
    alphabet.withUnsafeBufferPointer { digits in
      var index = 0
      while index + 3 <= bytes.count {
        let word = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
        output.append(digits[word >> 18])
        output.append(digits[word >> 12 & 63])
        output.append(digits[word >> 6 & 63])
        output.append(digits[word & 63])
        index += 3
      }
      switch bytes.count - index {
      case 1:
        output.append(digits[Int(bytes[index]) >> 2])
        output.append(digits[Int(bytes[index]) << 4 & 63])
      case 2:
        let word = Int(bytes[index]) << 8 | Int(bytes[index + 1])
        output.append(digits[word >> 10])
        output.append(digits[word >> 4 & 63])
        output.append(digits[word << 2 & 63])
      default:
        break
      }
    }
  }

  private static func linkValue(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
