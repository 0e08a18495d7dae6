/// What each customer has bought: their latest products, each once.
struct Baskets {
  /// The baskets one behind the other: the products of each, ascending, then `end`.
  private(set) var products: [Int32] = []
  static let end: Int32 = -1
  /// By product, how many baskets hold it.
  private(set) var buyers: [Int]
  /// By product, how many of these customers bought it in two orders or more.
  private(set) var repeatBuyers: [Int]

  init(_ log: PurchaseLog) {
    buyers = Array(repeating: 0, count: log.productCount)
    repeatBuyers = buyers
    let orders = PositionIndex(of: log.customers)
    var purchases: [UInt64] = []
    var basket: [Purchases] = []
    for customer in 0..<orders.count {
      purchases.removeAll(keepingCapacity: true)
      for index in orders[customer] {
        let order = Int(orders.positions[index])
        for line in log.lines(of: order) {
          purchases.append(UInt64(log.products[line]) << 32 | UInt64(order))
        }
      }
      guard !purchases.isEmpty else { continue }
      purchases.sort()
      Self.gather(purchases, log, into: &basket)
      add(Self.latest(&basket))
    }
  }

  /// What a customer has bought of one product.
  private struct Purchases {
    let product: Int32
    var lastTime: Int64
    var isRepeated = false
  }

  /// Joins the purchases of each product; they come by product, then by order.
  private static func gather(
    _ purchases: [UInt64],
    _ log: PurchaseLog,
    into basket: inout [Purchases]
  ) {
    basket.removeAll(keepingCapacity: true)
    var last: UInt64?
    for purchase in purchases where purchase != last {
      let product = Int32(purchase >> 32)
      let time = log.times[Int(purchase & 0xFFFF_FFFF)]
      if let last, Int32(last >> 32) == product {
        basket[basket.count - 1].isRepeated = true
        basket[basket.count - 1].lastTime = max(basket[basket.count - 1].lastTime, time)
      } else {
        basket.append(Purchases(product: product, lastTime: time))
      }
      last = purchase
    }
  }

  /// The latest products, in the order of products.
  private static func latest(_ basket: inout [Purchases]) -> [Purchases] {
    guard basket.count > CoPurchases.basketLimit else { return basket }
    basket.sort { ($1.lastTime, $0.product) < ($0.lastTime, $1.product) }
    return basket.prefix(CoPurchases.basketLimit).sorted { $0.product < $1.product }
  }

  private mutating func add(_ basket: [Purchases]) {
    for purchase in basket {
      buyers[Int(purchase.product)] += 1
      if purchase.isRepeated { repeatBuyers[Int(purchase.product)] += 1 }
      products.append(purchase.product)
    }
    products.append(Self.end)
  }
}
