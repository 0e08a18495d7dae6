/// The number in a text that a person or another system wrote: what the SQL function `number_of`
/// computes in every database, and what is computed on values in memory.
package enum NumberText {
  /// The number, or nil where the text is something else.
  ///
  /// Understood are a sign, a currency's sign or code before or after (`$90,000`, `1 200 kr`,
  /// `75.50 EUR`), spaces or apostrophes between groups of digits, and a comma or point. Where both
  /// occur the last is the decimal mark; commas alone before groups of three digits part thousands
  /// (`90,000`), a single one elsewhere is a decimal mark (`1,5`); a single point always is one.
  package static func value(_ text: String) -> Double? {
    let bytes = text.utf8
    if !bytes.isEmpty, bytes.count <= 15, bytes.allSatisfy({ (0x30...0x39).contains($0) }) {
      return Double(text)
    }
    guard let amount = amount(in: text) else { return nil }
    return plainNumber(amount.digits).flatMap { Double(amount.isNegative ? "-" + $0 : $0) }
  }

  /// The digits with their marks, without sign, currency and spaces.
  private static func amount(in text: String) -> (isNegative: Bool, digits: [Character])? {
    var rest = Array(text).filter { !isSpacing($0) }[...]
    var isNegative = false
    func takeSign() {
      guard let sign = rest.first, "+-\u{2212}".contains(sign) else { return }
      isNegative = sign != "+"
      rest = rest.dropFirst()
    }
    takeSign()
    let signed = rest.count
    guard dropCurrency(&rest) else { return nil }
    if !isNegative, rest.count < signed { takeSign() }
    let isMark = { (letter: Character) in isDigit(letter) || letter == "." || letter == "," }
    guard !rest.isEmpty, rest.count <= 40, rest.allSatisfy(isMark) else { return nil }
    return (isNegative, Array(rest))
  }

  /// Removes a currency before and after the digits; false where other letters stand there.
  private static func dropCurrency(_ rest: inout ArraySlice<Character>) -> Bool {
    let isInner = { (letter: Character) in isDigit(letter) || "+-\u{2212}.,".contains(letter) }
    let prefix = rest.prefix { !isInner($0) }
    rest = rest.dropFirst(prefix.count)
    // `kr.` ends in a point, which else would be taken for a decimal mark.
    if rest.last == ".", rest.dropLast().last == "r" { rest = rest.dropLast() }
    let suffix = rest.reversed().prefix { !isInner($0) }
    rest = rest.dropLast(suffix.count)
    return isCurrency(prefix) && isCurrency(suffix.reversed())
  }

  private static func isCurrency(_ letters: some Collection<Character>) -> Bool {
    if letters.isEmpty { return true }
    let word = String(letters)
    if letters.count == 1 { return word.unicodeScalars.first?.properties.isCurrencySign ?? false }
    if word.lowercased() == "kr" { return true }
    return letters.count == 3 && word.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  /// The digits with a point as decimal mark and nothing between groups.
  private static func plainNumber(_ digits: [Character]) -> String? {
    let commas = digits.count { $0 == "," }
    let points = digits.count { $0 == "." }
    guard digits.contains(where: isDigit) else { return nil }
    if commas > 0, points > 0 {
      let decimal: Character = digits.last { !isDigit($0) } == "," ? "," : "."
      return joined(digits, groups: decimal == "," ? "." : ",", decimal: decimal)
    }
    if commas > 0 {
      if let number = joined(digits, groups: ",", decimal: nil) { return number }
      return joined(digits, groups: nil, decimal: ",")
    }
    if points > 1 { return joined(digits, groups: ".", decimal: nil) }
    return joined(digits, groups: nil, decimal: ".")
  }

  /// The number when its marks are used so: groups of three after `groups`, one `decimal`.
  private static func joined(
    _ digits: [Character],
    groups: Character?,
    decimal: Character?
  ) -> String? {
    var whole = digits[...]
    var fraction: ArraySlice<Character> = []
    if let decimal, let mark = digits.lastIndex(of: decimal) {
      whole = digits[..<mark]
      fraction = digits[(mark + 1)...]
    }
    guard fraction.allSatisfy(isDigit) else { return nil }
    let parts = whole.split(omittingEmptySubsequences: false) { $0 == groups }
    guard parts.allSatisfy({ $0.allSatisfy(isDigit) }) else { return nil }
    let areGroups = parts.dropFirst().allSatisfy { $0.count == 3 }
    guard areGroups, parts.count == 1 || (1...3).contains(parts[0].count) else { return nil }
    let number = String(parts.joined())
    return (number.isEmpty ? "0" : number) + "." + (fraction.isEmpty ? "0" : String(fraction))
  }

  private static func isDigit(_ letter: Character) -> Bool {
    guard let value = letter.asciiValue else { return false }
    return (0x30...0x39).contains(value)
  }

  private static func isSpacing(_ letter: Character) -> Bool {
    letter.isWhitespace || letter == "'" || letter == "\u{2019}" || letter == "\u{202F}"
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isCurrencySign: Bool { generalCategory == .currencySymbol }
}
