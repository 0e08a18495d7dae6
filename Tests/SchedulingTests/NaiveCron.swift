import Shop

/// Evaluates a cron text minute by minute along the real time line, the slow and obvious way.
struct NaiveCron {
  private let minutes: Set<Int>
  private let hours: Set<Int>
  private let daysOfMonth: Set<Int>
  private let months: Set<Int>
  private let weekdays: Set<Int>
  private let needsBothDays: Bool

  /// Understands numbers, ranges, steps and lists; no names.
  init(_ text: String) {
    let fields = text.split(separator: " ").map(String.init)
    minutes = Self.numbers(fields[0], 0...59)
    hours = Self.numbers(fields[1], 0...23)
    daysOfMonth = Self.numbers(fields[2], 1...31)
    months = Self.numbers(fields[3], 1...12)
    weekdays = Set(Self.numbers(fields[4], 0...7).map { $0 % 7 })
    needsBothDays = fields[2].hasPrefix("*") || fields[4].hasPrefix("*")
  }

  /// Every occurrence from `start` until before `end`, both whole minutes.
  func occurrences(from start: Instant, to end: Instant, in calendar: ShopCalendar) -> [Instant] {
    var found: [Instant] = []
    var instant = start
    // What the clock has shown in the last day, to know when it shows a time again.
    var shown = Set<Int>()
    var previous = wall(start.advanced(bySeconds: -60), calendar)
    for step in 1...1440 {
      shown.insert(wall(start.advanced(bySeconds: -60 * Int64(step)), calendar))
    }
    while instant < end {
      let now = wall(instant, calendar)
      // The times that the clock goes over at once: one, or all of a gap and the one after it.
      let times = now > previous ? Array((previous + 1)...now) : [now]
      if times.contains(where: { !shown.contains($0) && matches($0) }) { found.append(instant) }
      shown.insert(now)
      previous = now
      instant = instant.advanced(bySeconds: 60)
    }
    return found
  }

  /// Minutes on the wall since 1970.
  private func wall(_ instant: Instant, _ calendar: ShopCalendar) -> Int {
    let (day, seconds) = calendar.local(instant)
    return day.daysSince1970 * 1440 + seconds / 60
  }

  private func matches(_ wall: Int) -> Bool {
    let day = CivilDay(daysSince1970: wall / 1440)
    guard minutes.contains(wall % 60), hours.contains(wall / 60 % 24), months.contains(day.month)
    else { return false }
    let isDayOfMonth = daysOfMonth.contains(day.day)
    let isWeekday = weekdays.contains(day.weekday % 7)
    return needsBothDays ? isDayOfMonth && isWeekday : isDayOfMonth || isWeekday
  }

  private static func numbers(_ field: String, _ range: ClosedRange<Int>) -> Set<Int> {
    var numbers = Set<Int>()
    for item in field.split(separator: ",") {
      let halves = item.split(separator: "/")
      let ends = halves[0] == "*" ? [] : halves[0].split(separator: "-").compactMap { Int($0) }
      let low = ends.first ?? range.lowerBound
      let high = halves[0] == "*" ? range.upperBound : ends.last ?? range.upperBound
      let step = halves.count > 1 ? Int(halves[1]) ?? 1 : 1
      for number in low...high where (number - low).isMultiple(of: step) { numbers.insert(number) }
    }
    return numbers
  }
}
