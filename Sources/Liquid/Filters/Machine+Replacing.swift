import Foundation

extension Machine {
  // MARK: Replacing

  mutating func replaced(
    _ call: FilterUse,
    _ text: Value,
    _ frame: Frame
  ) throws(Failure) -> Value {
    let pattern = self.text(argument(call, 0, frame) ?? .null)
    var replacement = self.text(argument(call, 1, frame) ?? .null)
    if call.filter == .remove || call.filter == .removeFirst || call.filter == .removeLast {
      replacement = Value(string: nil, count: 0)
    }
    let isMarkup = text.isMarkup || replacement.isMarkup
    var places: [Int] = []
    switch call.filter {
    case .removeLast, .replaceLast:
      if let place = Bytes.findLast(pattern.utf8, in: text.utf8) { places = [place] }
    case .removeFirst, .replaceFirst:
      if let place = Bytes.find(pattern.utf8, in: text.utf8) { places = [place] }
    default: places = Self.places(of: pattern, in: text)
    }
    let start = output.count
    var cursor = 0
    for place in places {
      try put(Self.part(text, cursor, place), asMarkup: isMarkup)
      try put(replacement, asMarkup: isMarkup)
      cursor = place + pattern.size
    }
    try put(Self.part(text, cursor, text.size), asMarkup: isMarkup)
    return try lift(from: start, isMarkup: isMarkup)
  }

  /// Where the pattern stands; an empty one stands around each character.
  private static func places(of pattern: Value, in text: Value) -> [Int] {
    if pattern.size == 0 {
      return text.utf8.indices.filter { Bytes.startsScalar(text.utf8[$0]) } + [text.size]
    }
    var places: [Int] = []
    var cursor = 0
    while let place = Bytes.find(pattern.utf8, in: text.utf8, from: cursor) {
      places.append(place)
      cursor = place + pattern.size
    }
    return places
  }

  static func part(_ text: Value, _ start: Int, _ end: Int) -> Value {
    Value(
      string: text.bytes.map { $0 + start },
      count: max(0, end - start),
      isMarkup: text.isMarkup
    )
  }

  /// The parts between separators; empty ones at the end are dropped.
  mutating func split(_ text: Value, _ separator: Value) throws(Failure) -> Value {
    var parts: [Value] = []
    let bytes = text.utf8
    if separator.size == 1, separator.utf8[0] == 0x20 {
      for word in bytes.split(whereSeparator: Bytes.isSpace) {
        parts.append(Self.part(text, word.startIndex, word.endIndex))
      }
    } else if separator.size == 0 {
      let starts = bytes.indices.filter { Bytes.startsScalar(bytes[$0]) } + [bytes.count]
      for (start, end) in zip(starts, starts.dropFirst()) {
        parts.append(Self.part(text, start, end))
      }
    } else {
      var cursor = 0
      while let place = Bytes.find(separator.utf8, in: bytes, from: cursor) {
        parts.append(Self.part(text, cursor, place))
        cursor = place + separator.size
      }
      parts.append(Self.part(text, cursor, bytes.count))
    }
    while parts.last?.count == 0 { parts.removeLast() }
    let list = arena.array(parts)
    try checkMemory()
    return list
  }

  // MARK: Encodings

  mutating func recoded(
    _ filter: Filter,
    _ text: Value,
    _ input: Value
  ) throws(Failure) -> Value {
    let data = Data(text.utf8)
    switch filter {
    case .urlEncode: return try percentEncoded(text)
    case .urlDecode: return try decoded(Self.percentDecoded(text), "url_decode")
    case .base64Encode: return arena.string(data.base64EncodedString())
    case .base64URLSafeEncode:
      let encoded = data.base64EncodedString()
      return arena.string(
        encoded.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
      )
    case .base64Decode:
      return try decoded(Self.base64Decoded(text.text, input), "base64_decode")
    default:
      var encoded = text.text.replacingOccurrences(of: "-", with: "+")
        .replacingOccurrences(of: "_", with: "/")
      if !encoded.hasSuffix("=") {
        encoded += String(repeating: "=", count: (4 - encoded.utf8.count % 4) % 4)
      }
      return try decoded(Self.base64Decoded(encoded, input), "base64_url_safe_decode")
    }
  }

  /// What was encoded, if its encoding is just this text.
  private static func base64Decoded(
    _ text: String,
    _ input: Value
  ) throws(Failure) -> [UInt8] {
    guard input.tag != .integer, input.tag != .decimal,
      let data = Data(base64Encoded: text), data.base64EncodedString() == text
    else { throw Failure("the text is not base64") }
    return Array(data)
  }

  private mutating func decoded(_ bytes: [UInt8], _ filter: String) throws(Failure) -> Value {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("'\(filter)' gives bytes that are not UTF-8 text")
    }
    return arena.string(text)
  }

  /// Form encoding: a space is a plus sign.
  private mutating func percentEncoded(_ text: Value) throws(Failure) -> Value {
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    let start = output.count
    for byte in text.utf8 {
      switch byte {
      case 0x20: try output.append(byte: 0x2B)
      case 0x2D, 0x2E, 0x5F, 0x7E: try output.append(byte: byte)
      case _ where Bytes.isWord(byte): try output.append(byte: byte)
      default:
        try output.append(byte: 0x25)
        try output.append(byte: hexadecimal[Int(byte >> 4)])
        try output.append(byte: hexadecimal[Int(byte & 15)])
      }
    }
    return try lift(from: start)
  }

  private static func percentDecoded(_ text: Value) -> [UInt8] {
    var bytes: [UInt8] = []
    let source = text.utf8
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte == 0x25, index + 2 < source.count,
        let high = Character(UnicodeScalar(source[index + 1])).hexDigitValue,
        let low = Character(UnicodeScalar(source[index + 2])).hexDigitValue
      {
        bytes.append(UInt8(high * 16 + low))
        index += 3
      } else {
        bytes.append(byte == 0x2B ? 0x20 : byte)
        index += 1
      }
    }
    return bytes
  }
}
