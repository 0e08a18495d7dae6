import Diagnostics
import Documents
import Shop

/// What a number counts, as far as it may be written behind it.
enum NumberUnit {
  case none
  case money
  case years
  case days
  /// Counted in thousandths, for goods by weight.
  case thousandths
  /// A part of one: `60%` or `0.6`.
  case share
  case points
}

extension Prediction {
  var unit: NumberUnit {
    switch self {
    case .churnRisk: .share
    case .expectedOrders: .none
    case .lifetimeValue: .money
    }
  }

  /// What can be said of a test without looking at a customer.
  func verdict(_ test: NumberTest) -> Verdict {
    if self == .churnRisk, case .within(let range) = test, let lower = range.lower,
      lower.value > ExactNumber(1) || lower.value == ExactNumber(1) && !lower.isIncluded
    {
      return .noOne
    }
    return test.verdict(wholeFromZero: false, mayBeUnknown: true)
  }
}

extension NumberMeasure.Kind {
  var unit: NumberUnit {
    switch self {
    case .spent, .averageOrder, .largestOrder: .money
    case .items: .thousandths
    case .daysBetweenOrders: .days
    case .orders, .distinct: .none
    }
  }

  /// What can be said of a test without looking at a customer.
  func verdict(_ test: NumberTest) -> Verdict {
    switch self {
    case .orders, .distinct: test.verdict(wholeFromZero: true, mayBeUnknown: false)
    case .averageOrder, .largestOrder, .daysBetweenOrders:
      test.verdict(wholeFromZero: false, mayBeUnknown: true)
    case .spent, .items: .open
    }
  }
}

/// Who passes a test.
enum Verdict {
  case open
  case noOne
  case everyone
}

extension NumberTest {
  /// Who passes when the values are from zero up.
  func verdict(wholeFromZero isWhole: Bool, mayBeUnknown: Bool) -> Verdict {
    func occurs(_ number: ExactNumber) -> Bool {
      number >= .zero && (!isWhole || number.whole != nil)
    }
    switch self {
    case .oneOf(let numbers): return numbers.contains(where: occurs) ? .open : .noOne
    case .noneOf(let numbers):
      return numbers.contains(where: occurs) || mayBeUnknown ? .open : .everyone
    case .within(let range):
      if isWhole {
        let least = max(0, range.leastWhole ?? 0)
        if let greatest = range.greatestWhole, greatest < least { return .noOne }
      } else if let upper = range.upper, upper.value < .zero {
        return .noOne
      }
      let begins = range.lower.map { $0.value < .zero || $0.isIncluded && $0.value == .zero }
      return range.upper == nil && begins ?? true && !mayBeUnknown ? .everyone : .open
    }
  }
}

extension SentenceChecker {
  /// The test in the measure's smallest units; nil where a value does not fit.
  mutating func numberTest(_ predicate: PredicateSyntax, of unit: NumberUnit) -> NumberTest? {
    switch predicate {
    case .oneOf(let values, let isNegated):
      let numbers = values.compactMap { number($0, unit) }
      guard numbers.count == values.count else { return nil }
      return isNegated ? .noneOf(numbers) : .oneOf(numbers)
    case .compare(let comparison, let value):
      return number(value, unit).map { Self.test(comparison, $0) }
    case .range(let first, let last):
      guard let lower = number(first, unit), let upper = number(last, unit) else { return nil }
      let range = NumberRange(
        lower: .init(value: lower, isIncluded: true),
        upper: .init(value: upper, isIncluded: true)
      )
      if range.isEmpty {
        warn(
          "empty-range",
          "no number is from \(first.text) to \(last.text): no one passes",
          at: first.location,
          help: "did you mean \(last.text)..\(first.text)?"
        )
      }
      return .within(range)
    case .known, .match, .period: return nil
    }
  }

  mutating func warnOfVerdict(_ verdict: Verdict, at place: SourceLocation) {
    switch verdict {
    case .open: break
    case .everyone: warn("always-true", "everyone passes this condition", at: place)
    case .noOne:
      if problems.last?.code != "empty-range" {
        warn("always-false", "no one passes this condition", at: place)
      }
    }
  }

  private static func test(_ comparison: Comparison, _ value: ExactNumber) -> NumberTest {
    switch comparison {
    case .equal: .oneOf([value])
    case .notEqual: .noneOf([value])
    case .less: .within(.init(lower: nil, upper: .init(value: value, isIncluded: false)))
    case .lessOrEqual: .within(.init(lower: nil, upper: .init(value: value, isIncluded: true)))
    case .greater: .within(.init(lower: .init(value: value, isIncluded: false), upper: nil))
    case .greaterOrEqual: .within(.init(lower: .init(value: value, isIncluded: true), upper: nil))
    }
  }

  private mutating func number(_ value: ValueSyntax, _ unit: NumberUnit) -> ExactNumber? {
    guard let number = value.number else {
      report("bad-number", "expected a number, found '\(value.text)'", at: value.location)
      return nil
    }
    if value.unit?.value == "%" { return share(number, value, unit) }
    if let word = value.unit, !accepts(word, unit) { return nil }
    switch unit {
    case .money: return number.multiplied(byPowerOfTen: terms.currency.minorUnitDigits)
    case .thousandths: return number.multiplied(byPowerOfTen: 3)
    case .none, .years, .days, .points: return number
    case .share:
      guard number > ExactNumber(1) else { return number }
      report(
        "bad-share",
        "a share is from 0% to 100%",
        at: value.location,
        help: "did you mean \(value.text)%?"
      )
      return nil
    }
  }

  /// A number of hundredths.
  private mutating func share(
    _ number: ExactNumber,
    _ value: ValueSyntax,
    _ unit: NumberUnit
  ) -> ExactNumber? {
    guard case .share = unit else {
      report("bad-number", "expected a number, found '\(value.text)'", at: value.location)
      return nil
    }
    return ExactNumber(mantissa: number.mantissa, scale: number.scale + 2)
  }

  private mutating func accepts(_ word: Located<String>, _ unit: NumberUnit) -> Bool {
    let text = word.value.lowercased()
    switch unit {
    case .money:
      let code = terms.currency.code
      if text == code.lowercased() { return true }
      report(
        "wrong-currency",
        "amounts are in \(code), not '\(word.value)'",
        at: word.location,
        help: "write '\(code)', or no currency at all"
      )
    case .years where text == "years" || text == "year": return true
    case .days where text == "days" || text == "day": return true
    case .points where text == "points" || text == "point": return true
    case .none, .years, .days, .thousandths, .share, .points:
      report("unexpected-word", "unexpected '\(word.value)' after the number", at: word.location)
    }
    return false
  }
}
