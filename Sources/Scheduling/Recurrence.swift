package import Shop

/// The days and the times of a schedule that comes again and again.
package struct Recurrence: Hashable, Sendable {
  /// A set of small numbers, as bits.
  struct Numbers: Hashable, Sendable {
    private(set) var bits: UInt64 = 0

    init(_ numbers: some Sequence<Int>) {
      for number in numbers { insert(number) }
    }

    mutating func insert(_ number: Int) { bits |= 1 << UInt64(number) }

    mutating func formUnion(_ other: Numbers) { bits |= other.bits }

    func contains(_ number: Int) -> Bool { bits & (1 << UInt64(number)) != 0 }
  }

  /// How a day of the month and a day of the week go together.
  enum DayRule: Hashable, Sendable {
    /// A day must be in both sets.
    case both
    /// A day is in one of the sets: cron's rule where neither field starts with a star.
    case either
    /// The month's last day.
    case last
  }

  /// 1 to 12.
  var months = Numbers(1...12)
  /// 1 to 31.
  var daysOfMonth = Numbers(1...31)
  /// As ISO 8601 has them: 1 Monday to 7 Sunday.
  var weekdays = Numbers(1...7)
  var dayRule = DayRule.both
  /// In order, each once; at least one.
  private(set) var times: [ClockTime]

  init(times: some Sequence<ClockTime>) {
    self.times = Set(times).sorted()
  }

  /// The first occurrence later than the instant; nil if there is none ever, as on 30 February.
  ///
  /// A time that the zone's clock skips means the first instant after the gap, once for all times
  /// that fall into it; one that the clock shows twice means the first of the two.
  package func nextOccurrence(after instant: Instant, in calendar: ShopCalendar) -> Instant? {
    // Instants are in the order of the times on the wall, so no earlier time on the wall is later.
    let local = calendar.local(instant)
    let today = local.day
    for time in times where matches(today) && time.minutesIntoDay * 60 > local.secondsIntoDay {
      let occurrence = calendar.instant(of: today, secondsIntoDay: time.minutesIntoDay * 60)
      // In the second run of an hour that comes twice, its times have been.
      if occurrence > instant { return occurrence }
    }
    var day = today
    while let next = nextDay(after: day) {
      for time in times {
        let occurrence = calendar.instant(of: next, secondsIntoDay: time.minutesIntoDay * 60)
        // The last time of a day may have moved over midnight, on to the first of this one.
        if occurrence > instant { return occurrence }
      }
      day = next
    }
    return nil
  }

  /// The calendar repeats itself after 400 years, weekdays included.
  private static let daysOfCycle = 146_097

  /// The next matching day, or nil when the whole calendar has none.
  private func nextDay(after day: CivilDay) -> CivilDay? {
    let last = day.adding(days: Self.daysOfCycle)
    var next = day.adding(days: 1)
    while next <= last {
      let (year, month, dayOfMonth) = next.components
      if !months.contains(month) {
        next = next.adding(days: CivilDay.days(inMonth: month, of: year) - dayOfMonth + 1)
      } else if matches(next) {
        return next
      } else {
        next = next.adding(days: 1)
      }
    }
    return nil
  }

  private func matches(_ day: CivilDay) -> Bool {
    let (year, month, dayOfMonth) = day.components
    guard months.contains(month) else { return false }
    return switch dayRule {
    case .both: daysOfMonth.contains(dayOfMonth) && weekdays.contains(day.weekday)
    case .either: daysOfMonth.contains(dayOfMonth) || weekdays.contains(day.weekday)
    case .last: dayOfMonth == CivilDay.days(inMonth: month, of: year)
    }
  }
}
