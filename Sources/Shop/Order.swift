/// One order of a shop.
package struct Order: Hashable, Sendable {
  package var id: String
  package var placedAt: Instant
  /// In minor units of the shop's currency; negative for a return.
  package var total: Int64
  package var status: String?
  package var coupon: String?
  package var lines: [OrderLine]

  package init(
    id: String,
    placedAt: Instant,
    total: Int64,
    status: String? = nil,
    coupon: String? = nil,
    lines: [OrderLine] = []
  ) {
    self.id = id
    self.placedAt = placedAt
    self.total = total
    self.status = status
    self.coupon = coupon
    self.lines = lines
  }
}

/// One line of an order.
package struct OrderLine: Hashable, Sendable {
  package var sku: String
  package var productName: String?
  package var category: String?
  package var brand: String?
  /// Where the shop sells the product.
  package var url: String?
  package var imageURL: String?
  /// May be negative (a return) or fractional (goods by weight).
  package var quantity: Double
  /// Quantity times price, in minor units, rounded to the nearest.
  package var amount: Int64

  package init(
    sku: String,
    productName: String? = nil,
    category: String? = nil,
    brand: String? = nil,
    url: String? = nil,
    imageURL: String? = nil,
    quantity: Double,
    amount: Int64
  ) {
    self.sku = sku
    self.productName = productName
    self.category = category
    self.brand = brand
    self.url = url
    self.imageURL = imageURL
    self.quantity = quantity
    self.amount = amount
  }
}

/// Which orders a shop counts.
package struct OrderRules: Hashable, Sendable {
  /// Statuses of orders that never were: compared without regard to case.
  package let notCounted: [String]

  package static let usual = OrderRules(notCounted: ["cancelled", "refunded", "failed"])

  package init(notCounted: [String]) { self.notCounted = notCounted }
}
