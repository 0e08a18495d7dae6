import SQL
package import Shop

/// What a customer's orders amount to at a moment, by the rules that segments use.
///
/// Orders at or after the moment are invisible. A purchase is a counted order with a positive
/// total; `spent` is the sum over all counted orders, returns included. Money is in minor units.
package struct CustomerFigures: Hashable, Sendable {
  /// Counted orders, returns among them, the oldest first.
  package let orders: [Order]
  /// Purchases, the oldest first.
  package let purchases: [Order]
  package let spent: Int64

  package init(of orders: [Order], before now: Instant, by rules: OrderRules) {
    let notCounted = Set(rules.notCounted.map(TextFolding.casefold))
    let counted = orders.filter { order in
      order.placedAt < now
        && !(order.status.map { notCounted.contains(TextFolding.casefold($0)) } ?? false)
    }
    self.orders = counted.sorted { $0.placedAt < $1.placedAt }
    spent = counted.reduce(0) { $0 + $1.total }
    purchases = self.orders.filter { $0.total > 0 }
  }

  /// The mean total of a purchase, rounded to the nearest minor unit; nil without any.
  package var averageOrder: Int64? {
    guard !purchases.isEmpty else { return nil }
    let sum = purchases.reduce(0) { $0 + $1.total }
    let count = Int64(purchases.count)
    return (sum + count / 2) / count
  }

  package var firstOrder: Order? { purchases.first }
  package var lastOrder: Order? { purchases.last }

  /// The category that most money went to; among equals the first by name, nil without any.
  package var favouriteCategory: String? {
    var amounts: [String: Int64] = [:]
    for line in purchases.flatMap(\.lines) {
      if let category = line.category { amounts[category, default: 0] += line.amount }
    }
    return amounts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}
