package import Shop

/// A stretch of each day in which nobody is mailed; it may run over midnight.
package struct QuietHours: Hashable, Sendable {
  /// The first quiet minute.
  package let start: ClockTime
  /// The first minute that is quiet no more; never equal to `start`.
  package let end: ClockTime

  /// Reads `21:00-08:00`, with or without spaces around the hyphen.
  package init(_ text: String) throws(ScheduleProblem) {
    let form = "write it as 21:00-08:00"
    let ends = Word(text: text, offset: 0).parts(separatedBy: "-")
    guard ends.count == 2, let first = Word.split(ends[0].text).first,
      let last = Word.split(ends[1].text).first
    else {
      throw ScheduleProblem(
        "'\(text)' is not a stretch of the day",
        at: Word(text: text, offset: 0),
        help: form
      )
    }
    start = try ClockTime(first)
    end = try ClockTime(Word(text: last.text, offset: ends[1].offset + last.offset))
    if start == end {
      throw ScheduleProblem(
        "quiet hours must end at another time than they start",
        at: Word(text: text, offset: 0),
        help: form
      )
    }
  }

  /// Whether nobody is mailed at that time of the day.
  package func contains(_ time: ClockTime) -> Bool {
    start < end ? (start..<end).contains(time) : time >= start || time < end
  }

  /// The first instant, from this one on, at which people may be mailed.
  package func end(after instant: Instant, in calendar: ShopCalendar) -> Instant {
    let local = calendar.local(instant)
    let time = ClockTime(minutesIntoDay: local.secondsIntoDay / 60)
    guard contains(time) else { return instant }
    let day = time < end ? local.day : local.day.adding(days: 1)
    // In the second run of an hour that comes twice, the end may have been.
    return max(instant, calendar.instant(of: day, secondsIntoDay: end.minutesIntoDay * 60))
  }
}
