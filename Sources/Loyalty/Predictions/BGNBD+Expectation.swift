import Foundation

extension BGNBD {
  /// What a customer with x repeat purchases within T, known to be active still, is expected to buy
  /// within `time`.
  ///
  /// The paper writes it with Gauss's hypergeometric function, where R = r+x and w = t/(α+T+t):
  ///
  ///     (a+b+x−1)/(a−1) · [1 − (1−w)^R · ₂F₁(R, b+x; a+b+x−1; w)]
  ///
  /// That is 0/0 at a = 1, and differences of large numbers elsewhere. The same as a sum of positive
  /// terms: were there no drop-out, n purchases would follow with the probability
  /// P(n) = (1−w)^R · (R)_n/n! · w^n, and of n chances the customer is there for
  /// S(n) = Σ_{k<n} (b+x)_k/(a+b+x)_k. The expectation is Σ P(n)·S(n).
  func expectedPurchasesIfAlive(repeats: Int, age: Double, within time: Double) -> Double {
    let rate = r + Double(repeats)
    let odds = time / (alpha + age)
    guard odds > 0 else { return 0 }
    guard let dropOut else { return rate * odds }
    let stay = dropOut.b + Double(repeats)
    return Self.sum(rate: rate, odds: odds, a: dropOut.a, b: stay)
      ?? Self.integral(rate: rate, odds: odds, a: dropOut.a, b: stay)
  }

  /// Σ P(n)·S(n), divided by Σ P(n) so that no power is taken; nil where too many terms count, which
  /// is for times far beyond α+T.
  private static func sum(rate: Double, odds: Double, a: Double, b: Double) -> Double? {
    let share = odds / (1 + odds)
    var term = 1.0
    var (total, weighted) = (1.0, 0.0)
    var (chances, present) = (0.0, 1.0)
    for n in 0..<20_000 {
      let count = Double(n)
      chances += present
      present *= (b + count) / (a + b + count)
      let growth = share * (rate + count) / (count + 1)
      term *= growth
      total += term
      weighted += term * chances
      // From here on the terms shrink at least as fast as a geometric series does.
      let next = max(share, share * (rate + count + 1) / (count + 2))
      if next < 1, term * (chances + 1 / (1 - next)) < 1e-16 * weighted * (1 - next) {
        return weighted / total
      }
      if total > 1e250 {
        term *= 1e-250
        total *= 1e-250
        weighted *= 1e-250
      }
    }
    return nil
  }

  /// The same as an integral over p, which is Beta(a, b) for an active customer:
  /// ∫ (1 − (1+p·z)^−R) / p · p^(a−1) (1−p)^(b−1) / B(a, b) dp, with z = t/(α+T).
  ///
  /// With p = 1/(1+e^−s) and s = π/2·sinh(u) the integrand dies away on both sides faster than any
  /// exponential, where the trapezoidal rule converges exponentially (Takahasi and Mori 1974).
  private static func integral(rate: Double, odds: Double, a: Double, b: Double) -> Double {
    let logBeta = GammaFunctions.logBeta(a, b)
    func integrand(_ u: Double) -> Double {
      let s = Double.pi / 2 * sinh(u)
      let p = 1 / (1 + exp(-s))
      let logP = -log1p(exp(-abs(s))) + min(s, 0)
      let logRest = -log1p(exp(-abs(s))) - max(s, 0)
      let density = exp(a * logP + b * logRest - logBeta)
      guard density > 0 else { return 0 }
      let purchases = p > 0 ? -expm1(-rate * log1p(p * odds)) / p : rate * odds
      return density * purchases * Double.pi / 2 * cosh(u)
    }
    // s is about ±7·10⁶ there, where e^(a·s) has vanished for the smallest a that a fit gives.
    let edge = 16.0
    var step = 0.125
    var points = Int(edge / step)
    var sum = (-points...points).reduce(0) { $0 + integrand(Double($1) * step) }
    var estimate = sum * step
    for _ in 0..<10 {
      let between = (-points..<points).reduce(0) { $0 + integrand((Double($1) + 0.5) * step) }
      sum += between
      (step, points) = (step / 2, points * 2)
      let finer = sum * step
      if abs(finer - estimate) <= 1e-13 * finer { return finer }
      estimate = finer
    }
    return estimate
  }
}
