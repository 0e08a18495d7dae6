import Foundation
import Reports
import Shop

/// Numbers, money and times as the tool shows them to people.
enum Figures {
  /// With a thin gap between thousands: `18 148`.
  static func number(_ number: Int) -> String { FigureText.count(number) }

  /// In major units with the currency's code: `1 234.50 SEK`.
  static func money(_ money: Money) -> String {
    let digits = money.currency.minorUnitDigits
    let whole = Int(abs(money.amount) / money.currency.minorUnits)
    let minor = String(abs(money.amount) % money.currency.minorUnits)
    let fraction =
      digits == 0 ? "" : "." + String(repeating: "0", count: digits - minor.count) + minor
    return "\(money.amount < 0 ? "-" : "")\(number(whole))\(fraction) \(money.currency.code)"
  }

  /// Date and minutes in the shop's zone: `2026-11-22 17:40`.
  static func time(_ instant: Instant, _ calendar: ShopCalendar) -> String {
    calendar.iso8601(instant).prefix(16).split(separator: "T").joined(separator: " ")
  }

  static func share(_ part: Int, of whole: Int) -> String {
    whole == 0 ? "" : "\(Int((Double(part) * 100 / Double(whole)).rounded())) %"
  }
}
