/// What a number is asked.
enum NumberTest: Hashable, Sendable {
  case within(NumberRange)
  case oneOf([ExactNumber])
  case noneOf([ExactNumber])

  /// Whether the test holds for `numerator` / `denominator`, which is positive.
  func holds(numerator: Int128, denominator: Int128 = 1) -> Bool {
    func equals(_ number: ExactNumber) -> Bool {
      number.sign(ofRatio: numerator, to: denominator) == 0
    }
    switch self {
    case .within(let range): return range.contains(numerator: numerator, denominator: denominator)
    case .oneOf(let numbers): return numbers.contains(where: equals)
    case .noneOf(let numbers): return !numbers.contains(where: equals)
    }
  }

  func holds(_ whole: Int64) -> Bool { holds(numerator: Int128(whole)) }

  /// Whether the test holds for a number that is not exact.
  func holds(_ number: Double) -> Bool {
    switch self {
    case .within(let range): range.contains(number)
    case .oneOf(let numbers): numbers.contains { $0.double == number }
    case .noneOf(let numbers): !numbers.contains { $0.double == number }
    }
  }
}

/// Numbers between two ends, either of which may be open.
struct NumberRange: Hashable, Sendable {
  struct Bound: Hashable, Sendable {
    let value: ExactNumber
    let isIncluded: Bool
  }

  let lower: Bound?
  let upper: Bound?

  /// Whether no number at all lies within.
  var isEmpty: Bool {
    guard let lower, let upper else { return false }
    if lower.value == upper.value { return !(lower.isIncluded && upper.isIncluded) }
    return lower.value > upper.value
  }

  /// The least whole number within, nil where there is no lower end.
  var leastWhole: Int64? {
    lower.map { $0.isIncluded ? $0.value.roundedUp : $0.value.roundedDown + 1 }
  }

  /// The greatest whole number within, nil where there is no upper end.
  var greatestWhole: Int64? {
    upper.map { $0.isIncluded ? $0.value.roundedDown : $0.value.roundedUp - 1 }
  }

  func contains(numerator: Int128, denominator: Int128) -> Bool {
    if let lower {
      let sign = lower.value.sign(ofRatio: numerator, to: denominator)
      if sign < 0 || sign == 0 && !lower.isIncluded { return false }
    }
    if let upper {
      let sign = upper.value.sign(ofRatio: numerator, to: denominator)
      if sign > 0 || sign == 0 && !upper.isIncluded { return false }
    }
    return true
  }

  func contains(_ value: Double) -> Bool {
    if let lower, lower.isIncluded ? value < lower.value.double : value <= lower.value.double {
      return false
    }
    if let upper, upper.isIncluded ? value > upper.value.double : value >= upper.value.double {
      return false
    }
    return true
  }
}
