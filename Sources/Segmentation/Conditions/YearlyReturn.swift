import Shop

/// Days of one year, and the earlier dates that come back on them.
///
/// 29 February comes back on the 28th in years that have no 29th. A date does not come back in its
/// own year.
struct YearlyReturn: Hashable, Sendable {
  let year: Int
  /// Month times 100 plus day; the last is 229 where the 28th stands for the 29th too.
  let firstMonthDay: Int
  let lastMonthDay: Int

  /// The days from one to another of the same year.
  fileprivate init(from first: CivilDay, through last: CivilDay) {
    year = first.year
    firstMonthDay = first.month * 100 + first.day
    let end = last.month * 100 + last.day
    lastMonthDay = end == 228 && !CivilDay.isLeapYear(year) ? 229 : end
  }

  var startOfYear: CivilDay { CivilDay.first(of: year) }

  /// Whether a date comes back on one of the days.
  func contains(_ day: CivilDay) -> Bool {
    day.year < year && (firstMonthDay...lastMonthDay).contains(day.month * 100 + day.day)
  }

  /// The stretches of earlier years that come back on the days, the latest first, since 1970.
  func origins(in calendar: ShopCalendar, before now: Instant) -> [TimeSpan] {
    origins(since: 1970).reversed().map { days in
      let end = calendar.startOfDay(days.upperBound.adding(days: 1))
      return TimeSpan(from: calendar.startOfDay(days.lowerBound), until: min(end, now))
    }
  }

  /// The days of a first and all later years, before this one, that come back on the days.
  func origins(since firstYear: Int) -> [ClosedRange<CivilDay>] {
    stride(from: firstYear, to: year, by: 1).compactMap { year in
      guard let first = Self.day(firstMonthDay, of: year, roundedUp: true),
        let last = Self.day(lastMonthDay, of: year, roundedUp: false), first <= last
      else { return nil }
      return first...last
    }
  }

  private static func day(_ monthDay: Int, of year: Int, roundedUp: Bool) -> CivilDay? {
    if monthDay == 229, !CivilDay.isLeapYear(year) {
      return roundedUp
        ? CivilDay(year: year, month: 3, day: 1) : CivilDay(year: year, month: 2, day: 28)
    }
    return CivilDay(year: year, month: monthDay / 100, day: monthDay % 100)
  }
}

extension CivilDay {
  /// 1 January.
  fileprivate static func first(of year: Int) -> CivilDay {
    CivilDay(daysSince1970: 0).adding(months: 12 * (year - 1970))
  }
}

extension ReturningPeriod {
  /// The days of the period, both ends included.
  func days(today: CivilDay) -> (first: CivilDay, last: CivilDay) {
    let monday = today.adding(days: 1 - today.weekday)
    let month = today.adding(days: 1 - today.day)
    return switch self {
    case .today: (today, today)
    case .tomorrow: (today.adding(days: 1), today.adding(days: 1))
    case .nextDays(let count): (today, today.adding(days: count - 1))
    case .nextMonths(let count): (today, today.adding(months: count).adding(days: -1))
    case .thisWeek: (monday, monday.adding(days: 6))
    case .nextWeek: (monday.adding(days: 7), monday.adding(days: 13))
    case .thisMonth: (month, month.adding(months: 1).adding(days: -1))
    case .nextMonth: (month.adding(months: 1), month.adding(months: 2).adding(days: -1))
    }
  }

  /// The same days year by year; of a period longer than two years the first two and a bit, which
  /// hold every date.
  func returns(today: CivilDay) -> [YearlyReturn] {
    let (first, end) = days(today: today)
    let last = min(end, first.adding(months: 24))
    return (first.year...max(first.year, last.year)).map { year in
      let newYear = CivilDay.first(of: year)
      let newYearsEve = CivilDay.first(of: year + 1).adding(days: -1)
      return YearlyReturn(from: max(first, newYear), through: min(last, newYearsEve))
    }
  }
}
