import Diagnostics
import Documents

extension SentenceParser {
  /// A subject with its filters and its period, which may come in either order.
  mutating func subject() throws(SentenceError) -> SubjectSyntax {
    let (name, location) = try subjectName()
    guard name.isPurchase else {
      var syntax = SubjectSyntax(name: name, location: location, filters: [], window: nil)
      if name.looksAhead { syntax.horizon = try horizon() }
      return syntax
    }
    var filters: [ProductTestSyntax] = []
    var window: PeriodSyntax?
    while true {
      if reader.keyword() == "of" {
        guard filters.isEmpty else {
          throw SentenceError(
            "double-filter",
            "a second 'of'",
            at: reader.here,
            help: "join filters by 'and': of category Wine and brand Moomin"
          )
        }
        reader.skip()
        filters = try productTests()
      } else if name.isMeasure, window == nil, let period = try self.period() {
        window = period
      } else {
        break
      }
    }
    return SubjectSyntax(name: name, location: location, filters: filters, window: window)
  }

  private mutating func subjectName() throws(SentenceError) -> (SubjectName, SourceLocation) {
    let start = reader.index
    if let column = try customColumn() { return (.custom(column), reader.stretch(from: start)) }
    for count in stride(from: 3, through: 1, by: -1) {
      guard let words = words(count) else { continue }
      if let name = Vocabulary.subjects[words] {
        reader.skip(count)
        return (name, reader.stretch(from: start))
      }
      if Vocabulary.later.contains(words) {
        reader.skip(count)
        throw SentenceError(
          "not-available",
          "'\(words)' is not available yet",
          at: reader.stretch(from: start)
        )
      }
    }
    throw unknownSubject()
  }

  /// `custom.NAME`, or `custom."A name with spaces"`.
  private mutating func customColumn() throws(SentenceError) -> String? {
    let word = reader.keyword()
    guard word.hasPrefix("custom."), let token = reader.take() else { return nil }
    if word != "custom." { return String(token.text.dropFirst("custom.".count)) }
    guard let name = reader.next, name.kind == .quoted, !name.text.isEmpty else {
      throw SentenceError(
        "missing-value",
        "expected the name of a column after 'custom.'",
        at: reader.here,
        help: "such as custom.shoe_size, or custom.\"Shoe size\""
      )
    }
    reader.skip()
    return name.text
  }

  /// The next words in small letters with underscores as spaces; nil where one is no word.
  private func words(_ count: Int) -> String? {
    var words: [String] = []
    for distance in 0..<count {
      let word = reader.keyword(distance)
      if word.isEmpty { return nil }
      words.append(word)
    }
    return words.joined(separator: " ").replacing("_", with: " ")
  }

  private func unknownSubject() -> SentenceError {
    guard let token = reader.next, token.kind == .word else {
      return SentenceError(
        "unknown-measure",
        "a condition begins with what it tests",
        at: reader.here,
        help: "such as 'orders', 'spent', 'last order', 'bought', 'age' or 'city'"
      )
    }
    let names = Array(Vocabulary.subjects.keys) + Vocabulary.openings + Vocabulary.later
    for count in stride(from: 3, through: 1, by: -1) {
      guard let words = words(count) else { continue }
      let candidates = names.filter { $0.split(separator: " ").count == count }
      guard let name = NearestName.of(words, among: candidates) else { continue }
      var end = reader
      end.skip(count)
      return SentenceError(
        "unknown-measure",
        "unknown measure '\(words)'",
        at: end.stretch(from: reader.index),
        help: "did you mean '\(name)'?"
      )
    }
    let guess = Vocabulary.guesses[token.keyword].map { "did you mean '\($0)'?" }
    return SentenceError(
      "unknown-measure",
      "unknown measure '\(token.text)'",
      at: token.location,
      help: guess ?? "such as 'orders', 'spent', 'last order', 'bought', 'age' or 'city'"
    )
  }
}

extension SubjectName {
  /// Whether a period may narrow it.
  var isMeasure: Bool {
    if case .number = self { return true }
    return false
  }

  /// Whether it is compared with numbers alone.
  var isNumber: Bool {
    switch self {
    case .number, .age, .score, .prediction, .points: true
    case .text, .custom, .consent, .date, .order, .rfm, .tier: false
    }
  }

  /// Whether filters may narrow it.
  var isPurchase: Bool {
    switch self {
    case .number, .order: true
    case .text, .age, .custom, .consent, .date, .rfm, .score, .prediction, .points, .tier: false
    }
  }

  /// Whether it may be of a time ahead.
  var looksAhead: Bool { self == .prediction(.expectedOrders) }
}
