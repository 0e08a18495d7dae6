import Diagnostics
import Documents
import Shop

/// Turns a sentence's syntax into its meaning, and says what makes no sense.
struct SentenceChecker {
  let terms: ShopTerms
  let names: CheckedNames
  var problems: [Diagnostic] = []

  init(terms: ShopTerms, names: CheckedNames) {
    self.terms = terms
    self.names = names
  }

  /// The sentence's line, nil where it has errors.
  mutating func check(_ sentence: SentenceSyntax, text: String) -> ConditionLine? {
    let before = problems.count
    var isNegated = sentence.isNegated
    let condition: Condition
    switch sentence.statement {
    case .everyone: condition = .everyone
    case .segment(let name): condition = .segment(name.value)
    case .sample(let size, let seed): condition = .sample(sample(size, seed: seed.value))
    case .top(let syntax): condition = .top(ranking(syntax))
    case .bought(let syntax):
      if syntax.isNever { isNegated.toggle() }
      condition = .bought(basket(syntax.basket), syntax.window.map { period($0) })
    case .lastOrderContains(let syntax): condition = .lastOrderContains(basket(syntax))
    case .returning(let date, let period):
      condition = .returning(returningDate(date), period.value)
    case .test(let subject, let predicate):
      guard let test = test(subject, predicate) else { return nil }
      condition = test
    }
    if problems[before...].hasErrors { return nil }
    return ConditionLine(
      text: text,
      isNegated: isNegated,
      condition: condition,
      location: sentence.location
    )
  }

  mutating func report(
    _ code: String,
    _ message: String,
    at place: SourceLocation,
    help: String? = nil
  ) {
    problems.append(.error(code, message, at: place, help: help))
  }

  mutating func warn(
    _ code: String,
    _ message: String,
    at place: SourceLocation,
    help: String? = nil
  ) {
    problems.append(.warning(code, message, at: place, help: help))
  }

  // MARK: Sets

  private mutating func sample(_ size: Token, seed: String) -> Sample {
    let hundred = ExactNumber(100)
    var percent = ExactNumber.zero
    switch size.kind {
    case .percent(let number): percent = number
    case .number(let number) where number < ExactNumber(1):
      percent = number.multiplied(byPowerOfTen: 2)
    default:
      report(
        "bad-share",
        "a sample is a share of the customers",
        at: size.location,
        help: "write '\(size.text)%'"
      )
      return Sample(percent: percent, seed: seed)
    }
    if percent < .zero || percent > hundred {
      report("bad-share", "a share is from 0% to 100%", at: size.location)
    } else if percent == .zero {
      warn("always-false", "no one is in a sample of 0%", at: size.location)
    } else if percent == hundred {
      warn("always-true", "everyone is in a sample of 100%", at: size.location)
    }
    return Sample(percent: percent, seed: seed)
  }

  /// The ranking of `top` or `limit`.
  mutating func ranking(_ syntax: RankingSyntax) -> Ranking {
    var figure = RankedFigure.prediction(.lifetimeValue)
    switch syntax.measure.name {
    case .number(let kind): figure = .measure(measure(kind, syntax.measure))
    case .prediction(let name): figure = .prediction(prediction(name, syntax.measure))
    case .points:
      if checkPoints(at: syntax.measure.location) { figure = .points }
    default:
      report(
        "bad-ranking",
        "customers cannot be ranked by this",
        at: syntax.measure.location,
        help: "such as spent, orders, items, average order, lifetime value or points"
      )
    }
    return Ranking(size: rankingSize(syntax.size), figure: figure)
  }

  private mutating func rankingSize(_ token: Token) -> Ranking.Size {
    let one = ExactNumber(1)
    var size = Ranking.Size.count(1)
    switch token.kind {
    case .percent(let percent): size = .percent(percent)
    case .number(let number) where number > .zero && number < one:
      size = .percent(number.multiplied(byPowerOfTen: 2))
    case .number(let number):
      guard let whole = number.whole, whole > 0 else {
        report(
          "bad-share",
          "'top' needs a whole number from 1, or a share",
          at: token.location,
          help: "such as 'top 500' or 'top 10%'"
        )
        return size
      }
      size = .count(whole)
    default: break
    }
    if case .percent(let percent) = size, percent <= .zero || percent > ExactNumber(100) {
      report("bad-share", "a share is above 0% and at most 100%", at: token.location)
    }
    return size
  }

  // MARK: Returning dates

  private mutating func returningDate(_ syntax: ReturningDateSyntax) -> ReturningDate {
    switch syntax {
    case .birthday: .birthday
    case .signUp: .signUp
    case .order(let kind, let tests): .order(OrderDate(kind: kind, filter: filter(tests)))
    }
  }
}
