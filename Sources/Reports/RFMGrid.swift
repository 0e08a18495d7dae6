package import Loyalty
package import Shop

/// How many customers stand where on recency, frequency and money, and what they have spent.
package struct RFMGrid: Hashable, Sendable {
  package struct Cell: Hashable, Sendable {
    /// The score of the last purchase, 1 to 5.
    package let recency: Int
    /// The mean of the scores of frequency and money, 1 to 5.
    package let strength: Int
    package fileprivate(set) var customers = 0
    /// All that they have spent, less returns, in minor units.
    package fileprivate(set) var spent: Int64 = 0

    package var name: RFM.Name { RFM.Name(recency: recency, strength: strength) }
  }

  /// All customers that one name is given to.
  package struct Group: Hashable, Sendable {
    package let name: RFM.Name
    package let customers: Int
    package let spent: Int64
  }

  /// All 25: recency 5 first, then strength 1 first.
  package let cells: [Cell]
  package let customers: Int
  package let spent: Int64

  /// Scores everyone with a purchase by all orders of the history.
  ///
  /// Recency goes by the instants of the last purchases, one for each customer of the history, so
  /// that the report and segments give everyone the same name.
  package init(_ history: OrderHistory, lastPurchases: [Instant?]) {
    var (last, purchases, spent): ([Int64], [Int64], [Int64]) = ([], [], [])
    for customer in 0..<history.customers {
      guard let lastPurchase = lastPurchases[customer] else { continue }
      var (count, sum): (Int64, Int64) = (0, 0)
      for (_, total) in history.orders(of: customer) {
        sum += total
        if total > 0 { count += 1 }
      }
      last.append(lastPurchase.milliseconds)
      purchases.append(count)
      spent.append(sum)
    }
    let scale = RFMScale(lastPurchases: last, purchases: purchases, spent: spent)
    var cells = (0..<25).map { Cell(recency: 5 - $0 / 5, strength: $0 % 5 + 1) }
    for index in last.indices {
      let scores = scale.scores(
        lastPurchase: last[index],
        purchases: purchases[index],
        spent: spent[index]
      )
      let place = (5 - scores.recency) * 5 + scores.strength - 1
      cells[place].customers += 1
      cells[place].spent += spent[index]
    }
    self.cells = cells
    customers = last.count
    self.spent = spent.reduce(0, +)
  }

  /// By the order of the names, also those that nobody has.
  package var groups: [Group] {
    RFM.Name.allCases.map { name in
      let own = cells.filter { $0.name == name }
      return Group(
        name: name,
        customers: own.reduce(0) { $0 + $1.customers },
        spent: own.reduce(0) { $0 + $1.spent }
      )
    }
  }
}
