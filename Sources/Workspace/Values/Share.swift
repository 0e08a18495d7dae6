/// A part of a whole, exact to a millionth.
package struct Share: Hashable, Sendable {
  /// From 0 to 1,000,000.
  package let millionths: Int

  package init(millionths: Int) { self.millionths = millionths }

  /// Reads `10%`, `2.5 %` and `0.1`, with a point or a comma and at most four decimals of a
  /// percent.
  package init?(_ text: String) {
    var digits = text.trimmingSpaces()
    let isPercent = digits.hasSuffix("%")
    if isPercent { digits = digits.dropLast().trimmingSpaces() }
    guard let value = DecimalText.scaled(digits, decimals: isPercent ? 4 : 6),
      (0...1_000_000).contains(value)
    else { return nil }
    self.init(millionths: Int(value))
  }
}
