import Foundation

/// The gamma-gamma model of what customers spend: Fader and Hardie, "The Gamma-Gamma Model of
/// Monetary Value" (2013).
///
/// A purchase's value is gamma distributed (shape p) about the customer's own mean, and the means
/// over the customers so that the rates ν are gamma distributed (shape q, rate v). v is in the unit
/// of the values: the currency's major unit in the product.
package struct GammaGamma: Hashable, Sendable {
  package let p: Double
  package let q: Double
  package let v: Double

  package init(p: Double, q: Double, v: Double) {
    precondition(p > 0 && q > 0 && v > 0, "p, q and v are positive")
    self.p = p
    self.q = q
    self.v = v
  }

  /// The mean value of a purchase over all customers, p·v/(q−1); nil where the tail of large
  /// spenders is so heavy (q ≤ 1) that there is none.
  package var meanValue: Double? { q > 1 ? p * v / (q - 1) : nil }

  /// E[M | x, m]: the mean value to expect of a customer's purchases, who spent `spend` on x
  /// `repeats`: p·(v + x·m) / (p·x + q − 1), which lies between their own mean m and all customers'.
  ///
  /// Nil for those without repeat purchases where there is no mean of all customers.
  package func expectedValue(repeats: Int, spend: Double) -> Double? {
    guard repeats > 0 else { return meanValue }
    let weight = p * Double(repeats) + q - 1
    return weight > 0 ? p * (v + spend) / weight : nil
  }
}

/// Gamma-gamma as it describes a shop's repeat buyers best, by maximum likelihood.
package struct GammaGammaFit: Hashable, Sendable {
  package let model: GammaGamma
  package let logLikelihood: Double
  /// The repeat buyers whose repeat purchases were worth anything: the model knows no value of 0.
  package let customers: Int

  package init(model: GammaGamma, logLikelihood: Double, customers: Int) {
    self.model = model
    self.logLikelihood = logLikelihood
    self.customers = customers
  }

  /// Fits the model to the repeat purchases of these customers, with values in units of
  /// `minorUnits` minor ones (100 öre to a krona).
  package static func fit(
    _ customers: [PurchaseSummary],
    minorUnits: Int64
  ) -> Estimate<GammaGammaFit> {
    let buyers = customers.filter { $0.repeats > 0 && $0.repeatSpend > 0 }
    guard !customers.isEmpty else { return .unknown(.noCustomers) }
    guard buyers.count >= BGNBDFit.neededRepeatCustomers else {
      let needed = BGNBDFit.neededRepeatCustomers
      return .unknown(.tooFewRepeatBuyers(buyers.count, needed: needed))
    }
    let likelihood = SpendLikelihood(buyers)
    guard !likelihood.areIdentical else { return .unknown(.identicalValues) }
    let bounds = -11.5...11.5
    let search = NewtonSearch(bounds: [bounds, bounds, -23...23])
    let summit = starts.compactMap { search.climb(from: $0, likelihood.callAsFunction) }
      .max { $0.value < $1.value }
    guard let summit else { return .unknown(.noMaximum) }
    let unit = likelihood.valueScale / Double(minorUnits)
    return .known(
      GammaGammaFit(
        model: GammaGamma(
          p: exp(summit.position[0]),
          q: exp(summit.position[1]),
          v: exp(summit.position[2]) * unit
        ),
        logLikelihood: summit.value - Double(buyers.count) * log(unit),
        customers: buyers.count
      )
    )
  }

  /// Logarithms of p, q and v, where the mean value is 1.
  private static let starts: [[Double]] = [(1, 2.5), (6, 4), (40, 10), (3, 30)].map { p, q in
    [log(p), log(q), log((q - 1) / p)]
  }
}
