/// Why a text is not JSON.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// From 1; columns count Unicode scalars.
  package let line: Int
  package let column: Int
  package let reason: String

  package var description: String { "\(line):\(column): \(reason)" }
}

extension LiquidValue {
  /// Reads JSON (RFC 8259), keeping the order of keys and telling 1 from 1.0.
  ///
  /// The last of two fields with one name counts.
  package init(json: String) throws(JSONError) {
    var reader = JSONReader(Array(json.utf8))
    self = try reader.document()
  }
}

/// Reads one JSON text.
private struct JSONReader {
  private static let deepest = 512

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  mutating func document() throws(JSONError) -> LiquidValue {
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw error("expected the end of the text") }
    return value
  }

  private func error(_ reason: String, at offset: Int? = nil) -> JSONError {
    let end = min(offset ?? position, bytes.count)
    let before = bytes[..<end]
    let line = before.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = before[start...].reduce(1) { $0 + (Bytes.startsScalar($1) ? 1 : 0) }
    return JSONError(line: line, column: column, reason: reason)
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func accept(_ byte: UInt8) -> Bool {
    skipSpace()
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(JSONError) -> LiquidValue {
    skipSpace()
    guard let byte = current else { throw error("expected a value") }
    switch byte {
    case UInt8(ascii: "{"): return try nested { (reader) throws(JSONError) in try reader.object() }
    case UInt8(ascii: "["): return try nested { (reader) throws(JSONError) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(JSONError) -> LiquidValue
  ) throws(JSONError) -> LiquidValue {
    depth += 1
    guard depth <= Self.deepest else { throw error("nested too deeply") }
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONError) -> LiquidValue {
    var fields: [LiquidField] = []
    var places: [String: Int] = [:]
    if accept(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw error("expected a name in quotes") }
      let name = try string()
      guard accept(UInt8(ascii: ":")) else { throw error("expected ':'") }
      let field = LiquidField(name, try value())
      if let place = places[name] {
        fields[place] = field
      } else {
        places[name] = fields.count
        fields.append(field)
      }
    } while accept(UInt8(ascii: ","))
    guard accept(UInt8(ascii: "}")) else { throw error("expected ',' or '}'") }
    return .object(fields)
  }

  private mutating func array() throws(JSONError) -> LiquidValue {
    var elements: [LiquidValue] = []
    if accept(UInt8(ascii: "]")) { return .array([]) }
    repeat { elements.append(try value()) } while accept(UInt8(ascii: ","))
    guard accept(UInt8(ascii: "]")) else { throw error("expected ',' or ']'") }
    return .array(elements)
  }

  private mutating func word(
    _ word: StaticString,
    _ value: LiquidValue
  ) throws(JSONError) -> LiquidValue {
    let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[position...].starts(with: expected) else { throw error("expected a value") }
    position += word.utf8CodeUnitCount
    return value
  }

  // MARK: Numbers

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, Bytes.isDigit(byte) { position += 1 }
    return position - start
  }

  private mutating func number() throws(JSONError) -> LiquidValue {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    let startsWithZero = current == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0 else { throw error("expected a value", at: start) }
    guard !startsWithZero || whole == 1 else { throw error("a number begins with 0", at: start) }
    var isInteger = true
    if current == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      guard digits() > 0 else { throw error("expected digits") }
    }
    if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      guard digits() > 0 else { throw error("expected digits") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let integer = Int64(text) { return .integer(integer) }
    guard let decimal = Double(text), decimal.isFinite else {
      throw error("the number is too large", at: start)
    }
    return .decimal(decimal)
  }

  // MARK: Strings

  private mutating func string() throws(JSONError) -> String {
    let opening = position
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case ..<0x20: throw error("a control character in a string", at: position - 1)
      default: text.append(byte)
      }
    }
    throw error("the string is not closed", at: opening)
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard let byte = current else { throw error("the string is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): try unicodeEscape(into: &text)
    default: throw error("an unknown escape in a string", at: position - 2)
    }
  }

  /// Four digits, or eight as a surrogate pair.
  private mutating func unicodeEscape(into text: inout [UInt8]) throws(JSONError) {
    let start = position - 2
    var code = try hexadecimal()
    if (0xD800..<0xDC00).contains(code), bytes[position...].starts(with: "\\u".utf8) {
      position += 2
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else {
        throw error("half a surrogate pair", at: start)
      }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = UnicodeScalar(code) else {
      throw error("half a surrogate pair", at: start)
    }
    text += Array(String(Character(scalar)).utf8)
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count,
      bytes[position..<(position + 4)].allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
      let code = UInt32(
        String(decoding: bytes[position..<(position + 4)], as: UTF8.self),
        radix: 16
      )
    else { throw error("expected four hexadecimal digits") }
    position += 4
    return code
  }
}
