import Foundation
import Loyalty
import TestSupport
import Testing

/// Fits to shops that were made by the model itself, checked against the likelihood as the paper
/// prints it.
@Suite struct BGNBDSimulationTests {
  struct Regime: CustomTestStringConvertible {
    let testDescription: String
    let shop: SimulatedShop

    init(_ name: String, _ r: Double, _ alpha: Double, _ a: Double, _ b: Double, weeks: Double = 80)
    {
      testDescription = name
      let model = BGNBD(r: r, alpha: alpha, dropOut: BGNBD.DropOut(a: a, b: b))
      shop = SimulatedShop(model: model, weeks: weeks)
    }
  }

  static let regimes = [
    Regime("as in the paper", 0.25, 4.5, 0.8, 2.4),
    Regime("groceries, often", 2.5, 1.5, 0.3, 6, weeks: 50),
    Regime("nearly equal rates", 40, 200, 0.5, 3),
    Regime("most leave at once", 0.6, 3, 2, 1.5),
    Regime("rare purchases", 0.15, 20, 0.4, 4, weeks: 130),
    Regime("hardly anybody leaves", 0.8, 6, 0.05, 1.5),
    Regime("nearly equal chances to leave", 1, 5, 30, 100),
    Regime("some leave at once, some never", 0.7, 3, 0.15, 0.2),
    Regime("two months of data", 1.2, 3, 0.8, 3, weeks: 9),
    Regime("eight years of data", 0.3, 12, 0.6, 3, weeks: 420),
    Regime("a = 1", 0.5, 4, 1, 2.5),
  ]

  @Test(arguments: regimes)
  func noOtherParametersFitBetter(regime: Regime) throws {
    let customers = regime.shop.customers(seed: 17)
    let fit = try #require(BGNBDFit.fit(customers).value)
    let dropOut = try #require(fit.model.dropOut)
    let best = [fit.model.r, fit.model.alpha, dropOut.a, dropOut.b].map { log($0) }
    let value = likelihood(best, of: customers)
    #expect(abs(value - fit.logLikelihood) < 1e-8 * abs(value))

    // The parameters that made the shop are within what chance does: χ², four degrees of freedom.
    let model = regime.shop.model
    let origin = [model.r, model.alpha, model.dropOut?.a ?? 0, model.dropOut?.b ?? 0]
    let advantage = 2 * (value - likelihood(origin.map { log($0) }, of: customers))
    #expect(advantage >= 0 && advantage < 20)

    var random = SeededGenerator(seed: 99)
    for size in [0.001, 0.02, 0.2, 1] {
      for _ in 0..<8 {
        let point = best.map { $0 + size * Double.random(in: -1...1, using: &random) }
        #expect(likelihood(point, of: customers) < value + 1e-5, "seed 99, size \(size)")
      }
    }
  }

  @Test(arguments: regimes)
  func theSlopeIsNothingAtTheMaximum(regime: Regime) throws {
    let customers = regime.shop.customers(seed: 18)
    let fit = try #require(BGNBDFit.fit(customers).value)
    let dropOut = try #require(fit.model.dropOut)
    let best = [fit.model.r, fit.model.alpha, dropOut.a, dropOut.b].map { log($0) }
    for index in best.indices {
      let width = 1e-3
      var (above, below) = (best, best)
      above[index] += width
      below[index] -= width
      let slope =
        (likelihood(above, of: customers) - likelihood(below, of: customers)) / (2 * width)
      // What remains is the third derivative's part in the difference, width² of it.
      #expect(abs(slope) < 2e-6 * Double(fit.customers))
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func whereNobodyLeavesThereIsNoDetectableDropOut(seed: UInt64) throws {
    let model = BGNBD(r: 0.8, alpha: 5, dropOut: nil)
    let customers = SimulatedShop(model: model).customers(seed: seed)
    let fit = try #require(BGNBDFit.fit(customers).value)
    let rates = [log(fit.model.r), log(fit.model.alpha)]
    if let dropOut = fit.model.dropOut {
      // By chance it may look as if a few had left: then it is more likely than that nobody did.
      #expect(dropOut.mean < 0.02)
      #expect(fit.logLikelihood > likelihood(rates + [-20, 5], of: customers) + 0.01)
    } else {
      #expect(abs(likelihood(rates + [-20, 5], of: customers) - fit.logLikelihood) < 1e-3)
    }
    let longAgo = PurchaseSummary(repeats: 4, recency: 10, age: 80)
    #expect(BGNBD(r: 0.8, alpha: 5, dropOut: nil).probabilityAlive(longAgo) == 1)
  }

  /// With p = 1 for some and 0 for all others, at the corner a, b → 0 of what the model can say.
  ///
  /// In this shop the corner is by chance a little more likely (by 1.5) than that nobody leaves.
  @Test func aFewWhoCameBackJustOnceAreNoDetectableDropOutAndManyAre() throws {
    let shop = SimulatedShop(model: BGNBD(r: 4, alpha: 100, dropOut: nil))
    let staying = shop.customers(seed: 8)
    #expect(try #require(BGNBDFit.fit(staying).value).model.dropOut == nil)
    let vanished = (0..<150).map { index in
      PurchaseSummary(repeats: 1, recency: 2 + Double(index % 5), age: 78)
    }
    let fit = try #require(BGNBDFit.fit(staying + vanished).value)
    let dropOut = try #require(fit.model.dropOut)
    #expect(dropOut.mean > 0.05)
    #expect(fit.model.probabilityAlive(vanished[0]) < 0.5)
    let often = PurchaseSummary(repeats: 4, recency: 30, age: 78)
    #expect(fit.model.probabilityAlive(often) > 0.9)
  }

  /// Equation 6 of the paper, customer by customer, with gamma functions; by ln r, ln α, ln a, ln b.
  private func likelihood(_ position: [Double], of customers: [PurchaseSummary]) -> Double {
    let (r, alpha) = (exp(position[0]), exp(position[1]))
    let (a, b) = (exp(position[2]), exp(position[3]))
    return customers.reduce(0) { sum, customer in
      let x = Double(customer.repeats)
      let beta = logBeta(a, b + x) - logBeta(a, b)
      let rate = lgamma(r + x).0 - lgamma(r).0 + r * log(alpha)
      let alive = -(r + x) * log(alpha + customer.age)
      guard x > 0 else { return sum + beta + rate + alive }
      let dead = log(a / (b + x - 1)) - (r + x) * log(alpha + customer.recency)
      let greater = max(alive, dead)
      return sum + beta + rate + greater + log(exp(alive - greater) + exp(dead - greater))
    }
  }

  private func logBeta(_ x: Double, _ y: Double) -> Double {
    lgamma(x).0 + lgamma(y).0 - lgamma(x + y).0
  }
}
