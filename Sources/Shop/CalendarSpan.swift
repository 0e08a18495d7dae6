/// A span of time counted by the calendar: 365 days, 12 months.
package struct CalendarSpan: Hashable, Sendable {
  /// At least 1.
  package let amount: Int
  package let unit: ShopCalendar.Unit

  package init(_ amount: Int, _ unit: ShopCalendar.Unit) {
    precondition(amount > 0, "a span is not empty")
    self.amount = amount
    self.unit = unit
  }

  package func before(_ instant: Instant, in calendar: ShopCalendar) -> Instant {
    calendar.adding(-amount, unit, to: instant)
  }

  package func after(_ instant: Instant, in calendar: ShopCalendar) -> Instant {
    calendar.adding(amount, unit, to: instant)
  }

  /// The day on which it is over that began on another; hours count as the days that they begin.
  package func after(_ day: CivilDay) -> CivilDay {
    switch unit {
    case .hours: day.adding(days: (amount + 23) / 24)
    case .days: day.adding(days: amount)
    case .weeks: day.adding(days: 7 * amount)
    case .months: day.adding(months: amount)
    case .years: day.adding(months: 12 * amount)
    }
  }
}

extension CalendarSpan: CustomStringConvertible {
  /// As it would be written: `12 months`.
  package var description: String {
    amount == 1 ? "1 \(unit.rawValue.dropLast())" : "\(amount) \(unit.rawValue)"
  }
}
