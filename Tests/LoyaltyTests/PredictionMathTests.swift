import Foundation
import TestSupport
import Testing

@testable import Loyalty

@Suite struct PredictionMathTests {
  /// Values of mpmath, with 40 digits.
  @Test(arguments: [
    (0.5, 0.5, 1.1447298858494002),
    (1, 1, 0.0),
    (2.5, 7, -4.8253993383142483),
    (1e-05, 2, 11.512915465020228),
    (1e-05, 1e5, 11.512804563691176),
    (0.3, 1e5, -2.358078594672293),
    (12, 30, -25.274864968419808),
    (9.9, 10.1, -13.735177544346377),
    (10, 10, -13.736229227036555),
    (1e5, 1e5, -138633.92706134806),
    (3e4, 9.8e4, -69701.241425557705),
    (5, 1e8, -88.92534998941388),
    (1e8, 99_000, -783916.57670851289),
  ])
  func logBetaDoesNotCancel(x: Double, y: Double, value: Double) {
    #expect(abs(GammaFunctions.logBeta(x, y) - value) <= 1e-13 * max(abs(value), 10))
    #expect(GammaFunctions.logBeta(x, y) == GammaFunctions.logBeta(y, x))
  }

  @Test(arguments: [
    (1e-05, 11.512919692895826, -100000.57719921567, 10000000001.644908),
    (0.1, 2.2527126517342059, -10.423754940411076, 101.43329915079275),
    (0.5, 0.57236494292470009, -1.9635100260214235, 4.9348022005446793),
    (1, 0.0, -0.57721566490153286, 1.6449340668482264),
    (1.4616321449683622, -0.12148629053584961, 0, 0.96767224544762125),
    (2, 0.0, 0.42278433509846714, 0.64493406684822644),
    (5.5, 3.9578139676187163, 1.6110931485817511, 0.19934238698962766),
    (9.99, 12.779315214350193, 2.2507003728312011, 0.10527695014824178),
    (10, 12.80182748008147, 2.2517525890667211, 0.10516633568168575),
    (33, 81.557959456115037, 3.4812795305349872, 0.03076680402030209),
    (1e3, 5905.2204232091812, 6.9072551956488121, 0.0010005001666666333),
    (1e5, 1051287.7089736569, 11.512920464961895, 1.0000050000166667e-5),
  ])
  func theGammaFunctionsAreExact(x: Double, logGamma: Double, digamma: Double, trigamma: Double) {
    #expect(abs(GammaFunctions.logGamma(x) - logGamma) <= 1e-14 * max(abs(logGamma), 1))
    #expect(abs(GammaFunctions.digamma(x) - digamma) <= 2e-15 * max(abs(digamma), 1))
    #expect(abs(GammaFunctions.trigamma(x) / trigamma - 1) <= 1e-14)
  }

  @Test func theSearchFindsAMaximumInTheBoxOrOnItsEdge() throws {
    // −(x−1)² − (x−y)⁴ − e^y, by hand.
    func function(_ position: [Double]) -> NewtonSearch.Point {
      let (x, y) = (position[0], position[1])
      let (gap, power) = (x - y, exp(y))
      return NewtonSearch.Point(
        position: position,
        value: -(x - 1) * (x - 1) - gap * gap * gap * gap - power,
        gradient: [-2 * (x - 1) - 4 * gap * gap * gap, 4 * gap * gap * gap - power],
        hessian: [
          [-2 - 12 * gap * gap, 12 * gap * gap], [12 * gap * gap, -12 * gap * gap - power],
        ]
      )
    }
    let wide = NewtonSearch(bounds: [-50...50, -50...50])
    for start in [[0.0, 0], [30, -40], [-20, 20], [50, 50]] {
      let summit = try #require(wide.climb(from: start, function))
      #expect(summit.gradient.allSatisfy { abs($0) < 1e-5 })
    }
    let narrow = NewtonSearch(bounds: [-50...50, 0.5...50])
    let edge = try #require(narrow.climb(from: [20, 20], function))
    #expect(edge.position[1] == 0.5)
    #expect(abs(edge.gradient[0]) < 1e-5 && edge.gradient[1] < 0)
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func theDerivativesOfTheLikelihoodsAreThoseOfTheirValues(seed: UInt64) {
    let model = BGNBD(r: 0.7, alpha: 3, dropOut: BGNBD.DropOut(a: 0.6, b: 2))
    var shop = SimulatedShop(model: model)
    shop.customers = 60
    let customers = shop.customers(seed: seed)
    let purchases = PurchaseLikelihood(groups: PurchaseGroups(customers))
    let spending = SpendLikelihood(customers.filter { $0.repeats > 0 && $0.repeatSpend > 0 })
    var random = SeededGenerator(seed: seed)
    let point = (0..<4).map { _ in Double.random(in: -2...3, using: &random) }
    expectDerivatives(point, purchases.callAsFunction, "seed \(seed)")
    expectDerivatives(Array(point.prefix(2)), purchases.withoutDropOut, "seed \(seed)")
    expectDerivatives(Array(point.prefix(3)), spending.callAsFunction, "seed \(seed)")
  }

  private func expectDerivatives(
    _ position: [Double],
    _ function: ([Double]) -> NewtonSearch.Point,
    _ comment: Comment
  ) {
    let point = function(position)
    let width = 1e-5
    for index in position.indices {
      var (above, below) = (position, position)
      above[index] += width
      below[index] -= width
      let (high, low) = (function(above), function(below))
      func isClose(_ exact: Double, _ high: Double, _ low: Double) -> Bool {
        abs(exact - (high - low) / (2 * width)) < 1e-5 * max(1, abs(exact))
      }
      #expect(isClose(point.gradient[index], high.value, low.value), comment)
      for other in position.indices {
        let slopes = (high.gradient[other], low.gradient[other])
        #expect(isClose(point.hessian[index][other], slopes.0, slopes.1), comment)
      }
    }
  }

  @Test func theAreaUnderTheCurveCountsPairs() {
    #expect(Ranking.areaUnderCurve([1, 2, 3, 4], [false, false, true, true]) == 1)
    #expect(Ranking.areaUnderCurve([4, 3, 2, 1], [false, false, true, true]) == 0)
    #expect(Ranking.areaUnderCurve([5, 5, 5, 5], [false, true, true, true]) == 0.5)
    #expect(Ranking.areaUnderCurve([1, 2, 2, 3], [false, true, false, true]) == 3.5 / 4)
    #expect(Ranking.areaUnderCurve([1, 2], [true, true]) == nil)
    #expect(Ranking.areaUnderCurve([1, 2], [false, false]) == nil)
  }
}
