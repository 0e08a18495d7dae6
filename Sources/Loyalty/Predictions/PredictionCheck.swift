package import Shop

/// How well the model does on this very shop: fitted to what was known at a cut-off, and compared
/// with what happened after it.
package struct PredictionCheck: Hashable, Sendable {
  /// A tenth of the customers, by what was expected of them.
  package struct Decile: Hashable, Sendable {
    package let customers: Int
    /// Days with orders after the cut-off, per customer.
    package let predicted: Double
    package let actual: Double
  }

  package let fit: BGNBDFit
  /// The last day that the fit knows.
  package let cutOff: CivilDay
  /// The last day that it is checked on.
  package let lastDay: CivilDay
  /// Days with orders after the cut-off, of all customers who had bought by then.
  package let predicted: Double
  package let actual: Int
  /// Those of whom most was expected first; ties by the customers' order.
  package let deciles: [Decile]
  /// How well the chance to buy again ranks those who did before those who did not.
  ///
  /// The area under the ROC curve: 1 for always, 0.5 for no better than chance. Nil if all or none
  /// did.
  package let ranking: Double?
  /// The same for the plainest ranking, by the day of the last purchase.
  package let rankingByRecency: Double?

  /// Fits to the orders through `cutOff` and checks on those after it through `lastDay`.
  package static func run(
    _ history: OrderHistory,
    cutOff: CivilDay,
    through lastDay: CivilDay
  ) -> Estimate<PredictionCheck> {
    precondition(cutOff < lastDay, "a check needs days after the cut-off")
    let known = (0..<history.customers).compactMap { customer in
      let orders = history.orders(of: customer)
      return PurchaseSummary(orders: orders, through: cutOff)
        .map { ($0, purchaseDays(orders, after: cutOff, through: lastDay)) }
    }
    return BGNBDFit.fit(known.map(\.0)).map { fit in
      PredictionCheck(
        fit: fit,
        cutOff: cutOff,
        lastDay: lastDay,
        customers: known.map(\.0),
        actual: known.map(\.1)
      )
    }
  }

  private init(
    fit: BGNBDFit,
    cutOff: CivilDay,
    lastDay: CivilDay,
    customers: [PurchaseSummary],
    actual: [Int]
  ) {
    let days = lastDay.daysSince1970 - cutOff.daysSince1970
    let model = PredictionModel(purchases: fit, values: .unknown(.noCustomers), minorUnits: 1)
    let predicted = model.expectedOrders(inDays: days, for: customers).compactMap(\.self)
    self.fit = fit
    self.cutOff = cutOff
    self.lastDay = lastDay
    self.predicted = predicted.reduce(0, +)
    self.actual = actual.reduce(0, +)
    deciles = Self.deciles(predicted: predicted, actual: actual)
    let time = PurchaseSummary.weeks(days)
    let bought = actual.map { $0 > 0 }
    ranking = Ranking.areaUnderCurve(
      customers.map { fit.model.probabilityActive($0, within: time) },
      bought
    )
    // The later the last purchase was, the greater.
    rankingByRecency = Ranking.areaUnderCurve(customers.map { $0.recency - $0.age }, bought)
  }

  private static func purchaseDays(
    _ orders: OrderHistory.Orders,
    after cutOff: CivilDay,
    through lastDay: CivilDay
  ) -> Int {
    var days = 0
    var latest = cutOff
    for (day, total) in orders where total >= 0 && day > latest && day <= lastDay {
      days += 1
      latest = day
    }
    return days
  }

  private static func deciles(predicted: [Double], actual: [Int]) -> [Decile] {
    let order = predicted.indices.sorted {
      predicted[$0] == predicted[$1] ? $0 < $1 : predicted[$0] > predicted[$1]
    }
    return (0..<10).map { decile in
      let members = order[order.count * decile / 10..<order.count * (decile + 1) / 10]
      let count = Double(max(1, members.count))
      return Decile(
        customers: members.count,
        predicted: members.reduce(0) { $0 + predicted[$1] } / count,
        actual: Double(members.reduce(0) { $0 + actual[$1] }) / count
      )
    }
  }
}

/// How well scores put those for whom something came true before the others.
enum Ranking {
  /// The area under the ROC curve, or nil if either kind is missing.
  ///
  /// That is the probability that a random one of the former has the greater score than one of the
  /// others, ties counting a half (Mann and Whitney's U).
  static func areaUnderCurve(_ scores: [Double], _ came: [Bool]) -> Double? {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    let (yes, no) = (came.count { $0 }, came.count { !$0 })
    guard yes > 0, no > 0 else { return nil }
    var (wins, below) = (0.0, 0)
    var start = 0
    while start < order.count {
      var end = start
      var (equalYes, equalNo) = (0, 0)
      while end < order.count, scores[order[end]] == scores[order[start]] {
        if came[order[end]] { equalYes += 1 } else { equalNo += 1 }
        end += 1
      }
      wins += Double(equalYes) * (Double(below) + Double(equalNo) / 2)
      below += equalNo
      start = end
    }
    return wins / (Double(yes) * Double(no))
  }
}
