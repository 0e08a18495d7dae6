import Columns

/// What lines' quantities come to, computed once for each different quantity of the shop.
struct LineQuantities {
  /// By the quantity's number, to a thousandth, halves away from zero.
  let thousandths: [Int64]
  /// By the quantity's number, 1 or 0; nil where all are positive.
  let arePositive: [UInt8]?

  init(_ lines: LineColumns) {
    let values = lines.quantityValues
    thousandths = values.map { quantity in
      Int64(exactly: (quantity * 1_000).rounded()) ?? (quantity < 0 ? .min : .max)
    }
    arePositive = values.allSatisfy { $0 > 0 } ? nil : values.map { $0 > 0 ? 1 : 0 }
  }
}
