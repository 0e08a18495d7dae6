import Foundation
package import Loyalty
package import Shop

/// Figures as people read them, the same in the terminal and on the page.
package enum FigureText {
  /// Where there is nothing to tell.
  package static let unknown = "–"

  /// With gaps between thousands: `18 148`.
  package static func count(_ number: Int) -> String {
    let digits = String(abs(number))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "\u{A0}" }
      text.append(digit)
    }
    return text
  }

  /// `1 customer`, `18 148 customers`.
  package static func customers(_ number: Int) -> String {
    "\(count(number)) customer\(number == 1 ? "" : "s")"
  }

  /// In major units with the currency's code; without minor units where they are asked away.
  package static func money(
    _ amount: Int64?,
    _ currency: Currency,
    isRounded: Bool = false
  ) -> String {
    guard let amount else { return unknown }
    let digits = isRounded ? 0 : currency.minorUnitDigits
    let unit = currency.minorUnits
    let shown = isRounded ? (abs(amount) + unit / 2) / unit * unit : abs(amount)
    let minor = String(shown % unit)
    let fraction =
      digits == 0 ? "" : "." + String(repeating: "0", count: digits - minor.count) + minor
    let sign = amount < 0 && shown != 0 ? "-" : ""
    return "\(sign)\(count(Int(shown / unit)))\(fraction)\u{A0}\(currency.code)"
  }

  /// A share from 0 to 1 in percent, with one decimal.
  package static func share(_ share: Double?) -> String {
    share.map { "\(number($0 * 100, decimals: 1))\u{A0}%" } ?? unknown
  }

  /// With that many decimals.
  package static func number(_ number: Double?, decimals: Int) -> String {
    guard let number, number.isFinite else { return unknown }
    // The rounding of a negative figure to nothing has no sign.
    let text = String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), number)
    let parts = text.split(separator: ".")
    guard let whole = parts.first.flatMap({ Int($0) }) else { return text }
    let sign = number < 0 && whole == 0 && text.contains { ("1"..."9").contains($0) } ? "-" : ""
    return ([sign + count(whole)] + parts.dropFirst().map(String.init)).joined(separator: ".")
  }

  /// With four significant digits: parameters of the models.
  package static func parameter(_ number: Double) -> String {
    guard abs(number) < 1_000 else { return self.number(number, decimals: 0) }
    return String(format: "%.4g", locale: Locale(identifier: "en_US_POSIX"), number)
  }

  /// A month as `2025-11`, a quarter as `2025-Q4`, a year as `2025`.
  package static func name(of period: FigurePeriod, _ unit: FigurePeriod.Unit) -> String {
    let (year, month, _) = period.first.components
    switch unit {
    case .month: return String("\(period.first)".prefix(7))
    case .quarter: return "\("\(period.first)".prefix(4))-Q\((month + 2) / 3)"
    case .year: return "\(year)"
    }
  }

  /// What stands under an axis.
  struct AxisName: Hashable {
    var name = ""
    /// A second line.
    var beneath = ""
  }

  /// Names of periods that follow each other, for an axis: of all where there is room, with the
  /// year beneath the first and each year's first; of many only the years.
  static func axisNames(of periods: [FigurePeriod], _ unit: FigurePeriod.Unit) -> [AxisName] {
    let isShort = periods.count <= 13
    let years = periods.indices.filter { periods[$0].first.month == 1 }
    let every = (years.count + 12) / 13
    return periods.enumerated().map { index, period in
      let (year, month, _) = period.first.components
      guard isShort && unit != .year else {
        let isShown = years.firstIndex(of: index).map { $0.isMultiple(of: every) } ?? false
        return AxisName(name: isShown ? "\(year)" : "")
      }
      return AxisName(
        name: unit == .month ? months[month - 1] : "Q\((month + 2) / 3)",
        beneath: index == 0 || month == 1 ? "\(year)" : ""
      )
    }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
