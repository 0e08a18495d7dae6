import Foundation

/// The BG/NBD model of a shop's customers: Fader, Hardie and Lee, "Counting Your Customers the Easy
/// Way", Marketing Science 24 (2005), 275–284.
///
/// While active a customer buys at a rate λ of their own, and after each purchase drops out with a
/// probability p of their own; λ is gamma distributed over the customers (shape r, rate α), p beta
/// distributed (a, b). Times are in the unit of the customers that the model was fitted to: weeks in
/// the product.
package struct BGNBD: Hashable, Sendable {
  /// How the probability to drop out after a purchase is spread over the customers.
  package struct DropOut: Hashable, Sendable {
    package let a: Double
    package let b: Double

    package init(a: Double, b: Double) {
      precondition(a > 0 && b > 0, "a and b are positive")
      self.a = a
      self.b = b
    }

    /// The mean over the customers, a / (a+b).
    package var mean: Double { a / (a + b) }
  }

  package let r: Double
  package let alpha: Double
  /// Nil where the purchases show no drop-out: everybody stays, at a rate of their own.
  package let dropOut: DropOut?

  package init(r: Double, alpha: Double, dropOut: DropOut?) {
    precondition(r > 0 && alpha > 0, "r and α are positive")
    self.r = r
    self.alpha = alpha
    self.dropOut = dropOut
  }

  /// P(alive): the probability that a customer has not dropped out for good.
  ///
  ///     1 / (1 + δ(x>0) · a/(b+x−1) · ((α+T)/(α+t_x))^(r+x))
  ///
  /// It is 1 for everyone who bought once, so it does not rank customers by the risk of losing
  /// them: `churnRisk` does.
  package func probabilityAlive(_ customer: PurchaseSummary) -> Double {
    guard let dropOut, customer.repeats > 0 else { return 1 }
    let x = Double(customer.repeats)
    let logOdds =
      log(dropOut.a / (dropOut.b + x - 1))
      + (r + x) * log1p((customer.age - customer.recency) / (alpha + customer.recency))
    return 1 / (1 + exp(logOdds))
  }

  /// The probability of at least one purchase day within the next `time`: P(alive) times
  /// 1 − ((α+T)/(α+T+t))^(r+x).
  package func probabilityActive(_ customer: PurchaseSummary, within time: Double) -> Double {
    let rate = r + Double(customer.repeats)
    return probabilityAlive(customer) * -expm1(-rate * log1p(time / (alpha + customer.age)))
  }

  /// The probability of no purchase at all within the next `time`.
  package func churnRisk(_ customer: PurchaseSummary, within time: Double) -> Double {
    1 - probabilityActive(customer, within: time)
  }

  /// E[Y(t) | x, t_x, T]: the purchase days to expect within the next `time` (the paper's
  /// equation 10).
  package func expectedPurchases(_ customer: PurchaseSummary, within time: Double) -> Double {
    probabilityAlive(customer)
      * expectedPurchasesIfAlive(repeats: customer.repeats, age: customer.age, within: time)
  }

  /// E[X(t)]: the repeat purchase days to expect of a new customer, of whom nothing is known, in
  /// the first `time` after the first purchase (the paper's equation 9).
  package func expectedPurchasesOfNewCustomer(within time: Double) -> Double {
    expectedPurchasesIfAlive(repeats: 0, age: 0, within: time)
  }
}
