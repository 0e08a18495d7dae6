import Foundation

/// The two models of a shop together: how often its customers will buy, and for how much.
package struct PredictionModel: Hashable, Sendable {
  /// Times in weeks.
  package let purchases: BGNBDFit
  /// Values in the currency's major unit.
  package let values: Estimate<GammaGammaFit>
  /// Minor units of the currency in a major one.
  package let minorUnits: Int64

  package init(purchases: BGNBDFit, values: Estimate<GammaGammaFit>, minorUnits: Int64) {
    self.purchases = purchases
    self.values = values
    self.minorUnits = minorUnits
  }

  /// Fits both models; those without a purchase (nil) have no part in it.
  package static func fit(
    _ customers: [PurchaseSummary?],
    minorUnits: Int64
  ) -> Estimate<PredictionModel> {
    let buyers = customers.compactMap(\.self)
    return BGNBDFit.fit(buyers).map { purchases in
      PredictionModel(
        purchases: purchases,
        values: GammaGammaFit.fit(buyers, minorUnits: minorUnits),
        minorUnits: minorUnits
      )
    }
  }

  /// A prediction for each customer, in the same order; nil for those without a purchase.
  ///
  /// The lifetime value is the expected value of an order (gamma-gamma) times the expected orders
  /// (BG/NBD) of each 30 days of the lifetime, these discounted from their end:
  /// m · Σ (E[Y(t_k)] − E[Y(t_(k−1))]) / (1+d)^(t_k/365).
  package func predictions(
    for customers: [PurchaseSummary?],
    terms: PredictionTerms
  ) -> [CustomerPrediction?] {
    let steps = terms.steps
    var outlooks: [Outlook.Key: Outlook] = [:]
    return customers.map { customer in
      guard let customer else { return nil }
      let key = Outlook.Key(customer)
      let outlook = outlooks[key] ?? outlook(key, terms: terms, steps: steps)
      outlooks[key] = outlook
      return prediction(customer, outlook, terms: terms)
    }
  }

  /// The days with orders to expect of each customer within `days`; nil for those without a
  /// purchase.
  package func expectedOrders(
    inDays days: Int,
    for customers: [PurchaseSummary?]
  ) -> [Double?] {
    let time = PurchaseSummary.weeks(days)
    var known: [Outlook.Key: Double] = [:]
    return customers.map { customer in
      guard let customer else { return nil }
      let key = Outlook.Key(customer)
      let expected = known[key] ?? expectedIfAlive(key, within: time)
      known[key] = expected
      return purchases.model.probabilityAlive(customer) * expected
    }
  }

  private func expectedIfAlive(_ key: Outlook.Key, within time: Double) -> Double {
    purchases.model.expectedPurchasesIfAlive(repeats: key.repeats, age: key.age, within: time)
  }

  private func outlook(
    _ key: Outlook.Key,
    terms: PredictionTerms,
    steps: [(day: Int, worth: Double)]
  ) -> Outlook {
    var (before, discounted) = (0.0, 0.0)
    for step in steps {
      let until = expectedIfAlive(key, within: PurchaseSummary.weeks(step.day))
      discounted += (until - before) * step.worth
      before = until
    }
    let horizon = PurchaseSummary.weeks(terms.horizonDays)
    return Outlook(orders: expectedIfAlive(key, within: horizon), discounted: discounted)
  }

  private func prediction(
    _ customer: PurchaseSummary,
    _ outlook: Outlook,
    terms: PredictionTerms
  ) -> CustomerPrediction {
    let alive = purchases.model.probabilityAlive(customer)
    let horizon = PurchaseSummary.weeks(terms.horizonDays)
    let value = orderValue(customer)
    return CustomerPrediction(
      probabilityAlive: alive,
      churnRisk: purchases.model.churnRisk(customer, within: horizon),
      expectedOrders: alive * outlook.orders,
      orderValue: value.flatMap { Int64(exactly: $0.rounded()) },
      lifetimeValue: value.flatMap { Int64(exactly: ($0 * alive * outlook.discounted).rounded()) }
    )
  }

  /// In minor units.
  private func orderValue(_ customer: PurchaseSummary) -> Double? {
    let unit = Double(minorUnits)
    return values.value?.model
      .expectedValue(repeats: customer.repeats, spend: Double(customer.repeatSpend) / unit)
      .map { $0 * unit }
  }
}

/// What is expected of a customer who is still active: the same for all with the same x and T.
private struct Outlook {
  struct Key: Hashable {
    let repeats: Int
    let age: Double

    init(_ customer: PurchaseSummary) {
      repeats = customer.repeats
      age = customer.age
    }
  }

  let orders: Double
  let discounted: Double
}
