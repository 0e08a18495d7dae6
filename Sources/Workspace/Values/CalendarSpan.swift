package import Shop

extension CalendarSpan {
  /// Reads `365 days`, `12 months`, `1 year`, `36h`, or a unit alone for one of it: `day`.
  package init?(_ text: String) {
    guard let quantity = Quantity(text), let unit = Self.unit(quantity.unit),
      (1...10_000).contains(quantity.amount)
    else { return nil }
    self.init(quantity.amount, unit)
  }

  private static func unit(_ word: String) -> ShopCalendar.Unit? {
    switch word {
    case "h", "hour", "hours": .hours
    case "d", "day", "days": .days
    case "w", "week", "weeks": .weeks
    case "month", "months": .months
    case "y", "year", "years": .years
    default: nil
    }
  }
}

extension Duration {
  /// Reads a span that has the same length everywhere: `3h`, `90 minutes`, `2 days`, `1 week`.
  init?(quantity text: String) {
    guard let quantity = Quantity(text), (1...100_000).contains(quantity.amount) else { return nil }
    switch quantity.unit {
    case "m", "min", "minute", "minutes": self = .seconds(60 * quantity.amount)
    case "h", "hour", "hours": self = .seconds(3_600 * quantity.amount)
    case "d", "day", "days": self = .seconds(86_400 * quantity.amount)
    case "w", "week", "weeks": self = .seconds(604_800 * quantity.amount)
    default: return nil
    }
  }
}

/// A number and a word, with or without a space between; a word alone counts one.
struct Quantity {
  let amount: Int
  /// In lower case.
  let unit: String

  init?(_ text: String) {
    let trimmed = text.trimmingSpaces().lowercased()
    let digits = trimmed.prefix { $0.isASCII && $0.isNumber }
    let word = String(trimmed.dropFirst(digits.count)).trimmingSpaces()
    guard !word.isEmpty, word.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
    guard let number = digits.isEmpty ? 1 : Int(digits) else { return nil }
    amount = number
    unit = word
  }
}

extension StringProtocol {
  func trimmingSpaces() -> String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
