import Columns

/// Whether sums over any of the shop's orders and lines fit in 64 bits.
struct ExactSums {
  private let totals: Bool
  private let amounts: Bool
  private let items: Bool

  init(in columns: ShopColumns, _ quantities: LineQuantities) {
    totals = columns.orders.totals.sumsFit
    amounts = columns.lines.amounts.sumsFit
    let most = quantities.thousandths.map(\.magnitude).max() ?? 0
    let (sum, isTooGreat) = most.multipliedReportingOverflow(by: UInt64(columns.lines.count))
    items = !isTooGreat && Int64(exactly: sum) != nil
  }

  func areExact(for measure: NumberMeasure) -> Bool {
    switch measure.kind {
    case .spent, .averageOrder, .largestOrder: measure.filter == nil ? totals : amounts
    case .items: items
    case .orders, .distinct, .daysBetweenOrders: true
    }
  }
}

extension WholeNumbers {
  /// Whether the sum of any of the numbers fits in 64 bits.
  fileprivate var sumsFit: Bool {
    // Narrower numbers would have to be more than there are bytes in any memory.
    guard case .longs(let numbers) = self else { return true }
    var sum: UInt64 = 0
    for number in numbers {
      let (next, isTooGreat) = sum.addingReportingOverflow(number.magnitude)
      if isTooGreat { return false }
      sum = next
    }
    return Int64(exactly: sum) != nil
  }
}

extension NumberMeasure {
  /// What customers are scored by.
  static let spentEver = NumberMeasure(kind: .spent, filter: nil, window: nil)
}
