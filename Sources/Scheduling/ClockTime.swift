/// A time as the clock on the wall shows it, to the minute.
package struct ClockTime: Hashable, Comparable, Sendable {
  /// Minutes since midnight, 0 to 1439.
  package let minutesIntoDay: Int

  init(minutesIntoDay: Int) {
    self.minutesIntoDay = minutesIntoDay
  }

  /// Nil where there is no such time.
  package init?(hour: Int, minute: Int) {
    guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
    minutesIntoDay = hour * 60 + minute
  }

  /// Reads `9:00` or `09:00`, from 00:00 to 23:59; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      let hour = Word(text: String(parts[0]), offset: 0).number,
      let minute = Word(text: String(parts[1]), offset: 0).number
    else { return nil }
    self.init(hour: hour, minute: minute)
  }

  package static func < (left: ClockTime, right: ClockTime) -> Bool {
    left.minutesIntoDay < right.minutesIntoDay
  }

  init(_ word: Word) throws(ScheduleProblem) {
    guard let time = ClockTime(word.text) else {
      throw ScheduleProblem(
        "'\(word.text)' is not a time",
        at: word,
        help: "write it as 09:00, from 00:00 to 23:59"
      )
    }
    self = time
  }
}

extension ClockTime: CustomStringConvertible {
  /// As `09:05`.
  package var description: String {
    let (hour, minute) = minutesIntoDay.quotientAndRemainder(dividingBy: 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}
