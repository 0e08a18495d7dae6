package import Shop

/// Chooses products for customers, and products that go with a product.
///
/// For a customer each product counts as the sum of its cosines with what they bought, their latest
/// 50 products; what they own is left out unless it is a consumable. Where that is not enough come
/// the bestsellers of their favourite category, then the shop's. A bestseller is what most
/// customers bought. Among equals the first by sku comes first, so that the same orders always give
/// the same products. Nothing without a name is chosen: an e-mail could not show it.
package struct Recommender: Sendable {
  /// What is known of one product.
  package struct Entry: Sendable {
    package let product: Product
    /// How many customers bought it.
    package let buyers: Int
    /// How many of them bought it in two orders or more.
    package let repeatBuyers: Int
    /// Its neighbours by their numbers among the entries, the closest first.
    package let neighbours: [CoPurchases.Neighbour]

    package init(
      product: Product,
      buyers: Int,
      repeatBuyers: Int,
      neighbours: [CoPurchases.Neighbour]
    ) {
      self.product = product
      self.buyers = buyers
      self.repeatBuyers = repeatBuyers
      self.neighbours = neighbours
    }

    /// Whether people buy it again: at least a fifth of its buyers have, and at least five.
    var isConsumable: Bool {
      repeatBuyers >= Recommender.consumableBuyers
        && repeatBuyers * 100 >= buyers * Recommender.consumablePercent
    }

    fileprivate var isShowable: Bool {
      product.name?.contains { !$0.isWhitespace } ?? false
    }
  }

  /// How many products are chosen unless it is said otherwise.
  package static let usualCount = 6
  /// How many customers must have bought a product again to make it a consumable.
  package static let consumableBuyers = 5
  /// How many of a product's buyers, in percent.
  package static let consumablePercent = 20

  private let entries: [Entry]
  private let numbers: [String: Int32]
  private let isShowable: [Bool]
  private let bestsellers: [Int32]
  private let bestsellersByCategory: [String: [Int32]]

  /// All products that were ever bought, in the order of their skus.
  package init(_ entries: [Entry]) {
    self.entries = entries
    isShowable = entries.map(\.isShowable)
    var numbers: [String: Int32] = [:]
    for (index, entry) in entries.enumerated() { numbers[entry.product.sku] = Int32(index) }
    self.numbers = numbers
    bestsellers = entries.indices.filter { [isShowable] in isShowable[$0] }
      .sorted { (entries[$1].buyers, $0) < (entries[$0].buyers, $1) }
      .map(Int32.init)
    var byCategory: [String: [Int32]] = [:]
    for number in bestsellers {
      guard let category = entries[Int(number)].product.category else { continue }
      byCategory[category, default: []].append(number)
    }
    bestsellersByCategory = byCategory
  }

  /// What the customer may like, the best first; fewer only where the shop has no more.
  ///
  /// Only what the customer bought before the moment of the figures counts as bought and owned.
  package func recommendations(
    for figures: CustomerFigures,
    count: Int = usualCount
  ) -> [Product] {
    let bought = purchases(figures)
    var choice = Choice(count: count, excluded: bought.filter { !entries[Int($0)].isConsumable })
    choice.addBest(by: sums(of: bought.prefix(CoPurchases.basketLimit)))
    if !choice.isFull, let category = figures.favouriteCategory {
      choice.add(bestsellersByCategory[category] ?? [])
    }
    choice.add(bestsellers)
    return choice.numbers.map { entries[Int($0)].product }
  }

  /// The products that most of this product's buyers bought too, the closest first.
  package func similar(to sku: String, count: Int = usualCount) -> [Product] {
    guard let number = numbers[sku] else { return [] }
    return entries[Int(number)].neighbours.lazy
      .filter { isShowable[Int($0.product)] }
      .prefix(count)
      .map { entries[Int($0.product)].product }
  }

  /// What the customer bought, each product once, the latest first.
  private func purchases(_ figures: CustomerFigures) -> [Int32] {
    var lastTimes: [Int32: Instant] = [:]
    for order in figures.orders {
      for line in order.lines where line.amount > 0 {
        if let number = numbers[line.sku] { lastTimes[number] = order.placedAt }
      }
    }
    return lastTimes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// The neighbours of the products with the sums of their cosines.
  private func sums(of products: some Collection<Int32>) -> [Int32: Int64] {
    var sums: [Int32: Int64] = [:]
    sums.reserveCapacity(products.count * CoPurchases.limit)
    for product in products {
      for neighbour in entries[Int(product)].neighbours where isShowable[Int(neighbour.product)] {
        sums[neighbour.product, default: 0] += Int64(neighbour.cosine)
      }
    }
    return sums
  }
}

/// The products chosen so far, each once.
private struct Choice {
  private let count: Int
  private var excluded: Set<Int32>
  private(set) var numbers: [Int32] = []

  init(count: Int, excluded: [Int32]) {
    self.count = count
    self.excluded = Set(excluded)
  }

  var isFull: Bool { numbers.count >= count }

  /// Takes those with the greatest sums that are not excluded.
  mutating func addBest(by sums: [Int32: Int64]) {
    guard !isFull else { return }
    var ranking = ProductRanking<Int64>(limit: count - numbers.count)
    for (number, sum) in sums where !excluded.contains(number) {
      ranking.offer(number, score: sum)
    }
    add(ranking.products.map(\.product))
  }

  /// Takes the first that are not excluded, until there are enough.
  mutating func add(_ candidates: [Int32]) {
    for candidate in candidates {
      if isFull { return }
      if excluded.insert(candidate).inserted { numbers.append(candidate) }
    }
  }
}
