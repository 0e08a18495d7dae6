/// Finds its way through CSS, as CSS Syntax Module Level 3 has it (sections 4 and 5).
///
/// It goes forward only and ends at the end of its range, whatever the text is.
struct CSSScanner {
  /// How the brackets ended that were passed.
  enum Passage {
    case whole
    /// Something in them is wrong, such as a string that a line ends.
    case broken
    /// Not at all.
    case open
  }

  let text: [UInt8]
  private(set) var index: Int
  private let end: Int

  init(_ text: [UInt8], _ range: Range<Int>) {
    self.text = text
    index = range.lowerBound
    end = range.upperBound
  }

  /// The byte it stands at; nil at the end.
  var byte: UInt8? { index < end ? text[index] : nil }

  /// Whether these bytes come now.
  func isAt(_ bytes: StaticString) -> Bool {
    bytes.withUTF8Buffer { text[index..<end].starts(with: $0) }
  }

  mutating func advance(_ count: Int = 1) { index = min(end, index + count) }

  /// Passes white space and comments.
  mutating func skipSpace() {
    while let byte {
      if byte.isCSSSpace {
        index += 1
      } else if isAt("/*") {
        skipComment()
      } else {
        return
      }
    }
  }

  /// A part without white space at its ends, and with one space for it and for comments elsewhere.
  static func compact(_ text: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var scanner = CSSScanner(text, range)
    var result: [UInt8] = []
    while true {
      let gap = scanner.index
      scanner.skipSpace()
      let start = scanner.index
      guard scanner.byte != nil else { return result }
      if start > gap, !result.isEmpty { result.append(UInt8(ascii: " ")) }
      scanner.skipToken()
      result += text[start..<scanner.index]
    }
  }

  /// Passes all up to one of the bytes that is not in a string, a comment or brackets.
  ///
  /// Tells whether all that was passed is whole: no bracket, string or url left open or broken.
  @discardableResult
  mutating func skip(to stops: UInt8...) -> Bool {
    var isWhole = true
    while let byte, !stops.contains(byte) {
      if skipComponent() != .whole { isWhole = false }
    }
    return isWhole
  }

  /// Passes a bracketed block, which may hold others, or what `skipToken` passes.
  @discardableResult
  mutating func skipComponent() -> Passage {
    var closers: [UInt8] = []
    var isWhole = true
    repeat {
      guard let byte else { return .open }
      if byte == closers.last {
        closers.removeLast()
        index += 1
      } else if let closer = Self.closer(of: byte) {
        closers.append(closer)
        index += 1
      } else if !skipToken() {
        isWhole = false
      }
    } while !closers.isEmpty
    return isWhole ? .whole : .broken
  }

  /// Passes a comment, a string, a name, a url without quotes, an escape, or else one byte.
  @discardableResult
  mutating func skipToken() -> Bool {
    guard let byte else { return false }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return skipString(quote: byte)
    case UInt8(ascii: "/") where isAt("/*"):
      skipComment()
      return true
    case UInt8(ascii: "\\"):
      advance(2)
      return true
    case _ where byte.isCSSName:
      return skipName()
    default:
      index += 1
      return Self.closer(of: byte) != nil || !byte.isCSSCloser
    }
  }

  /// Passes a name; `url(` with all that belongs to it, if that is not in quotes.
  private mutating func skipName() -> Bool {
    let start = index
    while let byte, byte.isCSSName { index += 1 }
    guard index - start == 3, byte == UInt8(ascii: "("),
      text[start..<index].lowercased() == "url"
    else { return true }
    var inside = self
    inside.index += 1
    while let byte = inside.byte, byte.isCSSSpace { inside.index += 1 }
    if inside.byte == UInt8(ascii: "\"") || inside.byte == UInt8(ascii: "'") { return true }
    index = inside.index
    return skipURL()
  }

  private mutating func skipURL() -> Bool {
    var isWhole = true
    while let byte {
      switch byte {
      case UInt8(ascii: ")"):
        index += 1
        return isWhole
      case UInt8(ascii: "\\"): advance(2)
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("):
        isWhole = false
        index += 1
      default: index += 1
      }
    }
    return false
  }

  /// A string that a line ends is broken, and ends there.
  private mutating func skipString(quote: UInt8) -> Bool {
    index += 1
    while let byte {
      if byte == quote {
        index += 1
        return true
      }
      if byte == UInt8(ascii: "\n") { return false }
      advance(byte == UInt8(ascii: "\\") ? 2 : 1)
    }
    return false
  }

  private mutating func skipComment() {
    advance(2)
    while index < end, !isAt("*/") { index += 1 }
    advance(2)
  }

  private static func closer(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    default: nil
    }
  }
}

extension UInt8 {
  /// Whether CSS and HTML see white space in it.
  var isCSSSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) && self != 0x0B }

  /// Whether it may be in a name: letters, digits, `-`, `_`, and all beyond ASCII.
  var isCSSName: Bool {
    isCSSNameStart || (0x30...0x39).contains(self) || self == UInt8(ascii: "-")
  }

  /// Whether a name may begin with it.
  var isCSSNameStart: Bool {
    (0x61...0x7A).contains(self | 0x20) && self < 0x80 || self == UInt8(ascii: "_") || self >= 0x80
  }

  fileprivate var isCSSCloser: Bool {
    self == UInt8(ascii: ")") || self == UInt8(ascii: "]") || self == UInt8(ascii: "}")
  }
}

extension Collection<UInt8> {
  /// As text, ASCII letters in lower case.
  func lowercased() -> String {
    String(decoding: map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// As text; what is no UTF-8 becomes U+FFFD.
  var string: String { String(decoding: self, as: UTF8.self) }
}

extension RandomAccessCollection<UInt8> {
  /// Without white space at its ends.
  var trimmed: SubSequence {
    let rest = drop { $0.isCSSSpace }
    guard let last = rest.lastIndex(where: { !$0.isCSSSpace }) else { return rest.prefix(0) }
    return rest[...last]
  }
}
