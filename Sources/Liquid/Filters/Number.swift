/// A number in arithmetic: whole, or a decimal fraction that is computed with exactly.
struct Number {
  /// The value is `coefficient` / 10^`scale`.
  var coefficient: Int128
  var scale: Int
  /// A whole number by nature, not by value: 5 and not 5.0.
  var isInteger: Bool
  /// The value where a coefficient cannot say it: what has too many digits, and negative zero.
  var approximation: Double?

  init(_ integer: Int64) { self.init(whole: Int128(integer)) }

  /// A whole number; nil is one that has too many digits.
  private init(whole: Int128?) {
    self.init(coefficient: whole ?? 0, scale: 0, isInteger: true)
    if whole == nil { approximation = .infinity }
  }

  private init(coefficient: Int128, scale: Int, isInteger: Bool) {
    self.coefficient = coefficient
    self.scale = scale
    self.isInteger = isInteger
  }

  /// What Liquid makes of any value: text that is not a number is 0.
  init(_ value: Value) {
    switch value.tag {
    case .decimal: self = Number(nearest: value.decimal)
    case .string:
      let text = Machine.stripped(value, left: true, right: true).text
      let isDecimal = Self.isDecimal(text)
      self = (isDecimal ? Number(text: text) : nil) ?? Number(whole: value.leadingInteger())
    default: self = Number(value.asWholeNumber)
    }
  }

  /// Digits, a point, digits.
  private static func isDecimal(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(Bytes.isDigit) }
  }

  /// A decimal fraction, with or without an exponent; nil when it has more than 30 digits or an
  /// exponent that no `Double` has.
  init?(text: String) {
    let parts = text.split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
    let mantissa = parts[0]
    let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    let digits = halves.joined()
    guard digits.utf8.count <= 30, let coefficient = Int128(digits) else { return nil }
    guard let exponent = parts.count > 1 ? Int(parts[1]) : 0, exponent.magnitude < 400 else {
      return nil
    }
    self.init(
      coefficient: coefficient,
      scale: (halves.count > 1 ? halves[1].utf8.count : 0) - exponent,
      isInteger: false
    )
    if scale < 0 {
      guard let scaled = Self.scaled(coefficient, by: -scale) else { return nil }
      self.coefficient = scaled
      scale = 0
    }
    guard scale <= 34 else { return nil }
    if isZero, text.hasPrefix("-") { approximation = -0.0 }
  }

  /// The decimal that is shown as this one is, exactly if it can be.
  init(nearest decimal: Double) {
    if let exact = Number(text: decimal.description) {
      self = exact
    } else {
      self.init(coefficient: 0, scale: 0, isInteger: false)
      approximation = decimal
    }
  }

  /// `number` × 10^`power`, or nil when that is too large.
  static func scaled(_ number: Int128, by power: Int) -> Int128? {
    var result = number
    for _ in 0..<power {
      let (next, overflow) = result.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      result = next
    }
    return result
  }

  var isZero: Bool { (approximation ?? 0) == 0 && coefficient == 0 }

  /// Less than zero, which negative zero is not.
  var isNegative: Bool { coefficient < 0 || (approximation ?? 0) < 0 }

  private var hasMinus: Bool { coefficient < 0 || approximation?.sign == .minus }

  var double: Double {
    if let approximation { return approximation }
    if scale == 0 { return Double(coefficient) }
    return Double("\(coefficient)e-\(scale)") ?? 0
  }

  // MARK: Arithmetic

  private static let tooLarge = Failure("the number is too large")

  /// Both coefficients with the larger scale; nil when they have too many digits together.
  private static func aligned(_ a: Number, _ b: Number) -> (Int128, Int128, Int)? {
    guard a.approximation == nil, b.approximation == nil else { return nil }
    let scale = max(a.scale, b.scale)
    guard let left = scaled(a.coefficient, by: scale - a.scale),
      let right = scaled(b.coefficient, by: scale - b.scale)
    else { return nil }
    return (left, right, scale)
  }

  /// The result, or what decimals make of the two where it has too many digits.
  private func checked(
    _ result: (partialValue: Int128, overflow: Bool)?,
    _ scale: Int,
    _ other: Number,
    _ operation: (Double, Double) -> Double
  ) throws(Failure) -> Number {
    let isInteger = isInteger && other.isInteger
    if let result, !result.overflow, result.partialValue > .min {
      return Number(coefficient: result.partialValue, scale: scale, isInteger: isInteger)
    }
    let decimal = operation(double, other.double)
    guard !isInteger, decimal.isFinite else { throw Self.tooLarge }
    return Number(nearest: decimal)
  }

  func plus(_ other: Number) throws(Failure) -> Number {
    let parts = Self.aligned(self, other)
    let sum = parts.map { $0.0.addingReportingOverflow($0.1) }
    return try checked(sum, parts?.2 ?? 0, other, +)
  }

  func minus(_ other: Number) throws(Failure) -> Number {
    let parts = Self.aligned(self, other)
    let difference = parts.map { $0.0.subtractingReportingOverflow($0.1) }
    return try checked(difference, parts?.2 ?? 0, other, -)
  }

  func times(_ other: Number) throws(Failure) -> Number {
    let isExact = approximation == nil && other.approximation == nil
    let product = isExact ? coefficient.multipliedReportingOverflow(by: other.coefficient) : nil
    let result = try checked(product, scale + other.scale, other, *)
    return result.signed(by: self, other)
  }

  /// Whole numbers are divided rounding down.
  func divided(by other: Number) throws(Failure) -> Number {
    guard !other.isZero else { throw Failure("divided by 0") }
    if isInteger, other.isInteger {
      return Number(whole: Self.floorDivided(coefficient, other.coefficient))
    }
    guard approximation == nil, other.approximation == nil else {
      return try checked(nil, 0, other, /)
    }
    var left = coefficient
    var scale = scale - other.scale
    while scale < 34, let next = Self.scaled(left, by: 1) {
      left = next
      scale += 1
    }
    while scale < 0, let next = Self.scaled(left, by: 1) {
      left = next
      scale += 1
    }
    let (quotient, rest) = left.quotientAndRemainder(dividingBy: other.coefficient)
    let isPrecise = rest == 0 || quotient.magnitude > 100_000_000_000_000_000
    guard scale >= 0, isPrecise else { return try checked(nil, 0, other, /) }
    return Number(coefficient: quotient, scale: scale, isInteger: false).signed(by: self, other)
  }

  /// Zero as the product of these is negative when one of them is.
  private func signed(by a: Number, _ b: Number) -> Number {
    guard isZero, !isInteger else { return self }
    var zero = self
    zero.approximation = a.hasMinus != b.hasMinus ? -0.0 : nil
    return zero
  }

  /// The remainder has the sign of the divisor.
  func modulo(_ other: Number) throws(Failure) -> Number {
    guard !other.isZero else { throw Failure("divided by 0") }
    let parts = Self.aligned(self, other)
    let rest = parts.map { left, right, _ in
      (partialValue: left &- Self.floorDivided(left, right) &* right, overflow: false)
    }
    return try checked(rest, parts?.2 ?? 0, other) { $0 - $1 * ($0 / $1).rounded(.down) }
  }

  static func floorDivided(_ a: Int128, _ b: Int128) -> Int128 {
    let quotient = a / b
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
  }

  /// The number / 10^`power`.
  func dividedByPower(_ power: Int) -> Number {
    var number = Number(coefficient: coefficient, scale: scale + power, isInteger: false)
    number.approximation = approximation.map { (0..<power).reduce($0) { number, _ in number / 10 } }
    return number
  }

  var magnitude: Number {
    var number = self
    number.coefficient = Int128(coefficient.magnitude)
    number.approximation = approximation?.magnitude
    return number
  }

  func isLess(than other: Number) -> Bool {
    guard let (left, right, _) = Self.aligned(self, other) else { return double < other.double }
    return left < right
  }

  // MARK: Rounding

  enum Rounding {
    case down, up
    /// Halves away from zero.
    case half
    /// Halves to the even neighbour, as locales format.
    case halfEven
  }

  /// The number with at most so many decimals; below zero it loses digits before the point.
  func rounded(to digits: Int, _ rounding: Rounding) -> Number {
    if let approximation { return rounded(approximation, to: digits, rounding) }
    guard scale > digits else { return self }
    guard let unit = Self.scaled(1, by: scale - digits) else { return Number(0) }
    let down = Self.floorDivided(coefficient, unit)
    let rest = coefficient - down * unit
    // Compared from both ends, as twice the rest may be too large.
    let half = rest == unit - rest
    let isUp =
      switch rounding {
      case .down: false
      case .up: rest != 0
      case .half: half ? coefficient > 0 : rest > unit - rest
      case .halfEven: half ? down % 2 != 0 : rest > unit - rest
      }
    let result = down + (isUp ? 1 : 0)
    if digits < 0 {
      let scaled = Self.scaled(result, by: -digits) ?? 0
      return Number(coefficient: scaled, scale: 0, isInteger: isInteger)
    }
    var number = Number(coefficient: result, scale: digits, isInteger: isInteger)
    if result == 0, isNegative, digits > 0 { number.approximation = -0.0 }
    return number
  }

  /// What has no coefficient is so large that it has no decimals, or next to nothing.
  private func rounded(_ decimal: Double, to digits: Int, _ rounding: Rounding) -> Number {
    guard decimal.magnitude < 1e-15, digits <= 15 else { return self }
    var number = Number(coefficient: 0, scale: max(0, digits), isInteger: isInteger)
    if rounding == .up, decimal > 0 { number.coefficient = 1 }
    if rounding == .down, decimal < 0 { number.coefficient = -1 }
    if number.isZero, decimal.sign == .minus, digits > 0 { number.approximation = -0.0 }
    return number
  }

  /// The same number as a whole one, without its decimals.
  var asInteger: Number {
    var whole = rounded(to: 0, isNegative ? .up : .down)
    whole.isInteger = true
    return whole
  }
}
