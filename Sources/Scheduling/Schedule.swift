package import Shop

/// When something happens: once, or again and again, by the clock on some zone's wall.
package enum Schedule: Hashable, Sendable {
  /// On one day at one time.
  case once(CivilDay, ClockTime)
  case recurring(Recurrence)

  /// Whether it comes again.
  package var isRecurring: Bool {
    switch self {
    case .once: false
    case .recurring: true
    }
  }

  /// The first occurrence later than the instant; nil when none is left.
  ///
  /// A time that the zone's clock skips means the first instant after the gap, and one that it
  /// shows twice the first of the two.
  package func nextOccurrence(after instant: Instant, in calendar: ShopCalendar) -> Instant? {
    switch self {
    case .once(let day, let time):
      let occurrence = calendar.instant(of: day, secondsIntoDay: time.minutesIntoDay * 60)
      return occurrence > instant ? occurrence : nil
    case .recurring(let recurrence):
      return recurrence.nextOccurrence(after: instant, in: calendar)
    }
  }

  /// Every occurrence from `start` until before `end`, in order.
  package func occurrences(
    from start: Instant,
    to end: Instant,
    in calendar: ShopCalendar
  ) -> [Instant] {
    var occurrences: [Instant] = []
    var last = Instant(milliseconds: start.milliseconds - 1)
    while let next = nextOccurrence(after: last, in: calendar), next < end {
      occurrences.append(next)
      last = next
    }
    return occurrences
  }
}

extension Schedule {
  /// Reads a local time such as `2026-12-01 09:00`.
  package init(at text: String) throws(ScheduleProblem) {
    let form = "write it as 2026-12-01 09:00"
    // ISO 8601 has a T between the day and the time.
    let separator = text.dropFirst(10).first
    let isISO = separator == "T" || separator == "t"
    let words = Word.split(isISO ? "\(text.prefix(10)) \(text.dropFirst(11))" : text)
    guard let date = words.first else {
      throw ScheduleProblem("a time is missing", at: .end(of: text), help: form)
    }
    guard let day = CivilDay(iso: date.text) else {
      throw ScheduleProblem("'\(date.text)' is not a day", at: date, help: form)
    }
    guard words.count > 1 else {
      throw ScheduleProblem("the time of the day is missing", at: .end(of: text), help: form)
    }
    if let offset = words[1].text.firstIndex(where: { "Zz+-".contains($0) }), words.count == 2 {
      throw ScheduleProblem(
        "a time here has no offset",
        at: words[1].dropping(to: offset),
        help: "leave it out: 'time_zone' says whose clock it is"
      )
    }
    guard words.count == 2 else {
      throw ScheduleProblem("'\(words[2].text)' is not expected", at: words[2], help: form)
    }
    self = .once(day, try ClockTime(words[1]))
  }

  /// Reads `tuesday at 10:00`, `day at 08:30`, `monday, thursday at 9:00`, `weekday at 9:00`,
  /// `month on 1 at 09:00`, `month on last day at 09:00` or `hour`.
  package init(every text: String) throws(ScheduleProblem) {
    self = .recurring(try EveryReader.read(text))
  }

  /// Reads the five fields of cron: minute, hour, day of the month, month, day of the week.
  package init(cron text: String) throws(ScheduleProblem) {
    self = .recurring(try CronReader.read(text))
  }
}

extension Word {
  /// The rest from an index on.
  fileprivate func dropping(to index: String.Index) -> Word {
    Word(
      text: String(text[index...]),
      offset: offset + text[..<index].unicodeScalars.count
    )
  }
}
