/// A test of the ratios of whole numbers, exactly and many times over.
struct RatioTest {
  /// A decimal number with its divisor at hand.
  private struct Bound {
    let mantissa: Int64
    let divisor: Int64

    init(_ number: ExactNumber) {
      mantissa = number.mantissa
      divisor = number.divisor
    }

    /// Below, at or above zero as the ratio is below, at or above the number.
    func sign(of numerator: Int64, to denominator: Int64) -> Int {
      let left = numerator.multipliedFullWidth(by: divisor)
      let right = mantissa.multipliedFullWidth(by: denominator)
      if left == right { return 0 }
      return (left.high, left.low) < (right.high, right.low) ? -1 : 1
    }
  }

  private enum Kind {
    /// The signs at which each end lets a ratio pass.
    case within(lower: Bound?, isLowerIncluded: Bool, upper: Bound?, isUpperIncluded: Bool)
    case oneOf([Bound])
    case noneOf([Bound])
  }

  private let kind: Kind

  init(_ test: NumberTest) {
    switch test {
    case .within(let range):
      kind = .within(
        lower: range.lower.map { Bound($0.value) },
        isLowerIncluded: range.lower?.isIncluded ?? true,
        upper: range.upper.map { Bound($0.value) },
        isUpperIncluded: range.upper?.isIncluded ?? true
      )
    case .oneOf(let numbers): kind = .oneOf(numbers.map(Bound.init))
    case .noneOf(let numbers): kind = .noneOf(numbers.map(Bound.init))
    }
  }

  /// Marks where the ratio passes; where the denominator is 0 it is unknown and passes nothing.
  func mark(
    _ numerators: UnsafeMutableBufferPointer<Int64>,
    to denominators: UnsafeMutableBufferPointer<Int64>,
    _ marks: UnsafeMutableBufferPointer<UInt8>
  ) {
    for index in marks.indices where denominators[index] > 0 {
      marks[index] = holds(numerators[index], to: denominators[index]) ? 1 : 0
    }
  }

  private func holds(_ numerator: Int64, to denominator: Int64) -> Bool {
    switch kind {
    case .within(let lower, let isLowerIncluded, let upper, let isUpperIncluded):
      if let sign = lower?.sign(of: numerator, to: denominator),
        sign < 0 || sign == 0 && !isLowerIncluded
      {
        return false
      }
      if let sign = upper?.sign(of: numerator, to: denominator),
        sign > 0 || sign == 0 && !isUpperIncluded
      {
        return false
      }
      return true
    case .oneOf(let bounds):
      return bounds.contains { $0.sign(of: numerator, to: denominator) == 0 }
    case .noneOf(let bounds):
      return !bounds.contains { $0.sign(of: numerator, to: denominator) == 0 }
    }
  }
}
