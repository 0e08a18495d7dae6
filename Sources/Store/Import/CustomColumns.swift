import CSV

/// The shop's own columns of a customer as one JSON object of texts; empty cells are left out.
final class CustomColumns {
  private struct Member {
    /// The name as JSON, with the colon.
    let name: UnsafeBufferPointer<UInt8>
    /// As in `CustomerFields`.
    let plainField: Int
    let index: Int
  }

  private let columns: [ImportColumn]
  private let names: [StableText]
  private let members: [Member]
  private let buffer = RowBuffer()

  init(_ columns: [ImportColumn]) {
    self.columns = columns
    names = columns.map { column in
      let member = RowBuffer()
      var name = column.name
      name.withUTF8 { Self.appendString($0, to: member) }
      member.append(UInt8(ascii: ":"))
      return StableText(member.bytes)
    }
    members = zip(names, columns).enumerated().map { index, pair in
      Member(name: pair.0.bytes, plainField: pair.1.plainField ?? -1, index: index)
    }
  }

  /// Valid until the next call.
  func json(of row: CSVRow) -> UnsafeBufferPointer<UInt8> {
    object { member in
      member.plainField >= 0
        ? ImportColumn.plainText(member.plainField, in: row) : columns[member.index].text(in: row)
    }
  }

  /// The object of the defaults, or nil where there are none.
  ///
  /// Valid until the next call.
  func jsonOfFallbacks() -> UnsafeBufferPointer<UInt8>? {
    guard columns.contains(where: { $0.fallback != nil }) else { return nil }
    return object { columns[$0.index].fallback?.bytes }
  }

  private func object(
    _ value: (Member) -> UnsafeBufferPointer<UInt8>?
  ) -> UnsafeBufferPointer<UInt8> {
    buffer.clear()
    var separator = UInt8(ascii: "{")
    for member in members {
      guard let text = value(member) else { continue }
      buffer.append(separator)
      buffer.append(member.name)
      Self.appendString(text, to: buffer)
      separator = UInt8(ascii: ",")
    }
    if separator == UInt8(ascii: "{") { buffer.append(separator) }
    buffer.append(UInt8(ascii: "}"))
    return buffer.bytes
  }

  /// A JSON string (RFC 8259 section 7).
  private static func appendString(_ text: UnsafeBufferPointer<UInt8>, to buffer: RowBuffer) {
    buffer.append(UInt8(ascii: "\""))
    if text.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
      buffer.append(text)
    } else {
      for byte in text { appendEscaped(byte, to: buffer) }
    }
    buffer.append(UInt8(ascii: "\""))
  }

  private static func appendEscaped(_ byte: UInt8, to buffer: RowBuffer) {
    switch byte {
    case 0x22, 0x5C:
      buffer.append(0x5C)
      buffer.append(byte)
    case 0..<0x20:
      buffer.append("\\u00")
      buffer.append(UInt8(ascii: "0") + byte >> 4)
      let digit = byte & 15
      buffer.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    default: buffer.append(byte)
    }
  }
}
