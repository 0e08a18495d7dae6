/// What a line comes to.
enum LineAmount {
  /// Ten thousand million millions of minor units: beyond it nothing is a price, and sums of many
  /// such lines still fit into 64 bits.
  private static let limit = 1e15

  static func isPlausible(_ quantity: Double, times price: Int64) -> Bool {
    abs(quantity * Double(price)) < limit
  }

  /// Quantity times price in minor units, rounded to the nearest; at the limit where a product's
  /// price would take it beyond.
  static func minorUnits(_ quantity: Double, times price: Int64) -> Int64 {
    Int64(min(max((quantity * Double(price)).rounded(), -limit), limit))
  }
}
