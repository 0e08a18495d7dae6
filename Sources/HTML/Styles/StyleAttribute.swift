/// Where the declarations for an element can be written, and what stands around them there.
struct StyleAttribute {
  /// What is replaced.
  ///
  /// It is a byte before the place at least, as a branch of the template may begin right there, and
  /// what is merely inserted would belong to it or not.
  private let range: Range<Int>
  private let before: String
  private let quote: UInt8
  private let after: String

  /// The style attribute of an element, by where its name is, or a new one if that is nil; nil if
  /// there is no safe place for it.
  init?(named name: Range<Int>?, in tag: StartTag) {
    guard let name else {
      self.init(newAt: tag.nameEnd, before: " style=", in: tag)
      return
    }
    let value = tag.value(of: name)
    guard tag.isCertain(name) else { return nil }
    if let quote = value.quote {
      self.init(quoted: value.range, quote, in: tag)
    } else if value.range.isEmpty {
      self.init(newAt: value.range.lowerBound, before: value.hasSign ? "" : "=", in: tag)
    } else {
      self.init(unquoted: value.range, in: tag)
    }
  }

  private init?(quoted value: Range<Int>, _ quote: UInt8, in tag: StartTag) {
    range = value.lowerBound - 1..<value.lowerBound
    guard tag.isCertain(range) else { return nil }
    self.quote = quote
    before = String(Unicode.Scalar(quote))
    after = tag.draft.text[value].trimmed.isEmpty ? "" : ";"
  }

  /// An attribute, or only its value, that is put after the byte before an offset.
  private init?(newAt offset: Int, before: String, in tag: StartTag) {
    range = offset - 1..<offset
    let byte = tag.draft.text[offset - 1]
    guard tag.isCertain(range), byte < 0x80 else { return nil }
    self.before = String(Unicode.Scalar(byte)) + before + "\""
    quote = UInt8(ascii: "\"")
    after = "\""
  }

  /// A value that has no quotes, and now gets some.
  private init?(unquoted value: Range<Int>, in tag: StartTag) {
    guard !tag.hasBranches, !tag.draft.hasMark(in: value) else { return nil }
    let text = tag.draft.text[value]
    let hasDouble = text.contains(UInt8(ascii: "\""))
    quote = hasDouble ? UInt8(ascii: "'") : UInt8(ascii: "\"")
    guard !text.contains(quote) else { return nil }
    range = value
    before = String(Unicode.Scalar(quote))
    after = ";" + text.string + before
  }

  /// Writes declarations there, which come before those that the attribute has.
  func edit(_ declarations: [Declaration]) -> StyleInliner.Edit {
    var text: [UInt8] = []
    for declaration in declarations {
      if !text.isEmpty { text.append(UInt8(ascii: ";")) }
      text += declaration.name.utf8
      text.append(UInt8(ascii: ":"))
      text += declaration.value.withQuotes(otherThan: quote)
      if declaration.isImportant { text += " !important".utf8 }
    }
    let replacement = before + text.escaped(quote: quote).string + after
    return StyleInliner.Edit(range: range, replacement: replacement)
  }
}

extension [UInt8] {
  /// A CSS value with its strings in the other kind of quotes, where that is possible.
  fileprivate func withQuotes(otherThan quote: UInt8) -> [UInt8] {
    guard contains(quote) else { return self }
    let other = quote == UInt8(ascii: "\"") ? UInt8(ascii: "'") : UInt8(ascii: "\"")
    var scanner = CSSScanner(self, 0..<count)
    var result: [UInt8] = []
    while let byte = scanner.byte {
      let start = scanner.index
      scanner.skipToken()
      var token = self[start..<scanner.index]
      if byte == quote, token.count > 1, !token.contains(other) {
        token[token.startIndex] = other
        token[token.endIndex - 1] = other
      }
      result += token
    }
    return result
  }

  /// As the value of an attribute in these quotes.
  fileprivate func escaped(quote: UInt8) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    for byte in self {
      switch byte {
      case UInt8(ascii: "&"): result += "&amp;".utf8
      case UInt8(ascii: "<"): result += "&lt;".utf8
      case quote: result += (quote == UInt8(ascii: "\"") ? "&quot;" : "&#39;").utf8
      default: result.append(byte)
      }
    }
    return result
  }
}
