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
    case .age: return try numberPredicate(subject, takesLists: true)
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

  private mutating func takePlace() -> TextPlace? {
    if reader.take(words: "starts", "with") { return .start }
    if reader.take(words: "ends", "with") { return .end }
    return reader.take(words: "contains") ? .anywhere : nil
  }

  /// `is`, `is not`, `in`, `not in`, `is one of`, `=`, `!=`: whether it is denied.
  private mutating func takeEquality(takesIn: Bool) -> Bool? {
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

  private mutating func textValues() throws(SentenceError) -> [ValueSyntax] {
    let start = reader.index
    let values = try reader.takeValues("a value")
    return values.enumerated().map { position, value in
      // Values and commas alternate.
      let kind = reader.peek(start + 2 * position - reader.index)?.kind
      let number: ExactNumber? = if case .number(let number) = kind { number } else { nil }
      return ValueSyntax(text: value.value, number: number, unit: nil, location: value.location)
    }
  }

  // MARK: Numbers

  private mutating func customPredicate(
    _ subject: SubjectSyntax
  ) throws(SentenceError) -> PredicateSyntax {
    if let place = takePlace() { return .match(place, try reader.takeValues("a text")) }
    if isRangeAhead || isBoundAhead { return try numberPredicate(subject, takesLists: true) }
    if let isNegated = takeEquality(takesIn: true) {
      return .oneOf(try textValues(), isNegated: isNegated)
    }
    return try numberPredicate(subject, takesLists: true)
  }

  private var isRangeAhead: Bool {
    let offset = reader.keyword() == "is" ? 1 : 0
    return reader.peek(offset + 1)?.kind == .range
  }

  private var isBoundAhead: Bool {
    ["more", "less", "over", "under", "at", "between"]
      .contains(reader.keyword(reader.keyword() == "is" ? 1 : 0))
  }

  private mutating func numberPredicate(
    _ subject: SubjectSyntax,
    takesLists: Bool
  ) throws(SentenceError) -> PredicateSyntax {
    if isRangeAhead || isBoundAhead { _ = reader.take(words: "is") }
    if reader.take(words: "between") {
      let first = try takeAmount()
      guard reader.take(words: "and") else {
        throw SentenceError(
          "missing-value",
          "expected 'and' after 'between \(first.text)'",
          at: reader.here
        )
      }
      return .range(first, try takeAmount())
    }
    if let bound = takeBoundWords() { return .compare(bound, try takeAmount()) }
    if let isNegated = takeEquality(takesIn: takesLists) {
      return .oneOf(try amounts(), isNegated: isNegated)
    }
    if case .comparison(let sign) = reader.next?.kind {
      reader.skip()
      return .compare(sign, try takeAmount())
    }
    let start = reader.index
    if reader.next?.isAmount == true {
      let first = try takeAmount()
      if reader.next?.kind == .range {
        reader.skip()
        return .range(first, try takeAmount())
      }
      reader.rewind(to: start)
    }
    throw missingPredicate(after: subject, help: "such as '>= 3' or '1..3'")
  }

  private mutating func amounts() throws(SentenceError) -> [ValueSyntax] {
    var values = [try takeAmount()]
    while reader.next?.kind == .comma {
      reader.skip()
      values.append(try takeAmount())
    }
    return values
  }

  /// A number, with spaces between thousands or without, and the unit behind it.
  private mutating func takeAmount() throws(SentenceError) -> ValueSyntax {
    let start = reader.index
    guard let token = reader.next, case .number = token.kind else { throw missingNumber() }
    var text = token.text
    reader.skip()
    try refuseCommaInNumber(text)
    if (1...3).contains(text.drop { $0 == "-" }.utf8.count), !text.contains(".") {
      while let group = reader.next, case .number(let number) = group.kind, number >= .zero,
        group.text.prefix(while: { $0 != "." }).utf8.count == 3, !text.contains(".")
      {
        text += group.text
        reader.skip()
      }
    }
    guard let number = ExactNumber(text) else { throw missingNumber() }
    var unit: Located<String>?
    if let word = reader.next, word.kind == .word, !Vocabulary.reserved.contains(word.keyword) {
      unit = Located(word.text, at: word.location)
      reader.skip()
    }
    let location = reader.stretch(from: start)
    return ValueSyntax(text: text, number: number, unit: unit, location: location)
  }

  /// `5,000` would be a list of two numbers: nobody means 0 orders by it.
  private func refuseCommaInNumber(_ text: String) throws(SentenceError) {
    guard reader.next?.kind == .comma, let group = reader.peek(1), case .number = group.kind,
      group.text.utf8.count == 3, group.location.column == reader.here.column + 1
    else { return }
    throw SentenceError(
      "bad-number",
      "a number has no commas",
      at: reader.here,
      help: "write \(text)\(group.text), or '\(text), \(group.text)' for two numbers"
    )
  }

  private func missingNumber() -> SentenceError {
    guard let token = reader.next else {
      return SentenceError("missing-value", "a number is missing here", at: reader.here)
    }
    return SentenceError(
      "bad-number",
      "expected a number, found '\(token.text)'",
      at: token.location,
      help: Self.numberHelp(token)
    )
  }

  private static func numberHelp(_ token: Token) -> String? {
    switch token.kind {
    case .quoted where ExactNumber(token.text) != nil: return "numbers stand without quotes"
    case .comparison: return "comparisons are written =, !=, <, <=, > and >="
    case .word: break
    default: return nil
    }
    let parts = token.text.split { "-\u{2013}\u{2014}".contains($0) }
    if parts.count == 2, parts.allSatisfy({ ExactNumber($0) != nil }) {
      return "a range is written \(parts[0])..\(parts[1])"
    }
    let digits = token.text.prefix { $0.isNumber || $0 == "." }
    if ExactNumber(digits) != nil, digits.endIndex < token.text.endIndex {
      return "a space stands behind a number: '\(digits) \(token.text[digits.endIndex...])'"
    }
    if token.text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) {
      return "at most 12 digits before the point and 6 after it"
    }
    return nil
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

  private func missingPredicate(after subject: SubjectSyntax, help: String) -> SentenceError {
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
