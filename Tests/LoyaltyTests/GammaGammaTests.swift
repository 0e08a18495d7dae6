import Foundation
import Loyalty
import TestSupport
import Testing

@Suite struct GammaGammaTests {
  static let paper = GammaGamma(p: 6.25, q: 3.74, v: 15.44)

  @Test func reproducesThePaperOnTheSample() throws {
    let fit = try #require(GammaGammaFit.fit(CDNOW.sampleSummaries(), minorUnits: 100).value)
    #expect(fit.customers == 946)
    #expect(abs(fit.model.p / 6.249572 - 1) < 1e-5)
    #expect(abs(fit.model.q / 3.744224 - 1) < 1e-5)
    #expect(abs(fit.model.v / 15.443520 - 1) < 1e-5)
    #expect(abs(fit.logLikelihood + 4_055.917695) < 1e-4)
    #expect(abs(try #require(fit.model.meanValue) - 35.1704) < 1e-3)
  }

  @Test func theUnitOfMoneyDoesNotMatter() throws {
    let customers = try CDNOW.sampleSummaries()
    let dollars = try #require(GammaGammaFit.fit(customers, minorUnits: 100).value)
    let cents = try #require(GammaGammaFit.fit(customers, minorUnits: 1).value)
    #expect(abs(cents.model.p / dollars.model.p - 1) < 1e-9)
    #expect(abs(cents.model.q / dollars.model.q - 1) < 1e-9)
    #expect(abs(cents.model.v / dollars.model.v - 100) < 1e-6)
    #expect(abs(cents.logLikelihood - (dollars.logLikelihood - 946 * log(100))) < 1e-6)
  }

  /// The first customers of the sample: a customer's own mean counts the more, the more they bought.
  @Test(arguments: [
    (2, 22.35, 24.6637), (1, 11.77, 18.9169), (0, 0, 35.2190), (7, 73.74, 71.4697),
    (2, 25.55, 27.2884),
  ])
  func expectsTheValuesOfThePaper(repeats: Int, mean: Double, value: Double) throws {
    let expected = Self.paper.expectedValue(repeats: repeats, spend: mean * Double(repeats))
    #expect(abs(try #require(expected) - value) < 1e-4)
  }

  @Test func theValueLiesBetweenTheOwnMeanAndThatOfAll() throws {
    let all = try #require(Self.paper.meanValue)
    #expect(abs(all - 6.25 * 15.44 / 2.74) < 1e-9)
    for mean in [5.0, 20, 80, 400] {
      let values = [1, 2, 5, 50].compactMap {
        Self.paper.expectedValue(repeats: $0, spend: mean * Double($0))
      }
      #expect(values.count == 4)
      let range = min(mean, all)...max(mean, all)
      #expect(values.allSatisfy(range.contains))
      // Nearer to the own mean with each purchase.
      let distances = values.map { abs($0 - mean) }
      #expect(distances == distances.sorted(by: >))
    }
  }

  @Test func withoutAMeanOfAllTheValueOfOneTimeBuyersIsUnknown() {
    let heavy = GammaGamma(p: 3, q: 0.9, v: 10)
    #expect(heavy.meanValue == nil)
    #expect(heavy.expectedValue(repeats: 0, spend: 0) == nil)
    #expect(heavy.expectedValue(repeats: 2, spend: 40) != nil)
    #expect(GammaGamma(p: 0.2, q: 0.3, v: 1).expectedValue(repeats: 1, spend: 4) == nil)
  }

  @Test(arguments: [(6.0, 4.0, 15.0), (1.2, 20, 1_300), (40, 2.2, 3), (0.6, 1.5, 30), (90, 60, 8)])
  func noOtherParametersFitBetter(p: Double, q: Double, v: Double) throws {
    let model = BGNBD(r: 0.8, alpha: 4, dropOut: BGNBD.DropOut(a: 0.5, b: 3))
    let shop = SimulatedShop(model: model, spending: GammaGamma(p: p, q: q, v: v))
    let customers = shop.customers(seed: 5)
    let fit = try #require(GammaGammaFit.fit(customers, minorUnits: 100).value)
    let best = [fit.model.p, fit.model.q, fit.model.v].map { log($0) }
    let value = likelihood(best, of: customers)
    #expect(abs(value - fit.logLikelihood) < 1e-8 * abs(value))
    let advantage = 2 * (value - likelihood([p, q, v].map { log($0) }, of: customers))
    #expect(advantage >= 0 && advantage < 18)
    var random = SeededGenerator(seed: 7)
    for size in [0.001, 0.02, 0.2, 1] {
      for _ in 0..<12 {
        let point = best.map { $0 + size * Double.random(in: -1...1, using: &random) }
        #expect(likelihood(point, of: customers) < value + 1e-5, "seed 7, size \(size)")
      }
    }
  }

  @Test func tooLittleOrTooEqualIsUnknown() {
    #expect(GammaGammaFit.fit([], minorUnits: 100) == .unknown(.noCustomers))
    let few = (1...49).map {
      PurchaseSummary(repeats: 1, recency: 1, age: 2, repeatSpend: Int64($0))
    }
    let free = (1...99).map { PurchaseSummary(repeats: $0, recency: 1, age: 2, repeatSpend: 0) }
    let tooFew = UnknownReason.tooFewRepeatBuyers(49, needed: 50)
    #expect(GammaGammaFit.fit(few + free, minorUnits: 100) == .unknown(tooFew))
    let subscribers = (1...99).map {
      PurchaseSummary(repeats: $0, recency: 1, age: 2, repeatSpend: Int64($0) * 4_900)
    }
    #expect(GammaGammaFit.fit(subscribers, minorUnits: 100) == .unknown(.identicalValues))
  }

  /// Equation 1a of Fader and Hardie (2013), customer by customer; by ln p, ln q, ln v.
  private func likelihood(_ position: [Double], of customers: [PurchaseSummary]) -> Double {
    let (p, q, v) = (exp(position[0]), exp(position[1]), exp(position[2]))
    return customers.filter { $0.repeats > 0 }.reduce(0) { sum, customer in
      let x = Double(customer.repeats)
      let mean = Double(customer.repeatSpend) / 100 / x
      return sum + lgamma(p * x + q).0 - lgamma(p * x).0 - lgamma(q).0 + q * log(v)
        + (p * x - 1) * log(mean) + p * x * log(x) - (p * x + q) * log(v + x * mean)
    }
  }
}
