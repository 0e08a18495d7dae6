import Diagnostics

/// Reads cron's five fields as crontab(5) of Vixie cron has them.
///
/// Where both day fields are given, and neither starts with a star, a day needs only one of them.
enum CronReader {
  private struct Field {
    /// With its article.
    let name: String
    let range: ClosedRange<Int>
    /// The word for each number from the range's lowest on, if it has words.
    var words: [String] = []

    static let minute = Field(name: "a minute", range: 0...59)
    static let hour = Field(name: "an hour", range: 0...23)
    static let dayOfMonth = Field(name: "a day of the month", range: 1...31)
    static let month = Field(
      name: "a month",
      range: 1...12,
      words: [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
      ]
    )
    /// From 0, Sunday, to 7, Sunday again.
    static let weekday = Field(
      name: "a day of the week",
      range: 0...7,
      words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    )
  }

  static func read(_ text: String) throws(ScheduleProblem) -> Recurrence {
    let words = Word.split(text)
    let help = "write minute, hour, day of the month, month, day of the week: 30 8 * * 1-5"
    if words.count > 5 {
      throw ScheduleProblem("cron has five fields, not \(words.count)", at: words[5], help: help)
    }
    if words.count < 5 {
      throw ScheduleProblem(
        "cron has five fields, not \(words.count)",
        at: words.count == 1 ? words[0] : .end(of: text),
        help: help
      )
    }
    let minutes = try numbers(words[0], .minute)
    let hours = try numbers(words[1], .hour)
    var times: [ClockTime] = []
    for minute in 0..<(24 * 60) where hours.contains(minute / 60) && minutes.contains(minute % 60) {
      times.append(ClockTime(minutesIntoDay: minute))
    }
    var recurrence = Recurrence(times: times)
    recurrence.daysOfMonth = try numbers(words[2], .dayOfMonth)
    recurrence.months = try numbers(words[3], .month)
    recurrence.weekdays = isoWeekdays(try numbers(words[4], .weekday))
    let hasStar = words[2].text.hasPrefix("*") || words[4].text.hasPrefix("*")
    recurrence.dayRule = hasStar ? .both : .either
    return recurrence
  }

  private static func isoWeekdays(_ days: Recurrence.Numbers) -> Recurrence.Numbers {
    Recurrence.Numbers((0...7).filter(days.contains).map { $0 == 0 ? 7 : $0 })
  }

  /// A list: `1,3-5,*/10`.
  private static func numbers(
    _ word: Word,
    _ field: Field
  ) throws(ScheduleProblem) -> Recurrence.Numbers {
    var numbers = Recurrence.Numbers([])
    for item in word.parts(separatedBy: ",") {
      guard !item.text.isEmpty else {
        throw ScheduleProblem(
          "\(field.name) is missing in the list",
          at: item,
          help: "write it as 1,3,5"
        )
      }
      numbers.formUnion(try self.item(item, field))
    }
    return numbers
  }

  /// A number, a range or a star, and a step behind the last two.
  private static func item(
    _ word: Word,
    _ field: Field
  ) throws(ScheduleProblem) -> Recurrence.Numbers {
    let halves = word.parts(separatedBy: "/")
    let range = try range(halves[0], field)
    guard halves.count > 1 else { return Recurrence.Numbers(range) }
    guard halves.count == 2, let step = halves[1].number, step > 0 else {
      throw ScheduleProblem(
        "'\(word.text)' has no step of 1 or more",
        at: halves[1],
        help: "write it as */15"
      )
    }
    guard halves[0].text == "*" || halves[0].text.contains("-") else {
      throw ScheduleProblem(
        "a step needs a range",
        at: word,
        help: "write \(halves[0].text)-\(field.range.upperBound)/\(step)"
      )
    }
    return Recurrence.Numbers(stride(from: range.lowerBound, through: range.upperBound, by: step))
  }

  private static func range(
    _ word: Word,
    _ field: Field
  ) throws(ScheduleProblem) -> ClosedRange<Int> {
    if word.text == "*" { return field.range }
    let ends = word.parts(separatedBy: "-")
    let first = try number(ends[0], field)
    guard ends.count > 1 else { return first...first }
    let last = try number(ends[1], field)
    guard ends.count == 2, first <= last else {
      throw ScheduleProblem(
        "the range '\(word.text)' goes backwards",
        at: word,
        help: "write two ranges with a comma between them"
      )
    }
    return first...last
  }

  private static func number(_ word: Word, _ field: Field) throws(ScheduleProblem) -> Int {
    if let index = field.words.firstIndex(of: word.lowercased) {
      return field.range.lowerBound + index
    }
    if let number = word.number, field.range.contains(number) { return number }
    let limits = "\(field.range.lowerBound) to \(field.range.upperBound)"
    let names = field.words.isEmpty ? "" : ", or \(field.words[0]) to \(field.words.last ?? "")"
    throw ScheduleProblem(
      "'\(word.text)' is not \(field.name)",
      at: word,
      help: word.number == nil
        ? NearestName.suggestion(for: word.lowercased, among: field.words) ?? limits + names
        : limits + names
    )
  }
}
