import Loyalty
import Shop
import TestSupport
import Testing

@Suite struct RecommenderTests {
  private typealias Neighbour = CoPurchases.Neighbour

  /// A small bookshop: neighbours point up and down the list, buyers fall along it.
  ///
  ///     A books 9 buyers    A–B .5  A–C .3
  ///     B books 8           B–C .4  B–F .25
  ///     C toys  7
  ///     D toys  6
  ///     E books 5
  ///     F (none) 4
  private static let shop: [Recommender.Entry] = [
    entry("A", "books", 9, [(1, 500), (2, 300)]),
    entry("B", "books", 8, [(0, 500), (2, 400), (5, 250)]),
    entry("C", "toys", 7, [(1, 400), (0, 300)]),
    entry("D", "toys", 6, []),
    entry("E", "books", 5, []),
    entry("F", nil, 4, [(1, 250)]),
  ]

  @Test func theClosestToWhatWasBoughtComesFirst() {
    #expect(chosen(Self.shop, bought: ["A"], count: 2) == ["B", "C"])
    // C: 300 + 400, F: 250.
    #expect(chosen(Self.shop, bought: ["A", "B"], count: 2) == ["C", "F"])
    // A: 500 + 300, and F: 250.
    #expect(chosen(Self.shop, bought: ["B", "C"], count: 2) == ["A", "F"])
  }

  @Test func productsWithTheSameSumComeBySku() {
    let shop = [
      Self.entry("A", nil, 1, [(3, 100), (2, 50)]), Self.entry("B", nil, 1, [(2, 50)]),
      Self.entry("C", nil, 2, []), Self.entry("D", nil, 3, []),
    ]
    #expect(chosen(shop, bought: ["A", "B"], count: 2) == ["C", "D"])
  }

  @Test func thenComeBestsellersOfTheFavouriteCategoryThenTheShops() {
    // Most money went to toys: D has no neighbours, so C of the toys, then the shop's.
    #expect(chosen(Self.shop, bought: ["D"]) == ["C", "A", "B", "E", "F"])
    #expect(chosen(Self.shop, bought: ["E"]) == ["A", "B", "C", "D", "F"])
    // Neighbours first, then books, then the rest.
    #expect(chosen(Self.shop, bought: ["A"]) == ["B", "C", "E", "D", "F"])
    #expect(chosen(Self.shop, bought: []) == ["A", "B", "C", "D", "E", "F"])
  }

  @Test func bestsellersWithAsManyBuyersComeBySku() {
    let shop = ["A", "B", "C"].map { Self.entry($0, nil, 4, []) }
    #expect(chosen(shop, bought: [], count: 2) == ["A", "B"])
  }

  @Test func thereAreAsManyAsAreAskedForAndNoneTwice() {
    let many = (0..<30).map { number in
      Self.entry("P\(10 + number)", "all", 50 - number, [(Int32((number + 1) % 30), 5)])
    }
    let six = chosen(many, bought: ["P10"])
    #expect(six.count == 6 && Set(six).count == 6)
    #expect(chosen(Self.shop, bought: ["A", "B", "C", "D", "E", "F"]).isEmpty)
    #expect(chosen([], bought: ["A"]).isEmpty)
    #expect(chosen(Self.shop, bought: ["gone"]).count == 6)
  }

  @Test func consumablesAreRecommendedAgain() {
    // Five of 25 buyers came back for the coffee, four of them for the tea.
    let shop = [
      Self.entry("coffee", nil, 25, [(1, 100), (2, 90)], again: 5),
      Self.entry("cup", nil, 30, [(0, 100)]),
      Self.entry("tea", nil, 20, [(0, 90)], again: 4),
    ]
    #expect(chosen(shop, bought: ["coffee", "cup"]) == ["coffee", "tea"])
    #expect(chosen(shop, bought: ["tea", "cup"]) == ["coffee"])
  }

  @Test(arguments: [(5, 5, true), (25, 5, true), (26, 5, false), (4, 4, false), (100, 20, true)])
  func aConsumableIsBoughtAgainByAFifthAndByFive(buyers: Int, again: Int, isConsumable: Bool) {
    let shop = [Self.entry("A", nil, buyers, [], again: again)]
    #expect(chosen(shop, bought: ["A"]).isEmpty == !isConsumable)
  }

  @Test func onlyWhatWasBoughtBeforeTheMomentCounts() {
    let orders = [
      order(["A"], at: 10), order(["B"], at: 20), order(["C"], at: 5, status: "Cancelled"),
    ]
    let recommender = Recommender(Self.shop)
    func chosen(at moment: Int64) -> [String] {
      let figures = CustomerFigures(of: orders, before: Instant(seconds: moment), by: .usual)
      return recommender.recommendations(for: figures, count: 2).map(\.sku)
    }
    #expect(chosen(at: 10) == ["A", "B"])
    #expect(chosen(at: 15) == ["B", "C"])
    #expect(chosen(at: 25) == ["C", "F"])
  }

  @Test func returnsAndGiftsAreNotBought() {
    var returned = order(["A"], at: 1)
    returned.lines[0].amount = -100
    var gift = order(["B"], at: 2)
    gift.lines[0].amount = 0
    let figures = CustomerFigures(of: [returned, gift], before: Instant(seconds: 9), by: .usual)
    let chosen = Recommender(Self.shop).recommendations(for: figures, count: 3).map(\.sku)
    #expect(chosen == ["A", "B", "C"])
  }

  @Test(arguments: [nil, "", " \n"])
  func whatHasNoNameIsNeverChosen(name: String?) {
    var nameless = Product(sku: "B", name: name, category: "books")
    nameless.price = 100
    let shop = [
      Self.entry("A", "books", 1, [(1, 900), (2, 800)]),
      Recommender.Entry(product: nameless, buyers: 9, repeatBuyers: 9, neighbours: []),
      Self.entry("C", "books", 1, []),
    ]
    #expect(chosen(shop, bought: ["A"]) == ["C"])
    #expect(Recommender(shop).similar(to: "A").map(\.sku) == ["C"])
  }

  @Test func similarProductsAreTheNeighbours() {
    let recommender = Recommender(Self.shop)
    #expect(recommender.similar(to: "B").map(\.sku) == ["A", "C", "F"])
    #expect(recommender.similar(to: "B", count: 2).map(\.sku) == ["A", "C"])
    #expect(recommender.similar(to: "D").isEmpty && recommender.similar(to: "gone").isEmpty)
  }

  @Test(arguments: 0..<20)
  func addingUpEveryCosineGivesTheSame(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var shop = RandomPurchases(&random)
    // So few products that no neighbour and nothing of a basket is left out.
    shop.orders = shop.orders.map { order in
      .init(customer: order.customer, time: order.time, products: order.products.map { $0 % 25 })
    }
    let naive = NaiveCoPurchases(shop)
    let counted = try CoPurchases(of: shop.log)
    func sku(_ product: Int) -> String { "P\(100 + product)" }
    let recommender = Recommender(
      counted.buyers.indices.map { product in
        Recommender.Entry(
          product: Product(sku: sku(product), name: "-"),
          buyers: counted.buyers[product],
          repeatBuyers: counted.repeatBuyers[product],
          neighbours: counted.neighbours[product]
        )
      }
    )
    for customer in Set(shop.orders.map(\.customer)) {
      let orders = shop.orders.filter { $0.customer == customer }
      let bought = Set(orders.flatMap(\.products))
      let isConsumable = counted.buyers.indices.map {
        naive.repeatBuyers[$0] >= 5
          && Double(naive.repeatBuyers[$0]) >= 0.2 * Double(naive.buyers[$0])
      }
      let sums = counted.buyers.indices.map { product in
        bought.reduce(Int64(0)) { $0 + Int64(naive.cosine($1, product)) }
      }
      let expected = counted.buyers.indices
        .filter { sums[$0] > 0 && (!bought.contains($0) || isConsumable[$0]) }
        .sorted { (sums[$1], $0) < (sums[$0], $1) }
      let history = orders.map { order(($0.products).map(sku), at: $0.time) }
      let figures = CustomerFigures(of: history, before: Instant(seconds: 99), by: .usual)
      let chosen = recommender.recommendations(for: figures, count: expected.count).map(\.sku)
      #expect(chosen == expected.map(sku), "seed \(seed)")
    }
  }

  private func chosen(_ shop: [Recommender.Entry], bought: [String], count: Int = 6) -> [String] {
    let categories = Dictionary(
      uniqueKeysWithValues: shop.map { ($0.product.sku, $0.product.category) }
    )
    var order = order(bought, at: 1)
    for index in order.lines.indices {
      order.lines[index].category = categories[order.lines[index].sku] ?? nil
    }
    let figures = CustomerFigures(of: [order], before: Instant(seconds: 2), by: .usual)
    return Recommender(shop).recommendations(for: figures, count: count).map(\.sku)
  }

  private func order(_ skus: [String], at seconds: Int64, status: String? = nil) -> Order {
    Order(
      id: "\(seconds)",
      placedAt: Instant(seconds: seconds),
      total: 100,
      status: status,
      lines: skus.map { OrderLine(sku: $0, quantity: 1, amount: 100) }
    )
  }

  private static func entry(
    _ sku: String,
    _ category: String?,
    _ buyers: Int,
    _ neighbours: [(Int32, Int32)],
    again: Int = 0
  ) -> Recommender.Entry {
    Recommender.Entry(
      product: Product(sku: sku, name: "A \(sku)", category: category),
      buyers: buyers,
      repeatBuyers: again,
      neighbours: neighbours.map { Neighbour(product: $0.0, cosine: $0.1) }
    )
  }
}
