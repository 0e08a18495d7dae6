package import Shop

/// How long after a purchase a customer counts as active.
package struct ActiveWindow: Hashable, Sendable {
  package let amount: Int
  package let unit: ShopCalendar.Unit

  package static let usual = ActiveWindow(365, .days)

  package init(_ amount: Int, _ unit: ShopCalendar.Unit) {
    precondition(amount > 0, "a window has a length")
    self.amount = amount
    self.unit = unit
  }

  /// The first day on which a purchase makes its customer active at the start of `day`.
  ///
  /// The last one is the day before `day`. Hours count as the days that they begin.
  package func firstDay(before day: CivilDay) -> CivilDay {
    switch unit {
    case .hours: day.adding(days: -(amount + 23) / 24)
    case .days: day.adding(days: -amount)
    case .weeks: day.adding(days: -7 * amount)
    case .months: day.adding(months: -amount)
    case .years: day.adding(months: -12 * amount)
    }
  }
}
