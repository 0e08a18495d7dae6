import Shop

/// A decimal number without rounding.
struct ExactNumber: Hashable, Sendable {
  /// The number is `mantissa` / 10^`scale`, with no zeros at the end of a fraction.
  let mantissa: Int64
  let scale: Int

  static let zero = ExactNumber(0)

  init(_ whole: Int64) {
    mantissa = whole
    scale = 0
  }

  init(mantissa: Int64, scale: Int) {
    var mantissa = mantissa
    var scale = scale
    while scale > 0, mantissa % 10 == 0 {
      mantissa /= 10
      scale -= 1
    }
    self.mantissa = mantissa
    self.scale = scale
  }

  /// Reads `5000`, `-3` or `0.25`: at most 12 digits before the point and 6 after it.
  init?(_ text: some StringProtocol) {
    var digits = Substring(text)
    let isNegative = digits.first == "-"
    if let sign = digits.first, "+-".contains(sign) { digits = digits.dropFirst() }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    guard let whole = parts.first, (1...12).contains(whole.utf8.count), fraction.utf8.count <= 6,
      parts.count == 1 || !fraction.isEmpty,
      (whole + fraction).utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int64(whole + fraction)
    else { return nil }
    self.init(mantissa: isNegative ? -number : number, scale: fraction.utf8.count)
  }

  /// The number times 10^`power`, as for major units made minor.
  func multiplied(byPowerOfTen power: Int) -> ExactNumber {
    if scale >= power { return ExactNumber(mantissa: mantissa, scale: scale - power) }
    let product = mantissa.multipliedReportingOverflow(by: Self.powerOfTen(power - scale))
    return ExactNumber(product.overflow ? (mantissa < 0 ? .min : .max) : product.partialValue)
  }

  /// The number where it is whole.
  var whole: Int64? { scale == 0 ? mantissa : nil }

  var roundedDown: Int64 { mantissa.flooredQuotient(by: divisor) }

  var roundedUp: Int64 { scale == 0 ? mantissa : roundedDown + 1 }

  /// 10^`scale`.
  var divisor: Int64 { Self.powerOfTen(scale) }

  /// The nearest binary number: the same as reading the text.
  var double: Double { Double(mantissa) / Double(divisor) }

  private static func powerOfTen(_ power: Int) -> Int64 {
    (0..<power).reduce(1) { result, _ in result * 10 }
  }
}

extension ExactNumber: Comparable {
  static func < (left: ExactNumber, right: ExactNumber) -> Bool {
    Int128(left.mantissa) * Int128(right.divisor) < Int128(right.mantissa) * Int128(left.divisor)
  }

  /// Below, at or above zero as `numerator` / `denominator` is below, at or above this number; the
  /// denominator is positive.
  func sign(ofRatio numerator: Int128, to denominator: Int128) -> Int {
    let difference = numerator * Int128(divisor) - Int128(mantissa) * denominator
    return Int(difference.signum())
  }
}

extension ExactNumber: CustomStringConvertible {
  /// As `5000` or `0.25`.
  var description: String {
    let digits = String(mantissa.magnitude)
    let sign = mantissa < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}
