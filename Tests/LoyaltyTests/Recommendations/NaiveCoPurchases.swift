import Loyalty
import Shop
import TestSupport

/// Orders drawn at random, some customers with more products than a basket holds.
struct RandomPurchases {
  struct Order {
    let customer: Int
    let time: Int64
    let products: [Int]
  }

  let productCount: Int
  var orders: [Order]

  init(_ random: inout SeededGenerator) {
    let productCount = Int.random(in: 1...120, using: &random)
    let customerCount = Int.random(in: 1...40, using: &random)
    self.productCount = productCount
    orders = (0..<Int.random(in: 0...400, using: &random)).map { _ in
      // Few customers buy much; times are often equal.
      let most = Int.random(in: 0..<customerCount, using: &random)
      return Order(
        customer: Int.random(in: 0...most, using: &random),
        time: Int64.random(in: 0...50, using: &random),
        products: (0..<Int.random(in: 0...6, using: &random)).map { _ in
          Int.random(in: 0..<productCount, using: &random)
        }
      )
    }
  }

  var log: PurchaseLog {
    var log = PurchaseLog(productCount: productCount)
    for order in orders {
      log.beginOrder(of: order.customer, at: Instant(milliseconds: order.time))
      for product in order.products { log.addLine(product) }
    }
    return log
  }
}

/// The formula as it is written, pair by pair over sets.
struct NaiveCoPurchases {
  let buyers: [Int]
  let repeatBuyers: [Int]
  private let customersOf: [Set<Int>]

  init(_ shop: RandomPurchases) {
    var customersOf = Array(repeating: Set<Int>(), count: shop.productCount)
    var repeatBuyers = Array(repeating: 0, count: shop.productCount)
    for (customer, orders) in Dictionary(grouping: shop.orders, by: \.customer) {
      let products = Set(orders.flatMap(\.products)).map { product in
        let containing = orders.filter { $0.products.contains(product) }
        return (product: product, last: containing.map(\.time).max() ?? 0, count: containing.count)
      }
      let latest = products.sorted { ($1.last, $0.product) < ($0.last, $1.product) }.prefix(50)
      for (product, _, count) in latest {
        customersOf[product].insert(customer)
        if count > 1 { repeatBuyers[product] += 1 }
      }
    }
    self.customersOf = customersOf
    self.repeatBuyers = repeatBuyers
    buyers = customersOf.map(\.count)
  }

  func cosine(_ one: Int, _ other: Int) -> Int32 {
    let both = customersOf[one].intersection(customersOf[other]).count
    guard both > 0, one != other else { return 0 }
    let product = Double(buyers[one]) * Double(buyers[other])
    return Int32((Double(both) / product.squareRoot() * 1e9).rounded())
  }

  /// All of them, the closest first.
  func neighbours(of product: Int) -> [CoPurchases.Neighbour] {
    buyers.indices.map { CoPurchases.Neighbour(product: Int32($0), cosine: cosine(product, $0)) }
      .filter { $0.cosine > 0 }
      .sorted { ($1.cosine, $0.product) < ($0.cosine, $1.product) }
  }
}
