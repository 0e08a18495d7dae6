package import Shop

/// A shop's purchases, packed into some 4 bytes for each line and 20 for each order.
///
/// Customers and products have numbers from 0 up, without large gaps; products in the order of
/// their skus.
package struct PurchaseLog: Sendable {
  let productCount: Int
  /// By order: whose it is, when it was placed in milliseconds since 1970, and where in `products`
  /// its lines begin.
  private(set) var customers: [Int32] = []
  private(set) var times: [Int64] = []
  private var firstLines: [Int32] = []
  /// Line by line.
  private(set) var products: [Int32] = []

  package init(productCount: Int) { self.productCount = productCount }

  /// Begins an order, whose lines are added next.
  package mutating func beginOrder(of customer: Int, at placedAt: Instant) {
    customers.append(Int32(customer))
    times.append(placedAt.milliseconds)
    firstLines.append(Int32(products.count))
  }

  /// Adds a product to the order that was begun last.
  package mutating func addLine(_ product: Int) {
    precondition(!customers.isEmpty && product < productCount, "a line belongs to an order")
    products.append(Int32(product))
  }

  /// Where in `products` the lines of an order stand.
  func lines(of order: Int) -> Range<Int> {
    let next = order + 1
    return Int(
      firstLines[order]
    )..<(next < firstLines.count ? Int(firstLines[next]) : products.count)
  }
}
