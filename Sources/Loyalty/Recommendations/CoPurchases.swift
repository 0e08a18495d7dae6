/// Which products the same customers bought.
///
/// Two products are the closer the more of their buyers are the same: the cosine of their columns
/// in the table of customers and products, `both / √(buyers of one · buyers of the other)`. A
/// customer counts with the latest products they bought.
package struct CoPurchases: Sendable {
  /// A product beside another.
  package struct Neighbour: Hashable, Sendable {
    /// Its number.
    package let product: Int32
    /// How close it is, in billionths: from 1, hardly, to 1,000,000,000, the very same buyers.
    ///
    /// Whole numbers, so that sums do not depend on their order and ties are ties everywhere.
    package let cosine: Int32

    package init(product: Int32, cosine: Int32) {
      self.product = product
      self.cosine = cosine
    }
  }

  /// How many neighbours of a product are kept.
  package static let limit = 30
  /// How many products of a customer count, the latest.
  ///
  /// Who bought more is a school or a shop: the latest say enough, and the work for one customer
  /// goes with the square.
  package static let basketLimit = 50

  /// By product, how many customers bought it.
  package let buyers: [Int]
  /// By product, how many customers bought it in two orders or more.
  package let repeatBuyers: [Int]
  /// By product its closest neighbours, the closest first; among equals in the order of products.
  package let neighbours: [[Neighbour]]

  /// Counts, for some seconds where there are tens of millions of lines; throws where the task is
  /// cancelled meanwhile.
  ///
  /// The time goes with the sum of the squares of the baskets, the memory with the lines.
  package init(of log: PurchaseLog) throws {
    let baskets = Baskets(log)
    buyers = baskets.buyers
    repeatBuyers = baskets.repeatBuyers
    neighbours = try Self.neighbours(in: baskets)
  }

  /// Takes one product after the other, so that a single row of the table of pairs is in memory.
  private static func neighbours(in baskets: Baskets) throws -> [[Neighbour]] {
    let buyers = baskets.buyers
    let places = PositionIndex(of: baskets.products)
    var closest = Array(repeating: ProductRanking<Int32>(limit: limit), count: buyers.count)
    var both = [Int32](repeating: 0, count: buyers.count)
    var met: [Int32] = []
    for product in buyers.indices {
      try Task.checkCancellation()
      for place in places[product] {
        // A basket ascends, so each pair is counted at the first of the two.
        var position = Int(places.positions[place]) + 1
        while baskets.products[position] != Baskets.end {
          let other = baskets.products[position]
          if both[Int(other)] == 0 { met.append(other) }
          both[Int(other)] += 1
          position += 1
        }
      }
      for other in met {
        let cosine = cosine(both[Int(other)], buyers[product], buyers[Int(other)])
        closest[product].offer(other, score: cosine)
        closest[Int(other)].offer(Int32(product), score: cosine)
        both[Int(other)] = 0
      }
      met.removeAll(keepingCapacity: true)
    }
    return closest.map { ranking in
      ranking.products.map { Neighbour(product: $0.product, cosine: $0.score) }
    }
  }

  private static func cosine(_ both: Int32, _ one: Int, _ other: Int) -> Int32 {
    let cosine = Double(both) / (Double(one) * Double(other)).squareRoot()
    return max(1, Int32((cosine * 1e9).rounded()))
  }
}
