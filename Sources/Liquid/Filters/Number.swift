/// A number in arithmetic: whole, or a decimal fraction that is computed with exactly.
struct Number {
  /// The value is `coefficient` / 10^`scale`.
  var coefficient: Int128
  var scale: Int
  /// A whole number by nature, not by value: 5 and not 5.0.
  var isInteger: Bool

  init(_ integer: Int64) {
    coefficient = Int128(integer)
    scale = 0
    isInteger = true
  }

  private init(coefficient: Int128, scale: Int, isInteger: Bool) {
    self.coefficient = coefficient
    self.scale = scale
    self.isInteger = isInteger
  }

  /// What Liquid makes of any value: text that is not a number is 0.
  init(_ value: Value) {
    switch value.tag {
    case .decimal: self = Number(text: value.decimal.description) ?? Number(0)
    case .string:
      let text = Machine.stripped(value, left: true, right: true).text
      let isDecimal = Self.isDecimal(text)
      self = (isDecimal ? Number(text: text) : nil) ?? Number(value.asWholeNumber)
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

  /// A decimal fraction, with or without an exponent; nil when it has more than 30 digits.
  init?(text: String) {
    let parts = text.split(separator: "e")
    guard let mantissa = parts.first else { return nil }
    let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    let digits = halves.joined()
    guard digits.utf8.count <= 30, let coefficient = Int128(digits) else { return nil }
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
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

  var isZero: Bool { coefficient == 0 }

  var isNegative: Bool { coefficient < 0 }

  var double: Double {
    if scale == 0 { return Double(coefficient) }
    return Double("\(coefficient)e-\(scale)") ?? 0
  }

  func value() throws(Failure) -> Value {
    guard isInteger else { return Value(double) }
    guard let integer = Int64(exactly: coefficient) else {
      throw Failure("the number is too large")
    }
    return Value(integer)
  }

  // MARK: Arithmetic

  /// Both coefficients with the larger scale.
  private static func aligned(
    _ a: Number,
    _ b: Number
  ) throws(Failure) -> (Int128, Int128, Int) {
    let scale = max(a.scale, b.scale)
    guard let left = scaled(a.coefficient, by: scale - a.scale),
      let right = scaled(b.coefficient, by: scale - b.scale)
    else { throw Failure("the number is too large") }
    return (left, right, scale)
  }

  private static func checked(
    _ result: (partialValue: Int128, overflow: Bool),
    _ scale: Int,
    _ isInteger: Bool
  ) throws(Failure) -> Number {
    guard !result.overflow else { throw Failure("the number is too large") }
    return Number(coefficient: result.partialValue, scale: scale, isInteger: isInteger)
  }

  func plus(_ other: Number) throws(Failure) -> Number {
    let (left, right, scale) = try Self.aligned(self, other)
    let sum = left.addingReportingOverflow(right)
    return try Self.checked(sum, scale, isInteger && other.isInteger)
  }

  func minus(_ other: Number) throws(Failure) -> Number {
    let (left, right, scale) = try Self.aligned(self, other)
    let difference = left.subtractingReportingOverflow(right)
    return try Self.checked(difference, scale, isInteger && other.isInteger)
  }

  func times(_ other: Number) throws(Failure) -> Number {
    let product = coefficient.multipliedReportingOverflow(by: other.coefficient)
    if product.overflow, !(isInteger && other.isInteger) {
      guard let rounded = Number(text: (double * other.double).description) else {
        throw Failure("the number is too large")
      }
      return rounded
    }
    return try Self.checked(product, scale + other.scale, isInteger && other.isInteger)
  }

  /// Whole numbers are divided rounding down.
  func divided(by other: Number) throws(Failure) -> Number {
    guard !other.isZero else { throw Failure("divided by 0") }
    if isInteger, other.isInteger {
      return Number(
        coefficient: Self.floorDivided(coefficient, other.coefficient),
        scale: 0,
        isInteger: true
      )
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
    guard scale >= 0 else { throw Failure("the number is too large") }
    return Number(coefficient: left / other.coefficient, scale: scale, isInteger: false)
  }

  /// The remainder has the sign of the divisor.
  func modulo(_ other: Number) throws(Failure) -> Number {
    guard !other.isZero else { throw Failure("divided by 0") }
    let (left, right, scale) = try Self.aligned(self, other)
    let rest = left &- Self.floorDivided(left, right) &* right
    return Number(coefficient: rest, scale: scale, isInteger: isInteger && other.isInteger)
  }

  static func floorDivided(_ a: Int128, _ b: Int128) -> Int128 {
    let quotient = a / b
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
  }

  /// The number / 10^`power`.
  func dividedByPower(_ power: Int) -> Number {
    Number(coefficient: coefficient, scale: scale + power, isInteger: false)
  }

  var magnitude: Number {
    Number(coefficient: Int128(coefficient.magnitude), scale: scale, isInteger: isInteger)
  }

  func isLess(than other: Number) throws(Failure) -> Bool {
    let (left, right, _) = try Self.aligned(self, other)
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
    guard scale > digits else { return self }
    guard let unit = Self.scaled(1, by: scale - digits) else { return Number(0) }
    let down = Self.floorDivided(coefficient, unit)
    let rest = coefficient - down * unit
    let half = rest * 2 == unit
    let isUp =
      switch rounding {
      case .down: false
      case .up: rest != 0
      case .half: half ? coefficient > 0 : rest * 2 > unit
      case .halfEven: half ? down % 2 != 0 : rest * 2 > unit
      }
    let result = down + (isUp ? 1 : 0)
    if digits < 0 {
      let scaled = Self.scaled(result, by: -digits) ?? 0
      return Number(coefficient: scaled, scale: 0, isInteger: isInteger)
    }
    return Number(coefficient: result, scale: digits, isInteger: isInteger)
  }

  /// The same number as a whole one, without its decimals.
  var asInteger: Number {
    let whole = rounded(to: 0, coefficient < 0 ? .up : .down)
    return Number(coefficient: whole.coefficient, scale: 0, isInteger: true)
  }
}
