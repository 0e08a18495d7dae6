/// Reads numbers as people and programs write them: `1234.5`, `1,234.50`, `-12`, `(12.00)`,
/// `1 234,50 kr`, `$90,000`, `12.50 EUR`, `99:-`.
///
/// Thousands are parted by spaces, apostrophes, or the mark that is not the decimal one, in groups
/// of three: `12,50` with a decimal point is no number, and not 1250.
struct DecimalText {
  private static let longest = 17

  private(set) var isNegative = false
  /// All digits as one number.
  private(set) var digits: Int64 = 0
  /// How many of them stand behind the decimal mark.
  private(set) var scale = 0
  /// The three capital letters of a currency, where they are written.
  private(set) var currency: String?

  private init() {}

  /// Nil for what is no number.
  static func read(_ text: UnsafeBufferPointer<UInt8>, decimalMark: UInt8) -> DecimalText? {
    if let plain = plain(text, decimalMark) { return plain }
    return decorated(text, decimalMark)
  }

  /// In units of which `10^digits` make one, rounded half away from zero; nil where too large.
  func scaled(toDigits wanted: Int) -> Int64? {
    var value = digits
    for _ in 0..<max(0, wanted - scale) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
    }
    if scale > wanted {
      var divisor: Int64 = 1
      for _ in 0..<(scale - wanted) { divisor *= 10 }
      value = (value + divisor / 2) / divisor
    }
    return isNegative ? -value : value
  }

  var real: Double {
    var divisor = 1.0
    for _ in 0..<scale { divisor *= 10 }
    let value = Double(digits) / divisor
    return isNegative ? -value : value
  }

  /// A sign, digits, a mark and digits.
  private static func plain(_ text: UnsafeBufferPointer<UInt8>, _ mark: UInt8) -> DecimalText? {
    var number = DecimalText()
    var index = 0
    if text.first == UInt8(ascii: "-") {
      number.isNegative = true
      index = 1
    }
    guard text.count - index <= longest else { return nil }
    var hasMark = false
    var count = 0
    while index < text.count {
      let byte = text[index]
      if (0x30...0x39).contains(byte) {
        number.append(byte, isFraction: hasMark)
        count += 1
      } else if byte == mark, !hasMark, count > 0 {
        hasMark = true
      } else {
        return nil
      }
      index += 1
    }
    return count > 0 ? number : nil
  }

  private mutating func append(_ digit: UInt8, isFraction: Bool) {
    digits = digits * 10 + Int64(digit - 0x30)
    if isFraction { scale += 1 }
  }

  /// What has signs, separators and words around the digits.
  private static func decorated(
    _ text: UnsafeBufferPointer<UInt8>,
    _ mark: UInt8
  ) -> DecimalText? {
    var number = DecimalText()
    var body = Substring(String(decoding: text, as: UTF8.self))
    guard number.takeDecorations(&body) else { return nil }
    let parts = body.utf8.split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, number.appendWhole(Substring(whole), mark) else { return nil }
    if parts.count == 2 {
      guard parts[1].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      // Digits beyond what can be kept are too small to matter.
      for byte in parts[1] where number.digits < 1_000_000_000_000_000 {
        number.append(byte, isFraction: true)
      }
    }
    return number
  }

  /// Takes signs, currencies and brackets off both ends.
  private mutating func takeDecorations(_ body: inout Substring) -> Bool {
    var hasBracket = false
    while let first = body.first, !first.isNumberDigit {
      if first == "-" || first == "\u{2212}" {
        if isNegative { return false }
        isNegative = true
      } else if first == "(" {
        hasBracket = true
      } else if first.isLetter {
        guard takeWord(body.prefix { $0.isLetter || $0 == "." }) else { return false }
        body = body.drop { $0.isLetter || $0 == "." }
        continue
      } else if !(first.isWhitespace || first.isCurrencySymbol || first == "+") {
        return false
      }
      body.removeFirst()
    }
    return takeTrailing(&body, hasBracket)
  }

  private mutating func takeTrailing(_ body: inout Substring, _ hasBracket: Bool) -> Bool {
    var isClosed = false
    for suffix in [":-", ",-"] where body.hasSuffix(suffix) { body.removeLast(2) }
    while let last = body.last, !last.isNumberDigit {
      if last == "-" || last == "\u{2212}" {
        if isNegative { return false }
        isNegative = true
      } else if last == ")" {
        isClosed = true
      } else if last.isLetter || last == "." {
        let word = body.reversed().prefix { $0.isLetter || $0 == "." }.reversed()
        guard takeWord(Substring(String(word))) else { return false }
        body.removeLast(word.count)
        continue
      } else if !(last.isWhitespace || last.isCurrencySymbol) {
        return false
      }
      body.removeLast()
    }
    guard hasBracket == isClosed, !(hasBracket && isNegative) else { return false }
    if hasBracket { isNegative = true }
    return !body.isEmpty
  }

  /// A currency's code or what people write for it.
  private mutating func takeWord(_ word: Substring) -> Bool {
    let letters = word.filter(\.isLetter)
    if word.utf8.count == 3, word.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
      guard currency == nil else { return false }
      currency = String(word)
      return true
    }
    return ["kr", "kč", "zł", "ft", "lei", "fr", "sfr", "rs", "r", "din", "лв", "руб"]
      .contains(letters.lowercased())
  }

  /// Digits in groups of three.
  private mutating func appendWhole(_ text: Substring, _ mark: UInt8) -> Bool {
    let other: Character = mark == UInt8(ascii: ",") ? "." : ","
    let groups = text.split(omittingEmptySubsequences: false) {
      $0 == other || $0 == "'" || $0 == "\u{2019}" || $0.isWhitespace
    }
    let count = groups.reduce(0) { $0 + $1.utf8.count }
    guard (1...Self.longest).contains(count) else { return false }
    if groups.count > 1 {
      guard (1...3).contains(groups[0].utf8.count),
        groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
      else { return false }
    }
    for byte in groups.joined().utf8 {
      guard (0x30...0x39).contains(byte) else { return false }
      append(byte, isFraction: false)
    }
    return true
  }
}

extension Character {
  fileprivate var isNumberDigit: Bool { isASCII && isNumber }
}
