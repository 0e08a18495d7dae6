import Diagnostics
import Documents
import Shop

extension SentenceParser {
  /// A period, where one begins here; nil leaves the reader where it was.
  mutating func period() throws(SentenceError) -> PeriodSyntax? {
    let start = reader.index
    guard let kind = try periodKind() else {
      reader.rewind(to: start)
      return nil
    }
    return PeriodSyntax(kind: kind, location: reader.stretch(from: start))
  }

  private mutating func periodKind() throws(SentenceError) -> PeriodSyntax.Kind? {
    switch reader.keyword() {
    case "in": return try inPeriod()
    case "last", "this": return try namedPeriod()
    case "today", "yesterday":
      return CalendarPeriod(rawValue: reader.take()?.keyword ?? "").map { .calendar($0) }
    case "on":
      reader.skip()
      if let named = CalendarPeriod(rawValue: reader.keyword()) {
        reader.skip()
        return .calendar(named)
      }
      return .during(try takeDate(after: "on"))
    case "since":
      reader.skip()
      return .since(try takeDate(after: "since"))
    case "before":
      reader.skip()
      return .before(try takeDate(after: "before"))
    case "after":
      reader.skip()
      return .after(try takeDate(after: "after"))
    case "until":
      reader.skip()
      return .through(try takeDate(after: "until"))
    case "between": return try betweenDates()
    default: return try agoPeriod() ?? datesRange()
    }
  }

  /// After `in`: `last 30 days`, `this month`, `2025`, `2025-11`.
  private mutating func inPeriod() throws(SentenceError) -> PeriodSyntax.Kind? {
    reader.skip()
    _ = reader.take(words: "the")
    switch reader.keyword() {
    case "last", "this": return try namedPeriod()
    case "next":
      throw SentenceError(
        "future-period",
        "nothing that lies ahead is known",
        at: reader.here,
        help: "only birthdays and anniversaries can be 'in next 7 days'"
      )
    default: return .during(try takeDate(after: "in"))
    }
  }

  /// `last 30 days`, `last month`, `this year`.
  private mutating func namedPeriod() throws(SentenceError) -> PeriodSyntax.Kind {
    let first = reader.keyword()
    let named = "\(first) \(reader.keyword(1))"
    if let period = CalendarPeriod(rawValue: named) {
      reader.skip(2)
      return .calendar(period)
    }
    reader.skip()
    guard first == "last" else {
      throw SentenceError(
        "bad-period",
        "expected week, month, quarter or year after 'this'",
        at: reader.here
      )
    }
    if Self.unit(reader.keyword()) != nil {
      throw SentenceError(
        "bad-period",
        "'last \(reader.keyword())' has no meaning here",
        at: reader.here,
        help: "write 'last 1 \(reader.keyword())' for the time up to now"
      )
    }
    let (count, unit) = try takeSpan()
    return .last(count, unit)
  }

  private mutating func betweenDates() throws(SentenceError) -> PeriodSyntax.Kind? {
    guard let first = date(at: 1), reader.keyword(2) == "and", let last = date(at: 3),
      // Two bare numbers are years only where the subject is a date; see `predicate`.
      first.isWritten || last.isWritten
    else {
      if case .impossibleDate = reader.peek(1)?.kind {
        reader.skip()
        _ = try takeDate(after: "between")
      }
      if case .impossibleDate = reader.peek(3)?.kind {
        reader.skip(3)
        _ = try takeDate(after: "and")
      }
      return nil
    }
    reader.skip(4)
    return .between(first.date, last.date)
  }

  /// `2025-01-01..2025-03-31`.
  private mutating func datesRange() -> PeriodSyntax.Kind? {
    guard let first = date(at: 0), reader.peek(1)?.kind == .range, let last = date(at: 2),
      first.isWritten || last.isWritten
    else { return nil }
    reader.skip(3)
    return .between(first.date, last.date)
  }

  /// `more than 30 days ago`, `25..35 days ago`; nil where `ago` does not end it.
  private mutating func agoPeriod() throws(SentenceError) -> PeriodSyntax.Kind? {
    let start = reader.index
    if let bound = takeBoundWords() {
      guard reader.peek(0)?.isAmount == true, Self.unit(reader.keyword(1)) != nil,
        reader.keyword(2) == "ago"
      else {
        reader.rewind(to: start)
        return nil
      }
      let (count, unit) = try takeSpan()
      reader.skip()
      let isIncluded = bound == .greaterOrEqual || bound == .lessOrEqual
      return bound == .greater || bound == .greaterOrEqual
        ? .earlier(count, unit, isEndIncluded: isIncluded)
        : .later(count, unit, isEndIncluded: isIncluded)
    }
    if reader.peek(0)?.isAmount == true, reader.peek(1)?.kind == .range,
      reader.peek(2)?.isAmount == true, Self.unit(reader.keyword(3)) != nil,
      reader.keyword(4) == "ago"
    {
      let first = try takeCount()
      reader.skip()
      let (second, unit) = try takeSpan()
      reader.skip()
      return .ago(first, second, unit)
    }
    return nil
  }

  /// `more than`, `at least` and their like.
  mutating func takeBoundWords() -> Comparison? {
    if reader.take(words: "more", "than") || reader.take(words: "over") { return .greater }
    if reader.take(words: "less", "than") || reader.take(words: "under") { return .less }
    if reader.take(words: "at", "least") { return .greaterOrEqual }
    if reader.take(words: "at", "most") { return .lessOrEqual }
    return nil
  }

  /// A whole number of a unit: `30 days`.
  mutating func takeSpan() throws(SentenceError) -> (Int, ShopCalendar.Unit) {
    let start = reader.index
    let count = try takeCount()
    guard let unit = Self.unit(reader.keyword()) else {
      throw SentenceError(
        "bad-period",
        "expected hours, days, weeks, months or years",
        at: reader.here,
        help: NearestName.suggestion(
          for: reader.keyword(),
          among: ShopCalendar.Unit.allCases.map(\.rawValue)
        )
      )
    }
    reader.skip()
    guard count <= Self.longest(unit) else {
      throw SentenceError(
        "bad-period",
        "a period is at most 1,000 years",
        at: reader.stretch(from: start)
      )
    }
    return (count, unit)
  }

  mutating func takeCount() throws(SentenceError) -> Int {
    guard let token = reader.next, case .number(let number) = token.kind,
      let whole = number.whole, whole >= 0
    else {
      throw SentenceError("bad-period", "expected a whole number", at: reader.here)
    }
    reader.skip()
    return Int(whole)
  }

  static func unit(_ word: String) -> ShopCalendar.Unit? {
    ShopCalendar.Unit(rawValue: word) ?? ShopCalendar.Unit(rawValue: word + "s")
  }

  private static func longest(_ unit: ShopCalendar.Unit) -> Int {
    switch unit {
    case .hours: 8_766_000
    case .days: 365_250
    case .weeks: 52_178
    case .months: 12_000
    case .years: 1_000
    }
  }
}

extension SentenceParser {
  /// A date of any length at a distance, and whether it is more than a bare number.
  func date(at distance: Int) -> (date: WrittenDate, isWritten: Bool)? {
    guard let token = reader.peek(distance) else { return nil }
    switch token.kind {
    case .date(let date): return (date, true)
    case .number(let number) where token.text.utf8.count == 4:
      return number.whole.flatMap { WrittenDate(year: Int($0)) }.map { ($0, false) }
    default: return nil
    }
  }

  mutating func takeDate(after word: String) throws(SentenceError) -> WrittenDate {
    if let (date, _) = date(at: 0) {
      reader.skip()
      return date
    }
    if let token = reader.next, token.kind == .impossibleDate {
      throw SentenceError(
        "impossible-date",
        "there is no \(token.text) in the calendar",
        at: token.location
      )
    }
    throw SentenceError(
      "bad-period",
      "expected a date after '\(word)'",
      at: reader.here,
      help: "such as 2025-11-28, 2025-11 or 2025" + (word == "in" ? ", or 'last 30 days'" : "")
    )
  }
}
