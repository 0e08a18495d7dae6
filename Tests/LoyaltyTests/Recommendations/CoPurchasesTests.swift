import Loyalty
import Shop
import TestSupport
import Testing

@Suite struct CoPurchasesTests {
  /// Customers 0 to 3 bought products 0, 1, 2 like this; product 3 nobody.
  ///
  ///     0: 0 1      buyers 3, 3, 2, 0
  ///     1: 0 1 2    both of 0 1: 2, cosine 2/√(3·3)
  ///     2: 1 2      both of 0 2: 1, cosine 1/√(3·2)
  ///     3: 0        both of 1 2: 2, cosine 2/√(3·2)
  @Test func cosinesOfASmallShop() throws {
    let counted = try CoPurchases(of: log([[0, 1], [0, 1, 2], [1, 2], [0]], productCount: 4))
    #expect(counted.buyers == [3, 3, 2, 0])
    #expect(counted.repeatBuyers == [0, 0, 0, 0])
    #expect(
      counted.neighbours == [
        [.init(product: 1, cosine: 666_666_667), .init(product: 2, cosine: 408_248_290)],
        [.init(product: 2, cosine: 816_496_581), .init(product: 0, cosine: 666_666_667)],
        [.init(product: 1, cosine: 816_496_581), .init(product: 0, cosine: 408_248_290)],
        [],
      ]
    )
  }

  @Test func aShopWithoutOrdersHasNoNeighbours() throws {
    let counted = try CoPurchases(of: PurchaseLog(productCount: 2))
    #expect(counted.buyers == [0, 0] && counted.neighbours == [[], []])
    try #expect(CoPurchases(of: PurchaseLog(productCount: 0)).buyers.isEmpty)
  }

  @Test func theClosestNeighboursAreKeptAndEqualsByNumber() throws {
    // Product 0 was bought with 40 others once each, and with the last of them twice.
    let baskets = (1...40).map { [0, $0] } + [[0, 40]]
    let neighbours = try CoPurchases(of: log(baskets, productCount: 41)).neighbours[0]
    #expect(neighbours.map(\.product) == [40] + Array(1...29))
    #expect(Set(neighbours.dropFirst().map(\.cosine)).count == 1)
  }

  @Test func productsWithTheVerySameBuyersAreAsCloseAsCanBe() throws {
    let counted = try CoPurchases(of: log([[0, 1], [0, 1], [0, 1]], productCount: 2))
    #expect(counted.neighbours[0] == [.init(product: 1, cosine: 1_000_000_000)])
  }

  @Test func whoBoughtInTwoOrdersHasBoughtAgain() throws {
    var log = PurchaseLog(productCount: 3)
    log.beginOrder(of: 7, at: Instant(seconds: 1))
    for product in [0, 0, 1] { log.addLine(product) }
    log.beginOrder(of: 8, at: Instant(seconds: 2))
    log.addLine(1)
    log.beginOrder(of: 7, at: Instant(seconds: 3))
    for product in [1, 2] { log.addLine(product) }
    log.beginOrder(of: 9, at: Instant(seconds: 4))
    let counted = try CoPurchases(of: log)
    #expect(counted.buyers == [1, 2, 1])
    #expect(counted.repeatBuyers == [0, 1, 0])
  }

  @Test func aBasketHoldsTheLatestFiftyProducts() throws {
    var log = PurchaseLog(productCount: 60)
    for product in 0..<60 {
      // Product 3 is bought first and once more at the end.
      log.beginOrder(of: 0, at: Instant(seconds: Int64(product == 3 ? 0 : product + 1)))
      log.addLine(product)
    }
    log.beginOrder(of: 0, at: Instant(seconds: 100))
    log.addLine(3)
    let counted = try CoPurchases(of: log)
    #expect(counted.buyers.indices.filter { counted.buyers[$0] == 1 } == [3] + Array(11..<60))
    #expect(counted.repeatBuyers[3] == 1)
    #expect(counted.neighbours[0].isEmpty && counted.neighbours[59].count == 30)
  }

  @Test(arguments: 0..<20)
  func countingEveryPairGivesTheSame(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let shop = RandomPurchases(&random)
    let counted = try CoPurchases(of: shop.log)
    let naive = NaiveCoPurchases(shop)
    #expect(counted.buyers == naive.buyers, "seed \(seed)")
    #expect(counted.repeatBuyers == naive.repeatBuyers, "seed \(seed)")
    for product in 0..<shop.productCount {
      let expected = naive.neighbours(of: product).prefix(CoPurchases.limit)
      #expect(counted.neighbours[product] == Array(expected), "seed \(seed)")
    }
  }

  @Test(arguments: 0..<10)
  func theOrderOfTheOrdersDoesNotMatter(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var shop = RandomPurchases(&random)
    let first = try CoPurchases(of: shop.log)
    shop.orders.shuffle(using: &random)
    let second = try CoPurchases(of: shop.log)
    #expect(first.neighbours == second.neighbours, "seed \(seed)")
    #expect(first.repeatBuyers == second.repeatBuyers, "seed \(seed)")
  }

  /// One order for each basket, each of a customer of its own.
  private func log(_ baskets: [[Int]], productCount: Int) -> PurchaseLog {
    var log = PurchaseLog(productCount: productCount)
    for (customer, basket) in baskets.enumerated() {
      log.beginOrder(of: customer, at: Instant(seconds: 1))
      for product in basket { log.addLine(product) }
    }
    return log
  }
}
