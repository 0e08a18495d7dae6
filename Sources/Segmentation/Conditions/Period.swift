import Shop

/// A stretch of time, as a sentence names it: fixed once there is a now.
enum Period: Hashable, Sendable {
  /// `in last 30 days`: from now less the span, up to now.
  case last(Int, ShopCalendar.Unit)
  /// As `last`, but not before a day.
  case lastSince(Int, ShopCalendar.Unit, CivilDay)
  /// `this month`, `yesterday`.
  case calendar(CalendarPeriod)
  /// Whole days with both ends included; nil is open.
  case days(from: CivilDay?, through: CivilDay?)
  /// `more than 30 days ago`, or with its end `at least 30 days ago`.
  case earlier(Int, ShopCalendar.Unit, isEndIncluded: Bool)
  /// `less than 30 days ago`, or with its end `at most 30 days ago`.
  case later(Int, ShopCalendar.Unit, isEndIncluded: Bool)
  /// `25..35 days ago`, both ends included.
  case ago(from: Int, to: Int, ShopCalendar.Unit)

  /// The instants of the period, none of them at or after now.
  func span(at now: Instant, in calendar: ShopCalendar) -> TimeSpan {
    func back(_ amount: Int, _ unit: ShopCalendar.Unit) -> Instant {
      calendar.adding(-amount, unit, to: now)
    }
    func after(_ instant: Instant) -> Instant { Instant(milliseconds: instant.milliseconds + 1) }
    let span =
      switch self {
      case .last(let amount, let unit): TimeSpan(from: back(amount, unit), until: now)
      case .lastSince(let amount, let unit, let first):
        TimeSpan(from: max(back(amount, unit), calendar.startOfDay(first)), until: now)
      case .calendar(let period): period.span(at: now, in: calendar)
      case .days(let first, let last):
        TimeSpan(
          from: first.map(calendar.startOfDay),
          until: last.map { calendar.startOfDay($0.adding(days: 1)) } ?? now
        )
      case .earlier(let amount, let unit, let isIncluded):
        TimeSpan(from: nil, until: isIncluded ? after(back(amount, unit)) : back(amount, unit))
      case .later(let amount, let unit, let isIncluded):
        TimeSpan(from: isIncluded ? back(amount, unit) : after(back(amount, unit)), until: now)
      case .ago(let first, let second, let unit):
        TimeSpan(from: back(second, unit), until: after(back(first, unit)))
      }
    return TimeSpan(from: span.from, until: min(span.until, now))
  }
}

/// Periods of the calendar, named from now.
enum CalendarPeriod: String, Hashable, Sendable, CaseIterable {
  case today
  case yesterday
  case thisWeek = "this week"
  case lastWeek = "last week"
  case thisMonth = "this month"
  case lastMonth = "last month"
  case thisQuarter = "this quarter"
  case lastQuarter = "last quarter"
  case thisYear = "this year"
  case lastYear = "last year"

  func span(at now: Instant, in calendar: ShopCalendar) -> TimeSpan {
    let (first, next) = days(today: calendar.day(of: now))
    return TimeSpan(from: calendar.startOfDay(first), until: calendar.startOfDay(next))
  }

  /// The first day, and the first that follows the period; weeks begin on Monday (ISO 8601).
  func days(today: CivilDay) -> (first: CivilDay, next: CivilDay) {
    let week = today.adding(days: 1 - today.weekday)
    let month = today.adding(days: 1 - today.day)
    let quarter = month.adding(months: -((today.month - 1) % 3))
    let year = month.adding(months: 1 - today.month)
    return switch self {
    case .today: (today, today.adding(days: 1))
    case .yesterday: (today.adding(days: -1), today)
    case .thisWeek: (week, week.adding(days: 7))
    case .lastWeek: (week.adding(days: -7), week)
    case .thisMonth: (month, month.adding(months: 1))
    case .lastMonth: (month.adding(months: -1), month)
    case .thisQuarter: (quarter, quarter.adding(months: 3))
    case .lastQuarter: (quarter.adding(months: -3), quarter)
    case .thisYear: (year, year.adding(months: 12))
    case .lastYear: (year.adding(months: -12), year)
    }
  }
}

/// Instants from one, included, to another, not included.
struct TimeSpan: Hashable, Sendable {
  /// Nil: since ever.
  let from: Instant?
  let until: Instant

  func contains(_ instant: Instant) -> Bool {
    if let from, instant < from { return false }
    return instant < until
  }
}

extension TimeSpan {
  /// The days whose midnight lies in the span, both ends included; nil is open, and the range may
  /// be empty.
  func midnights(in calendar: ShopCalendar) -> (first: CivilDay?, last: CivilDay) {
    func firstDay(from instant: Instant) -> CivilDay {
      let day = calendar.day(of: instant)
      return calendar.startOfDay(day) >= instant ? day : day.adding(days: 1)
    }
    return (from.map(firstDay), firstDay(from: until).adding(days: -1))
  }
}
