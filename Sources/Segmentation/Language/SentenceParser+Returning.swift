import Diagnostics
import Documents
import Loyalty
import Shop

extension SentenceParser {
  /// `birthday`, `anniversary of …`; nil for other sentences.
  mutating func returningDate() throws(SentenceError) -> ReturningDateSyntax? {
    if reader.take(words: "birthday") { return .birthday }
    guard reader.take(words: "anniversary") else { return nil }
    guard reader.take(words: "of") else {
      throw SentenceError(
        "bad-anniversary",
        "expected 'of' after 'anniversary'",
        at: reader.here,
        help: "such as 'anniversary of first order in next 3 days'"
      )
    }
    if reader.take(words: "signup") || reader.take(words: "sign-up")
      || reader.take(words: "signed", "up")
    {
      return .signUp
    }
    for kind in OrderDate.Kind.allCases {
      let words = kind.rawValue.split(separator: " ").map(String.init)
      guard reader.keyword() == words[0], reader.keyword(1) == words[1] else { continue }
      reader.skip(2)
      return .order(kind, reader.take(words: "of") ? try productTests() : [])
    }
    throw SentenceError(
      "bad-anniversary",
      "an anniversary is of 'first order', 'last order' or 'signup'",
      at: reader.here
    )
  }

  /// `today`, `in next 7 days`, `this month`.
  mutating func returningPeriod() throws(SentenceError) -> Located<ReturningPeriod> {
    let start = reader.index
    var period = try namedReturningPeriod()
    if period == nil { period = try nextSpan() }
    guard let period else {
      throw SentenceError(
        "bad-period",
        "expected when it comes back",
        at: reader.here,
        help: "such as 'today', 'tomorrow', 'in next 7 days' or 'this month'"
      )
    }
    return Located(period, at: reader.stretch(from: start))
  }

  private mutating func namedReturningPeriod() throws(SentenceError) -> ReturningPeriod? {
    if reader.take(words: "is", "known") || reader.take(words: "is", "unknown") {
      throw SentenceError(
        "bad-period",
        "a birthday is not known by itself",
        at: reader.stretch(from: reader.index - 2),
        help: "write 'birth date is known'"
      )
    }
    _ = reader.take(words: "is")
    let isIn = reader.take(words: "in")
    if !isIn, reader.take(words: "today") { return .today }
    if !isIn, reader.take(words: "tomorrow") { return .tomorrow }
    if reader.take(words: "this", "week") { return .thisWeek }
    if reader.take(words: "next", "week") { return .nextWeek }
    if reader.take(words: "this", "month") { return .thisMonth }
    if reader.take(words: "next", "month") { return .nextMonth }
    _ = reader.take(words: "the")
    return nil
  }

  /// `in next 90 days`; nil where nothing of the kind follows.
  mutating func horizon() throws(SentenceError) -> Horizon? {
    guard reader.take(words: "in", "next") || reader.take(words: "in", "the", "next") else {
      return nil
    }
    let place = reader.here
    let (count, unit) = try takeSpan()
    guard count > 0 else { throw SentenceError("empty-range", "a period of nothing", at: place) }
    let horizon = Horizon(count, unit)
    guard horizon.days(after: CivilDay(daysSince1970: 0)) <= Self.farthestDay else {
      throw SentenceError("bad-period", "nobody can see more than 10 years ahead", at: place)
    }
    return horizon
  }

  private static let farthestDay = 3_653

  private mutating func nextSpan() throws(SentenceError) -> ReturningPeriod? {
    guard reader.take(words: "next") else { return nil }
    let place = reader.here
    let (count, unit) = try takeSpan()
    guard count > 0 else {
      throw SentenceError("empty-range", "a period of nothing", at: place)
    }
    switch unit {
    case .days: return .nextDays(count)
    case .weeks: return .nextDays(7 * count)
    case .months: return .nextMonths(count)
    case .years: return .nextMonths(12 * count)
    case .hours:
      throw SentenceError("bad-period", "a date comes back on a day, not an hour", at: place)
    }
  }
}
