import Shop

/// Recency, frequency and monetary scores of a customer, each 1 to 5, and the name that they give.
package struct RFM: Hashable, Sendable {
  package let recency: Int
  package let frequency: Int
  package let monetary: Int

  package init(recency: Int, frequency: Int, monetary: Int) {
    precondition(
      [recency, frequency, monetary].allSatisfy((1...5).contains),
      "scores are 1 to 5"
    )
    self.recency = recency
    self.frequency = frequency
    self.monetary = monetary
  }

  /// The mean of the frequency and monetary scores, halves rounded up.
  package var strength: Int { (frequency + monetary + 1) / 2 }

  package var name: Name { Name(recency: recency, strength: strength) }

  /// What marketers call customers with such scores.
  package enum Name: String, Hashable, Sendable, CaseIterable {
    case champions
    case loyal
    case potentialLoyalists = "potential loyalists"
    case new
    case promising
    case needAttention = "need attention"
    case aboutToSleep = "about to sleep"
    case atRisk = "at risk"
    case cannotLose = "cannot lose"
    case hibernating
    case lost

    /// The name of a cell of the grid; both scores are 1 to 5.
    package init(recency: Int, strength: Int) {
      self =
        switch (recency, strength) {
        case (5, 4...): .champions
        case (3...4, 4...): .loyal
        case (4..., 2...3): .potentialLoyalists
        case (5, _): .new
        case (4, _): .promising
        case (3, 3): .needAttention
        case (3, _): .aboutToSleep
        case (2, 3...), (1, 3): .atRisk
        case (2, _): .hibernating
        case (_, 4...): .cannotLose
        default: .lost
        }
    }
  }
}

/// How a shop's customers are scored: among those with at least one purchase.
package struct RFMScale: Hashable, Sendable {
  package let recency: QuintileScale
  package let frequency: QuintileScale
  package let monetary: QuintileScale

  /// Takes the figures of all customers with a purchase: when the last one was (any unit that grows
  /// with time), the number of purchases, and what was spent in minor units.
  package init(lastPurchases: [Int64], purchases: [Int64], spent: [Int64]) {
    recency = QuintileScale(lastPurchases)
    frequency = QuintileScale(purchases)
    monetary = QuintileScale(spent)
  }

  package init(recency: QuintileScale, frequency: QuintileScale, monetary: QuintileScale) {
    self.recency = recency
    self.frequency = frequency
    self.monetary = monetary
  }

  /// The scores of a customer, on a scale of times in milliseconds; nil without a purchase.
  package func scores(of figures: CustomerFigures) -> RFM? {
    figures.lastOrder.map { last in
      scores(
        lastPurchase: last.placedAt.milliseconds,
        purchases: Int64(figures.purchases.count),
        spent: figures.spent
      )
    }
  }

  package func scores(lastPurchase: Int64, purchases: Int64, spent: Int64) -> RFM {
    RFM(
      recency: recency.score(of: lastPurchase),
      frequency: frequency.score(of: purchases),
      monetary: monetary.score(of: spent)
    )
  }
}
