import Diagnostics
import Documents

/// Tests of numbers, and of the shop's own columns, which may hold some.
extension SentenceParser {
  mutating func customPredicate(
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

  mutating func numberPredicate(
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
    if let share = takeShare() { return share }
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

  /// `60%`: the number with its unit.
  private mutating func takeShare() -> ValueSyntax? {
    guard let token = reader.next, case .percent(let number) = token.kind else { return nil }
    reader.skip()
    return ValueSyntax(
      text: token.text,
      number: number,
      unit: Located("%", at: token.location),
      location: token.location
    )
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

  static func numberHelp(_ token: Token) -> String? {
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
}
