import Shop

/// Decimal numbers as people write them, read without rounding.
enum DecimalText {
  /// The number times ten to the power `decimals`; nil for signs, more decimals, or no number.
  static func scaled(_ text: String, decimals: Int) -> Int64? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard let whole = parts.first, parts.count <= 2, !whole.isEmpty, whole.utf8.count <= 12 else {
      return nil
    }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || !fraction.isEmpty, fraction.utf8.count <= decimals,
      (whole + fraction).utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int64(whole + fraction + String(repeating: "0", count: decimals - fraction.utf8.count))
  }
}

extension Money {
  /// What can be wrong with an amount that somebody wrote.
  enum TextProblem: Error, Equatable {
    case notAnAmount
    case otherCurrency(String)
  }

  /// Reads `300 SEK`, `299.90 SEK` or `300` in the shop's currency.
  init(text: String, shop currency: Currency) throws(TextProblem) {
    let words = text.split { $0.isWhitespace }
    guard let number = words.first, words.count <= 2,
      let amount = DecimalText.scaled(String(number), decimals: currency.minorUnitDigits)
    else { throw .notAnAmount }
    if words.count == 2 {
      guard let written = Currency(code: String(words[1])) else { throw .notAnAmount }
      guard written == currency else { throw .otherCurrency(written.code) }
    }
    self.init(amount: amount, currency: currency)
  }
}
