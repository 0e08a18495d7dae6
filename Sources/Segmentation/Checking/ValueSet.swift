import Loyalty
import SQL

/// The values of one subject that a condition lets pass, for finding two that exclude each other.
struct ValueSet: Hashable {
  private enum Values: Hashable {
    case texts(Set<String>)
    case range(NumberRange)
  }

  private let subject: Subject
  private let values: Values

  /// Nil for conditions that are no plain set of values.
  init?(_ condition: Condition) {
    switch condition {
    case .text(let attribute, .oneOf(let texts)):
      subject = .text(attribute)
      values = .texts(Set(texts.map(TextFolding.casefold)))
    case .age(.within(let range)):
      subject = .age
      values = .range(range)
    case .number(let measure, .within(let range)):
      subject = .number(measure)
      values = .range(range)
    case .rfm(.oneOf(let names)):
      subject = .rfm
      values = .texts(Set(names.map(\.rawValue)))
    case .score(let score, .within(let range)):
      subject = .score(score)
      values = .range(range)
    case .prediction(let prediction, .within(let range)):
      subject = .prediction(prediction)
      values = .range(range)
    case .tier(let test) where !test.isNegated:
      subject = .tier(test.tiers)
      values = .texts(Set(test.names))
    default: return nil
    }
  }

  /// Whether both are of one subject and share no value, though each has some.
  func contradicts(_ other: ValueSet) -> Bool {
    guard subject == other.subject else { return false }
    switch (values, other.values) {
    case (.texts(let left), .texts(let right)): return left.isDisjoint(with: right)
    case (.range(let left), .range(let right)):
      return !left.isEmpty && !right.isEmpty && left.intersection(right).isEmpty
    default: return false
    }
  }
}

extension NumberRange {
  fileprivate func intersection(_ other: NumberRange) -> NumberRange {
    func tighter(_ left: Bound?, _ right: Bound?, by isTighter: (Bound, Bound) -> Bool) -> Bound? {
      guard let left, let right else { return left ?? right }
      return isTighter(left, right) ? left : right
    }
    return NumberRange(
      lower: tighter(lower, other.lower) {
        $0.value > $1.value || $0.value == $1.value && !$0.isIncluded
      },
      upper: tighter(upper, other.upper) {
        $0.value < $1.value || $0.value == $1.value && !$0.isIncluded
      }
    )
  }
}
