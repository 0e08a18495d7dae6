/// The HTML as it is written.
struct HTMLOutput {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func append(_ markup: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount)
    )
  }

  mutating func append(_ markup: some Collection<UInt8>) { bytes.append(contentsOf: markup) }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Begins a line unless one begins here.
  mutating func startLine() {
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
  }

  /// Writes text, for between tags and for a quoted attribute: escaped, and values as they are.
  mutating func append(text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      var length = 1
      switch byte {
      // Of what has a meaning, all but the scalars of values is `>` or below.
      case 0x3F..<ValueByte.lead: break
      case UInt8(ascii: "<"): append(text, &start, index, entity: "&lt;")
      case UInt8(ascii: ">"): append(text, &start, index, entity: "&gt;")
      case UInt8(ascii: "&"): append(text, &start, index, entity: "&amp;")
      case UInt8(ascii: "\""): append(text, &start, index, entity: "&quot;")
      case ValueByte.lead:
        guard let value = ValueByte.read(text, at: index) else { break }
        length = ValueByte.length
        append(UnsafeBufferPointer(rebasing: text[start..<index]))
        append(value: value)
        start = index + length
      default: break
      }
      index += length
    }
    append(UnsafeBufferPointer(rebasing: text[start...]))
  }

  /// Writes what stands before a byte, and an entity for the byte itself.
  private mutating func append(
    _ text: UnsafeBufferPointer<UInt8>,
    _ start: inout Int,
    _ end: Int,
    entity: StaticString
  ) {
    append(UnsafeBufferPointer(rebasing: text[start..<end]))
    append(entity)
    start = end + 1
  }

  /// Writes a byte of a value, for between tags and for a quoted attribute.
  ///
  /// Control characters are not text, but for tabs and line feeds.
  mutating func append(value: UInt8) {
    switch value {
    case UInt8(ascii: "<"): append("&lt;")
    case UInt8(ascii: ">"): append("&gt;")
    case UInt8(ascii: "&"): append("&amp;")
    case UInt8(ascii: "\""): append("&quot;")
    case UInt8(ascii: "'"): append("&#39;")
    case UInt8(ascii: "\t"), UInt8(ascii: "\n"): bytes.append(value)
    case 0..<0x20, 0x7F: break
    default: bytes.append(value)
    }
  }

  /// Writes a URL for a quoted attribute: what a URL may not hold as `%` and two digits.
  mutating func append(url: some Collection<UInt8>) {
    for byte in url {
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "'"): append("&#x27;")
      case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["),
        UInt8(ascii: "\\"), UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "`"),
        UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), ...0x20, 0x7F...:
        bytes.append(UInt8(ascii: "%"))
        bytes.append(Self.digit(byte >> 4))
        bytes.append(Self.digit(byte & 0x0F))
      default: bytes.append(byte)
      }
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
