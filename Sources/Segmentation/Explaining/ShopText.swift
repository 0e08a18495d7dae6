import Shop

/// Amounts, numbers and times as people write them.
struct ShopText {
  let now: Instant
  let terms: ShopTerms

  /// `5,000 SEK`, with decimals only where there are some.
  func money(_ minorUnits: Int64) -> String {
    let digits = terms.currency.minorUnitDigits
    return number(ExactNumber(mantissa: minorUnits, scale: digits), decimals: digits)
      + " \(terms.currency.code)"
  }

  func money(_ minorUnits: ExactNumber) -> String {
    guard let whole = minorUnits.whole else {
      let digits = minorUnits.scale + terms.currency.minorUnitDigits
      let amount = ExactNumber(mantissa: minorUnits.mantissa, scale: digits)
      return "\(number(amount)) \(terms.currency.code)"
    }
    return money(whole)
  }

  /// With commas between thousands; a fraction is filled up to so many decimals.
  func number(_ number: ExactNumber, decimals: Int = 0) -> String {
    let parts = number.description.split(separator: ".")
    let sign = number.mantissa < 0 ? "-" : ""
    let digits = Array(parts[0].drop { $0 == "-" })
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    guard parts.count == 2 else { return sign + grouped }
    let fill = String(repeating: "0", count: max(0, decimals - parts[1].count))
    return "\(sign)\(grouped).\(parts[1])\(fill)"
  }

  func number(_ whole: Int64) -> String { number(ExactNumber(whole)) }

  /// A ratio to one decimal, halves away from zero.
  func number(ratio numerator: Int128, to denominator: Int128) -> String {
    number(ExactNumber(mantissa: Self.rounded(numerator * 10, denominator), scale: 1))
  }

  /// A number rounded to so many decimals, those that are zero left out.
  func number(_ number: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let mantissa = Int64(exactly: (number * scale).rounded()) ?? .max
    return self.number(ExactNumber(mantissa: mantissa, scale: decimals))
  }

  /// The whole number nearest to a ratio, halves away from zero.
  static func rounded(_ numerator: Int128, _ denominator: Int128) -> Int64 {
    let half = numerator < 0 ? -denominator : denominator
    return Int64(clamping: (2 * numerator + half) / (2 * denominator))
  }

  /// `3 orders`, `1 order`.
  func count(_ number: Int64, _ one: String, _ many: String) -> String {
    "\(self.number(number)) \(number == 1 ? one : many)"
  }

  /// The day, with the time unless it is midnight.
  func moment(_ instant: Instant) -> String {
    let (day, seconds) = terms.calendar.local(instant)
    if seconds == 0 { return day.description }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(day) \(two(seconds / 3_600)):\(two(seconds / 60 % 60))"
  }

  /// `2019-03-02 (121 days ago)`.
  func past(_ instant: Instant) -> String {
    let day = terms.calendar.day(of: instant)
    let days = today.daysSince1970 - day.daysSince1970
    switch days {
    case 0: return "\(day) (today)"
    case 1: return "\(day) (yesterday)"
    default: return "\(day) (\(number(Int64(days))) days ago)"
    }
  }

  var today: CivilDay { terms.calendar.day(of: now) }
}
