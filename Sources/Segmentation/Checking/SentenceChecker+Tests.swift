import Diagnostics
import Documents
import Loyalty
import SQL
import Shop

extension SentenceChecker {
  /// What a subject and a predicate mean together; nil where they do not fit.
  mutating func test(_ subject: SubjectSyntax, _ predicate: PredicateSyntax) -> Condition? {
    if case .known(let isKnown) = predicate {
      return self.subject(subject).map { .known($0, isKnown) }
    }
    switch (subject.name, predicate) {
    case (.text(let attribute), _):
      return textTest(attribute, predicate).map { .text(attribute, $0) }
    case (.consent, .oneOf(let values, let isNegated)): return consent(values, isNegated)
    case (.custom(let column), _):
      guard checkColumn(column, at: subject.location) else { return nil }
      return customTest(predicate).map { .custom(column: column, $0) }
    case (.date(let attribute), .period(let syntax)): return .date(attribute, period(syntax))
    case (.order(let kind), .period(let syntax)):
      return .orderDate(OrderDate(kind: kind, filter: filter(subject.filters)), period(syntax))
    case (.age, _):
      guard let test = numberTest(predicate, of: .years) else { return nil }
      warnOfVerdict(test.verdict(wholeFromZero: true, mayBeUnknown: true), at: subject.location)
      return .age(test)
    case (.number(let kind), _):
      let measure = self.measure(kind, subject)
      guard let test = numberTest(predicate, of: kind.unit) else { return nil }
      warnOfVerdict(kind.verdict(test), at: subject.location)
      return .number(measure, test)
    case (.rfm, .oneOf(let values, let isNegated)):
      let names = values.compactMap { rfmName($0) }
      guard names.count == values.count else { return nil }
      return .rfm(isNegated ? .noneOf(names) : .oneOf(names))
    case (.score(let score), _):
      guard let test = numberTest(predicate, of: .none) else { return nil }
      if !(1...5).contains(where: { test.holds(Int64($0)) }) {
        warnOfVerdict(.noOne, at: subject.location)
      }
      return .score(score, test)
    case (.prediction(let name), _):
      let prediction = prediction(name, subject)
      guard let test = numberTest(predicate, of: prediction.unit) else { return nil }
      warnOfVerdict(prediction.verdict(test), at: subject.location)
      return .prediction(prediction, test)
    case (.points, _):
      guard checkPoints(at: subject.location), let test = numberTest(predicate, of: .points)
      else { return nil }
      return .points(.balance, test)
    case (.tier, .oneOf(let values, let isNegated)):
      return tierTest(values, isNegated, at: subject.location).map { .tier($0) }
    default:
      report("bad-test", "this cannot be asked here", at: subject.location)
      return nil
    }
  }

  private mutating func subject(_ syntax: SubjectSyntax) -> Subject? {
    switch syntax.name {
    case .text(let attribute): return .text(attribute)
    case .age: return .age
    case .consent: return .consent
    case .date(let attribute): return .date(attribute)
    case .custom(let column):
      return checkColumn(column, at: syntax.location) ? .custom(column: column) : nil
    case .order(let kind): return .orderDate(OrderDate(kind: kind, filter: filter(syntax.filters)))
    case .rfm: return .rfm
    case .score(let score): return .score(score)
    case .prediction(let name): return .prediction(prediction(name, syntax))
    case .tier: return tiers(at: syntax.location).map { .tier($0) }
    case .points:
      if checkPoints(at: syntax.location) { reportNeverUnknown(at: syntax.location) }
      return nil
    case .number(let kind):
      let measure = self.measure(kind, syntax)
      if measure.mayBeUnknown { return .number(measure) }
      reportNeverUnknown(at: syntax.location)
      return nil
    }
  }

  private mutating func reportNeverUnknown(at place: SourceLocation) {
    report(
      "never-unknown",
      "this is never unknown: of nothing it is 0",
      at: place,
      help: "compare it with 0, such as '> 0'"
    )
  }

  func prediction(_ name: PredictionName, _ syntax: SubjectSyntax) -> Prediction {
    switch name {
    case .churnRisk: .churnRisk
    case .expectedOrders: .expectedOrders(within: syntax.horizon)
    case .lifetimeValue: .lifetimeValue
    }
  }

  // MARK: Text

  private mutating func textTest(
    _ attribute: TextAttribute,
    _ predicate: PredicateSyntax
  ) -> TextTest? {
    switch predicate {
    case .oneOf(let values, let isNegated):
      let texts = values.map { value in
        checkDomain(attribute, value.text, at: value.location)
        if let problem = names.problem(value.text, of: attribute, at: value.location) {
          problems.append(problem)
        }
        return attribute == .emailDomain ? String(value.text.drop { $0 == "@" }) : value.text
      }
      return isNegated ? .noneOf(texts) : .oneOf(texts)
    case .match(let place, let texts):
      for text in texts { checkDomain(attribute, text.value, place, at: text.location) }
      return .match(place, texts.map(\.value))
    default: return nil
    }
  }

  /// A domain is compared as the end of the address, so it can hold no `@` within.
  private mutating func checkDomain(
    _ attribute: TextAttribute,
    _ text: String,
    _ place: TextPlace? = nil,
    at location: SourceLocation
  ) {
    guard attribute == .emailDomain else { return }
    if let place, place != .end {
      report(
        "bad-test",
        "an email domain can be tested by 'is', 'in' and 'ends with'",
        at: location
      )
    } else if text.drop(while: { $0 == "@" && place == nil }).contains("@") {
      report("bad-value", "a domain is what follows the '@'", at: location)
    }
  }

  private mutating func consent(_ values: [ValueSyntax], _ isNegated: Bool) -> Condition? {
    if values.count == 1, let value = values.first {
      switch value.text.lowercased() {
      case "yes", "true": return .consent(!isNegated)
      case "no", "false": return .consent(isNegated)
      default: break
      }
    }
    report(
      "bad-value",
      "email consent is yes, no, known or unknown",
      at: values[0].location
    )
    return nil
  }

  private mutating func rfmName(_ value: ValueSyntax) -> RFM.Name? {
    let text = value.text.lowercased().replacing("_", with: " ")
    if let name = RFM.Name(rawValue: text) { return name }
    let all = RFM.Name.allCases.map(\.rawValue)
    report(
      "unknown-value",
      "'\(value.text)' is no RFM name",
      at: value.location,
      help: NearestName.suggestion(for: text, among: all) ?? all.joined(separator: ", ")
    )
    return nil
  }

  // MARK: Columns of the shop's own

  private mutating func checkColumn(_ column: String, at place: SourceLocation) -> Bool {
    // The database's operator for a member of an object takes these for a path.
    if column.hasPrefix("$") || column.hasPrefix("[") || column.contains("\"") {
      report(
        "bad-column",
        "a column whose name begins with '$' or '[' or holds a quote cannot be tested",
        at: place,
        help: "give it another name under 'columns' of the import"
      )
      return false
    }
    if let problem = names.problem(column: column, at: place) { problems.append(problem) }
    return true
  }

  private mutating func customTest(_ predicate: PredicateSyntax) -> CustomTest? {
    switch predicate {
    case .oneOf(let values, let isNegated):
      let values = values.map { CustomValue(text: $0.text, number: $0.number) }
      return isNegated ? .noneOf(values) : .oneOf(values)
    case .match(let place, let texts): return .match(place, texts.map(\.value))
    case .compare, .range:
      guard case .within(let range) = numberTest(predicate, of: .none) else { return nil }
      return .within(range)
    case .known, .period: return nil
    }
  }
}
