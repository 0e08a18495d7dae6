package import Shop

/// The days that figures are for, both ends included.
package struct FigurePeriod: Hashable, Sendable {
  /// Parts of the calendar that figures are shown by.
  package enum Unit: String, Hashable, Sendable, CaseIterable {
    case month
    case quarter
    case year

    var months: Int {
      switch self {
      case .month: 1
      case .quarter: 3
      case .year: 12
      }
    }
  }

  package let first: CivilDay
  package let last: CivilDay

  package init(_ first: CivilDay, through last: CivilDay) {
    precondition(first <= last, "a period has a day")
    self.first = first
    self.last = last
  }

  /// The month, quarter or year that a day lies in.
  package init(_ unit: Unit, of day: CivilDay) {
    let months = (day.month - 1) % unit.months
    first = day.adding(days: 1 - day.day).adding(months: -months)
    last = first.adding(months: unit.months).adding(days: -1)
  }

  /// All months, quarters or years that lie wholly between two days, in the order of time.
  package static func full(
    _ unit: Unit,
    from first: CivilDay,
    through last: CivilDay
  ) -> [FigurePeriod] {
    var periods: [FigurePeriod] = []
    var period = FigurePeriod(unit, of: first)
    if period.first < first { period = period.next(unit) }
    while period.last <= last {
      periods.append(period)
      period = period.next(unit)
    }
    return periods
  }

  package var days: Int { last.daysSince1970 - first.daysSince1970 + 1 }

  private func next(_ unit: Unit) -> FigurePeriod { FigurePeriod(unit, of: last.adding(days: 1)) }
}
