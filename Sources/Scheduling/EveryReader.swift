import Diagnostics

/// Reads `every:`, whose words are days, then `at` and times.
struct EveryReader {
  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
  private static let vocabulary =
    weekdays + ["day", "weekday", "weekend", "month", "hour"]
  private static let form = "write it as 'tuesday at 10:00'"

  private let text: String
  private var words: ArraySlice<Word>

  static func read(_ text: String) throws(ScheduleProblem) -> Recurrence {
    var reader = EveryReader(text)
    return try reader.read()
  }

  private init(_ text: String) {
    self.text = text
    words = Word.split(text, separator: ",")[...]
  }

  private mutating func read() throws(ScheduleProblem) -> Recurrence {
    if take("hour") {
      try expectEnd()
      return Recurrence(times: (0..<24).map { ClockTime(minutesIntoDay: $0 * 60) })
    }
    var days = Recurrence(times: [])
    if take("month") {
      try readDaysOfMonth(into: &days)
    } else if !take("day") {
      days.weekdays = try readWeekdays()
    }
    var recurrence = Recurrence(times: try readTimes())
    recurrence.daysOfMonth = days.daysOfMonth
    recurrence.weekdays = days.weekdays
    recurrence.dayRule = days.dayRule
    return recurrence
  }

  private mutating func readWeekdays() throws(ScheduleProblem) -> Recurrence.Numbers {
    var numbers = Recurrence.Numbers([])
    repeat {
      let word = try next("a day is missing")
      numbers.formUnion(try Self.weekdays(word))
    } while takeSeparator()
    return numbers
  }

  private static func weekdays(_ word: Word) throws(ScheduleProblem) -> Recurrence.Numbers {
    var name = word.lowercased
    if name.hasSuffix("s") { name.removeLast() }
    switch name {
    case "weekday": return Recurrence.Numbers(1...5)
    case "weekend": return Recurrence.Numbers(6...7)
    default: break
    }
    // Three letters and more are enough: `tue`, `thur`.
    if name.count >= 3, let index = weekdays.firstIndex(where: { $0.hasPrefix(name) }) {
      return Recurrence.Numbers([index + 1])
    }
    throw ScheduleProblem(
      "'\(word.text)' is not a day",
      at: word,
      help: NearestName.suggestion(for: name, among: vocabulary)
        ?? "write day, weekday, weekend, month, hour or a day's name"
    )
  }

  private mutating func readDaysOfMonth(
    into recurrence: inout Recurrence
  ) throws(ScheduleProblem) {
    let form = "write it as 'month on 1 at 09:00' or 'month on last day at 09:00'"
    guard take("on") else {
      throw ScheduleProblem("the day of the month is missing", at: words.first ?? end, help: form)
    }
    if take("last") {
      guard take("day") else {
        throw ScheduleProblem("'day' is missing", at: words.first ?? end, help: form)
      }
      recurrence.dayRule = .last
      return
    }
    recurrence.daysOfMonth = Recurrence.Numbers([])
    repeat {
      let word = try next("the day of the month is missing")
      guard let day = word.number, (1...31).contains(day) else {
        throw ScheduleProblem("'\(word.text)' is not a day of the month", at: word, help: form)
      }
      guard day <= 28 else {
        throw ScheduleProblem(
          "not every month has a day \(day)",
          at: word,
          help: "write 'month on last day', or a day up to 28"
        )
      }
      recurrence.daysOfMonth.insert(day)
    } while takeSeparator()
  }

  private mutating func readTimes() throws(ScheduleProblem) -> [ClockTime] {
    guard take("at") else {
      throw ScheduleProblem("the time is missing", at: words.first ?? end, help: Self.form)
    }
    var times: [ClockTime] = []
    repeat {
      times.append(try ClockTime(try next("the time is missing")))
    } while takeSeparator()
    try expectEnd()
    return times
  }

  private var end: Word { .end(of: text) }

  private mutating func next(_ missing: String) throws(ScheduleProblem) -> Word {
    guard let word = words.popFirst() else {
      throw ScheduleProblem(missing, at: end, help: Self.form)
    }
    return word
  }

  private mutating func take(_ keyword: String) -> Bool {
    guard words.first?.lowercased == keyword else { return false }
    words.removeFirst()
    return true
  }

  /// A comma, `and`, or both.
  private mutating func takeSeparator() -> Bool {
    let hasComma = take(",")
    return take("and") || hasComma
  }

  private func expectEnd() throws(ScheduleProblem) {
    if let word = words.first {
      throw ScheduleProblem("'\(word.text)' is not expected", at: word, help: Self.form)
    }
  }
}
