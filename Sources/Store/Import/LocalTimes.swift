import Shop

/// Instants of local times in one zone, with what the zone says about a day remembered.
final class LocalTimes {
  private struct Day {
    var number = Int.min
    var start: Int64 = 0
    /// Whether the clock runs through from midnight to midnight.
    var isUniform = false
  }

  private let calendar: ShopCalendar
  private let days: UnsafeMutablePointer<Day>

  init(_ calendar: ShopCalendar) {
    self.calendar = calendar
    days = .allocate(capacity: 4_096)
    days.initialize(repeating: Day(), count: 4_096)
  }

  deinit { days.deallocate() }

  /// Milliseconds since 1970 in UTC.
  func instant(_ day: CivilDay, millisecondsIntoDay: Int) -> Int64 {
    let slot = day.daysSince1970 & 4_095
    if days[slot].number != day.daysSince1970 { days[slot] = look(up: day) }
    if days[slot].isUniform || millisecondsIntoDay == 0 {
      return days[slot].start + Int64(millisecondsIntoDay)
    }
    let seconds = calendar.instant(of: day, secondsIntoDay: millisecondsIntoDay / 1_000)
    return seconds.milliseconds + Int64(millisecondsIntoDay % 1_000)
  }

  private func look(up day: CivilDay) -> Day {
    let start = calendar.startOfDay(day).milliseconds
    let end = calendar.startOfDay(day.adding(days: 1)).milliseconds
    return Day(number: day.daysSince1970, start: start, isUniform: end - start == 86_400_000)
  }
}
