import Diagnostics
import Documents

extension SentenceParser {
  /// What is asked of the subject; a period after it narrows a measure that has none yet.
  mutating func predicate(of subject: inout SubjectSyntax) throws(SentenceError) -> PredicateSyntax
  {
    if let isKnown = takeKnown() { return .known(isKnown) }
    switch subject.name {
    case .text, .consent: return try textPredicate(subject)
    case .custom: return try customPredicate(subject)
    case .date, .order: return try datePredicate(subject)
    case .age, .score: return try numberPredicate(subject, takesLists: true)
    case .rfm: return try namePredicate(subject, example: "is champions, loyal")
    case .tier: return try namePredicate(subject, example: "is gold")
    case .points: return try numberPredicate(subject, takesLists: false)
    case .prediction:
      let predicate = try numberPredicate(subject, takesLists: false)
      if subject.name.looksAhead, subject.horizon == nil { subject.horizon = try horizon() }
      return predicate
    case .number:
      let predicate = try numberPredicate(subject, takesLists: false)
      if subject.window == nil { subject.window = try period() }
      return predicate
    }
  }

  private mutating func takeKnown() -> Bool? {
    if reader.take(words: "is", "known") || reader.take(words: "is", "not", "unknown") {
      return true
    }
    if reader.take(words: "is", "unknown") || reader.take(words: "is", "not", "known") {
      return false
    }
    return nil
  }

  // MARK: Text

  private mutating func textPredicate(
    _ subject: SubjectSyntax
  ) throws(SentenceError) -> PredicateSyntax {
    if let place = takePlace() { return .match(place, try reader.takeValues("a text")) }
    if let isNegated = takeEquality(takesIn: true) {
      return .oneOf(try textValues(), isNegated: isNegated)
    }
    throw missingPredicate(after: subject, help: "such as 'is …', 'in …, …' or 'is known'")
  }

  mutating func takePlace() -> TextPlace? {
    if reader.take(words: "starts", "with") { return .start }
    if reader.take(words: "ends", "with") { return .end }
    return reader.take(words: "contains") ? .anywhere : nil
  }

  /// `is`, `is not`, `in`, `not in`, `is one of`, `=`, `!=`: whether it is denied.
  mutating func takeEquality(takesIn: Bool) -> Bool? {
    if case .comparison(let sign) = reader.next?.kind, sign == .equal || sign == .notEqual {
      reader.skip()
      return sign == .notEqual
    }
    if takesIn {
      if reader.take(words: "not", "in") || reader.take(words: "is", "not", "in") { return true }
      if reader.take(words: "in") || reader.take(words: "is", "in") { return false }
    }
    if reader.take(words: "is", "not", "one", "of") { return true }
    if reader.take(words: "is", "one", "of") || reader.take(words: "is", "any", "of") {
      return false
    }
    if reader.take(words: "is", "not") { return true }
    return reader.take(words: "is") ? false : nil
  }

  mutating func textValues() throws(SentenceError) -> [ValueSyntax] {
    let start = reader.index
    let values = try reader.takeValues("a value")
    return values.enumerated().map { position, value in
      // Values and commas alternate.
      let kind = reader.peek(start + 2 * position - reader.index)?.kind
      let number: ExactNumber? = if case .number(let number) = kind { number } else { nil }
      return ValueSyntax(text: value.value, number: number, unit: nil, location: value.location)
    }
  }

  // MARK: Names

  /// Names of the language's own and of the club's tiers, which stand without quotes also where they
  /// have several words.
  private mutating func namePredicate(
    _ subject: SubjectSyntax,
    example: String
  ) throws(SentenceError) -> PredicateSyntax {
    guard let isNegated = takeEquality(takesIn: true) else {
      throw missingPredicate(after: subject, help: "such as '\(example)'")
    }
    var values = [try takeName()]
    while reader.next?.kind == .comma {
      reader.skip()
      values.append(try takeName())
    }
    return .oneOf(values, isNegated: isNegated)
  }

  private mutating func takeName() throws(SentenceError) -> ValueSyntax {
    let start = reader.index
    while reader.next?.kind == .word { reader.skip() }
    if reader.index > start {
      let text = reader.written(from: start, to: reader.index)
      return ValueSyntax(text: text, number: nil, unit: nil, location: reader.stretch(from: start))
    }
    let name = try reader.takeValue("a name")
    return ValueSyntax(text: name.value, number: nil, unit: nil, location: name.location)
  }

  // MARK: Dates

  private mutating func datePredicate(
    _ subject: SubjectSyntax
  ) throws(SentenceError) -> PredicateSyntax {
    _ = reader.take(words: "is")
    let start = reader.index
    if case .comparison(let sign) = reader.next?.kind, sign != .notEqual {
      reader.skip()
      if reader.next?.isAmount == true, Self.unit(reader.keyword(1)) != nil {
        throw SentenceError(
          "missing-test",
          "'\(sign.rawValue)' compares with a date",
          at: reader.here,
          help: "write 'more than …' or 'less than \(reader.rest)'"
        )
      }
      let date = try takeDate(after: sign.rawValue)
      let kind: PeriodSyntax.Kind =
        switch sign {
        case .less: .before(date)
        case .lessOrEqual: .through(date)
        case .greater: .after(date)
        case .greaterOrEqual: .since(date)
        case .equal, .notEqual: .during(date)
        }
      return .period(PeriodSyntax(kind: kind, location: reader.stretch(from: start)))
    }
    if let years = yearsPeriod() { return .period(years) }
    if let period = try period() { return .period(period) }
    throw missingPredicate(
      after: subject,
      help: "such as 'in last 30 days', 'more than 180 days ago' or 'before 2025-01-01'"
    )
  }

  /// `between 2023 and 2024`, `2023..2024`: bare numbers, which for a date are years.
  private mutating func yearsPeriod() -> PeriodSyntax? {
    let start = reader.index
    let offset = reader.keyword() == "between" ? 1 : 0
    let joint = reader.peek(offset + 1)
    guard let first = date(at: offset), let last = date(at: offset + 2),
      offset == 1 ? joint?.keyword == "and" : joint?.kind == .range,
      Self.unit(reader.keyword(offset + 3)) == nil
    else { return nil }
    reader.skip(offset + 3)
    return PeriodSyntax(
      kind: .between(first.date, last.date),
      location: reader.stretch(from: start)
    )
  }

  func missingPredicate(after subject: SubjectSyntax, help: String) -> SentenceError {
    guard let token = reader.next else {
      return SentenceError(
        "missing-test",
        "the condition ends before it says what is asked",
        at: reader.here,
        help: help
      )
    }
    return SentenceError(
      "missing-test",
      "unexpected '\(token.text)' here",
      at: token.location,
      help: subject.name.isNumber ? Self.numberHelp(token) ?? help : help
    )
  }
}
