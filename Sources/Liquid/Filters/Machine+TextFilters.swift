import Foundation

extension Machine {
  mutating func applyToText(
    _ call: FilterUse,
    _ input: Value,
    _ frame: Frame
  ) throws(Failure) -> Value {
    switch call.filter {
    case .truncate, .truncateWords, .escape, .urlEncode, .urlDecode:
      if input.isNull { return .null }
    default: break
    }
    let text = text(input)
    switch call.filter {
    case .append: return try concatenated(text, self.text(argument(call, 0, frame) ?? .null))
    case .prepend: return try concatenated(self.text(argument(call, 0, frame) ?? .null), text)
    case .upcase: return changed(text, from: 0x61...0x7A) { $0.uppercased() }
    case .downcase: return changed(text, from: 0x41...0x5A) { $0.lowercased() }
    case .capitalize: return capitalized(text)
    case .strip: return Self.stripped(text, left: true, right: true)
    case .lstrip: return Self.stripped(text, left: true, right: false)
    case .rstrip: return Self.stripped(text, left: false, right: true)
    case .escape: return try escaped(text)
    case .escapeOnce: return try escapedOnce(text)
    case .newlineToBr: return try withBreaks(text)
    case .stripNewlines: return try withoutNewlines(text)
    case .stripHTML: return try withoutTags(text)
    case .split: return try split(text, self.text(argument(call, 0, frame) ?? .null))
    case .truncate: return try truncated(call, text, frame)
    case .truncateWords: return try truncatedWords(call, text, frame)
    case .remove, .replace, .removeFirst, .replaceFirst, .removeLast, .replaceLast:
      return try replaced(call, text, frame)
    case .urlEncode, .urlDecode, .base64Encode, .base64Decode, .base64URLSafeEncode,
      .base64URLSafeDecode:
      return try recoded(call.filter, text, input)
    default: return input
    }
  }

  /// Writes a text as markup, escaped if it is not, or as it is.
  mutating func put(_ text: Value, asMarkup: Bool) throws(Failure) {
    if asMarkup, !text.isMarkup {
      try output.appendEscaped(text.bytes, text.size)
    } else {
      try output.append(text.utf8)
    }
  }

  private mutating func changed(
    _ text: Value,
    from letters: ClosedRange<UInt8>,
    _ change: (String) -> String
  ) -> Value {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else {
      let place = arena.allocate(UInt8.self, count: text.size)
      for (index, byte) in text.utf8.enumerated() {
        place[index] = letters.contains(byte) ? byte ^ 0x20 : byte
      }
      return Value(string: place, count: text.size, isMarkup: text.isMarkup)
    }
    return arena.string(change(text.text), isMarkup: text.isMarkup)
  }

  private mutating func capitalized(_ text: Value) -> Value {
    let scalars = text.text.unicodeScalars
    let first = scalars.first?.properties.titlecaseMapping ?? ""
    let rest = String(String.UnicodeScalarView(scalars.dropFirst())).lowercased()
    return arena.string(first + rest, isMarkup: text.isMarkup)
  }

  static func stripped(_ text: Value, left: Bool, right: Bool) -> Value {
    var bytes = text.utf8[...]
    func isStripped(_ byte: UInt8) -> Bool { Bytes.isSpace(byte) || byte == 0 }
    if left { bytes = bytes.drop(while: isStripped) }
    if right { while let last = bytes.last, isStripped(last) { bytes = bytes.dropLast() } }
    let part = UnsafeBufferPointer(rebasing: bytes)
    return Value(string: part.baseAddress, count: part.count, isMarkup: text.isMarkup)
  }

  // MARK: Markup

  /// Markup is not escaped again; without escaping by default every text is.
  private mutating func escaped(_ text: Value) throws(Failure) -> Value {
    if text.isMarkup { return text }
    let start = output.count
    try output.appendEscaped(text.bytes, text.size)
    return try lift(from: start, isMarkup: isHTML)
  }

  private mutating func escapedOnce(_ text: Value) throws(Failure) -> Value {
    let start = output.count
    let bytes = text.utf8
    for index in bytes.indices {
      let isKept = bytes[index] == 0x26 && Self.isReference(bytes[(index + 1)...])
      if isKept {
        try output.append(byte: 0x26)
      } else {
        try output.appendEscaped(bytes.baseAddress.map { $0 + index }, 1)
      }
    }
    return try lift(from: start, isMarkup: isHTML)
  }

  /// Whether letters, or `#` and digits, and a semicolon follow.
  private static func isReference(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let isNumber = rest.first == 0x23
    let name = (isNumber ? rest.dropFirst() : rest)
      .prefix { isNumber ? Bytes.isDigit($0) : Bytes.isLetter($0) }
    return !name.isEmpty && rest.dropFirst(name.count + (isNumber ? 1 : 0)).first == 0x3B
  }

  private mutating func withBreaks(_ text: Value) throws(Failure) -> Value {
    let markup = try isHTML ? escaped(text) : text
    let start = output.count
    var previous: UInt8 = 0
    for byte in markup.utf8 {
      if byte == 0x0A {
        if previous == 0x0D { output.truncate(to: output.count - 1) }
        try output.append("<br />\n")
      } else {
        try output.append(byte: byte)
      }
      previous = byte
    }
    return try lift(from: start, isMarkup: isHTML)
  }

  private mutating func withoutNewlines(_ text: Value) throws(Failure) -> Value {
    let start = output.count
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == 0x0A {
        if previous == 0x0D { output.truncate(to: output.count - 1) }
      } else {
        try output.append(byte: byte)
      }
      previous = byte
    }
    return try lift(from: start, isMarkup: text.isMarkup)
  }

  /// Drops scripts, styles and comments with what is in them, then all tags.
  private mutating func withoutTags(_ text: Value) throws(Failure) -> Value {
    var rest = text.text
    let blocks = [("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>"), ("<", ">")]
    for (opening, closing) in blocks {
      var kept = ""
      var cursor = rest.startIndex
      while let open = rest.range(of: opening, options: .literal, range: cursor..<rest.endIndex),
        let close = rest.range(
          of: closing,
          options: .literal,
          range: open.upperBound..<rest.endIndex
        )
      {
        kept += rest[cursor..<open.lowerBound]
        cursor = close.upperBound
      }
      rest = kept + rest[cursor...]
    }
    return arena.string(rest, isMarkup: text.isMarkup)
  }

  // MARK: Lengths

  private mutating func truncated(
    _ call: FilterUse,
    _ text: Value,
    _ frame: Frame
  ) throws(Failure) -> Value {
    let length =
      try argument(call, 0, frame).map { (value) throws(Failure) in
        try strictInteger(value)
      } ?? 50
    let ellipsis = argument(call, 1, frame).map { self.text($0) } ?? arena.string("...")
    let count = Int64(Bytes.scalarCount(text.utf8))
    guard count > length else { return text }
    let kept = max(0, max(0, length) - Int64(Bytes.scalarCount(ellipsis.utf8)))
    return try concatenated(Self.scalars(of: text, 0, Int(min(kept, count))), ellipsis)
  }

  private mutating func truncatedWords(
    _ call: FilterUse,
    _ text: Value,
    _ frame: Frame
  ) throws(Failure) -> Value {
    let given =
      try argument(call, 0, frame).map { (value) throws(Failure) in
        try strictInteger(value)
      } ?? 15
    let count = Int(clamping: max(1, given))
    let words = text.utf8.split(maxSplits: count, whereSeparator: Bytes.isSpace).prefix(count)
    guard words.count == count, let last = words.last, last.endIndex < text.size else {
      return text
    }
    let ellipsis = argument(call, 1, frame).map { self.text($0) } ?? arena.string("...")
    let start = output.count
    for (index, word) in words.enumerated() {
      if index > 0 { try output.append(byte: 0x20) }
      try output.append(UnsafeBufferPointer(rebasing: word))
    }
    let kept = try lift(from: start, isMarkup: text.isMarkup)
    return try concatenated(kept, ellipsis)
  }

  /// One text after the other; when one of them is markup, the result is.
  mutating func concatenated(_ first: Value, _ second: Value) throws(Failure) -> Value {
    let isMarkup = first.isMarkup || second.isMarkup
    let start = output.count
    try put(first, asMarkup: isMarkup)
    try put(second, asMarkup: isMarkup)
    return try lift(from: start, isMarkup: isMarkup)
  }
}
