import Foundation
import Loyalty
import Testing

@Suite struct BGNBDTests {
  /// The paper's parameters, rounded as it prints them.
  static let paper = BGNBD(r: 0.243, alpha: 4.414, dropOut: BGNBD.DropOut(a: 0.793, b: 2.426))

  @Test func theExpectationIsThatOfTheHypergeometricFormula() throws {
    // Computed from the paper's equation 10 with 60 and more digits (mpmath's hyp2f1).
    for row in try rows(ofTable: "expected-purchases.csv") {
      let numbers = row.compactMap { Double($0) }
      #expect(numbers.count == 8)
      let dropOut = BGNBD.DropOut(a: numbers[2], b: numbers[3])
      let model = BGNBD(r: numbers[0], alpha: numbers[1], dropOut: dropOut)
      // Bought on the last day, so that the probability to be alive is as high as it gets.
      let repeats = Int(numbers[4])
      let recency = repeats > 0 ? numbers[5] : 0
      let customer = PurchaseSummary(repeats: repeats, recency: recency, age: numbers[5])
      let expected = numbers[7] * model.probabilityAlive(customer)
      let found = model.expectedPurchases(customer, within: numbers[6])
      #expect(abs(found / expected - 1) < 1e-11, "\(row.joined(separator: " "))")
    }
  }

  @Test(
    arguments: zip(
      [1, 2, 5, 10, 39, 52],
      [0.053268, 0.103390, 0.239288, 0.432413, 1.196723, 1.446051]
    )
  )
  func expectsOfNewCustomersWhatThePaperSays(weeks: Double, purchases: Double) {
    #expect(abs(Self.paper.expectedPurchasesOfNewCustomer(within: weeks) - purchases) < 1e-6)
  }

  @Test func expectsOfTheFirstCustomerWhatThePaperSays() {
    let customer = PurchaseSummary(repeats: 2, recency: 30.43, age: 38.86)
    #expect(abs(Self.paper.expectedPurchases(customer, within: 39) - 1.226028) < 1e-6)
    #expect(abs(Self.paper.probabilityAlive(customer) - 0.726579) < 1e-6)
  }

  /// The R package BTYD prints these for its fit to the sample.
  @Test func expectsWhatTheWalkThroughOfBTYDPrints() {
    let model = BGNBD(
      r: 0.2425982,
      alpha: 4.4136842,
      dropOut: BGNBD.DropOut(a: 0.7929899, b: 2.4261667)
    )
    #expect(abs(model.expectedPurchasesOfNewCustomer(within: 52) - 1.444004) < 2e-6)
    let customer1516 = PurchaseSummary(repeats: 26, recency: 216.0 / 7, age: 31)
    #expect(abs(model.expectedPurchases(customer1516, within: 52) - 25.75659) < 1e-4)
    #expect(abs(model.probabilityAlive(customer1516) - 0.9688523) < 1e-6)
    // Who bought often and then stopped is expected to buy less than who bought seldom.
    for (repeats, expected) in [
      (10, 0.3474606), (15, 0.04283391), (20, 0.004158973), (25, 0.0003583685),
    ] {
      let customer = PurchaseSummary(repeats: repeats, recency: 20, age: 39)
      #expect(abs(model.expectedPurchases(customer, within: 52) / expected - 1) < 1e-4)
    }
  }

  @Test func theChanceToBeAliveFallsWithTheRateOfASilentCustomer() {
    let chances = [
      0.705627, 0.687091, 0.663866, 0.636546, 0.605614, 0.571552, 0.534885, 0.496212, 0.456205,
      0.415585, 0.375092, 0.335446, 0.297303, 0.261219, 0.227626, 0.196820,
    ]
    for (repeats, chance) in zip(5...20, chances) {
      let customer = PurchaseSummary(repeats: repeats, recency: 30, age: 39)
      #expect(abs(Self.paper.probabilityAlive(customer) - chance) < 1e-6)
    }
  }

  @Test func whoBoughtOnceIsAliveForSureAndYetAtRisk() {
    let old = PurchaseSummary(repeats: 0, recency: 0, age: 200)
    let recent = PurchaseSummary(repeats: 0, recency: 0, age: 2)
    #expect(Self.paper.probabilityAlive(old) == 1)
    let risks = [old, recent].map { Self.paper.churnRisk($0, within: 26) }
    #expect(risks[0] > 0.9 && risks[1] < risks[0])
    let expected = 1 - pow((4.414 + 200) / (4.414 + 226), 0.243)
    #expect(abs(Self.paper.probabilityActive(old, within: 26) - expected) < 1e-12)
  }

  @Test func withoutDropOutTheRateGoesOn() {
    let model = BGNBD(r: 2, alpha: 5, dropOut: nil)
    let customer = PurchaseSummary(repeats: 3, recency: 1, age: 45)
    #expect(model.probabilityAlive(customer) == 1)
    #expect(abs(model.expectedPurchases(customer, within: 10) - 5.0 / 50 * 10) < 1e-12)
    #expect(abs(model.churnRisk(customer, within: 10) - pow(50.0 / 60, 5)) < 1e-12)
  }

  @Test func withLessAndLessDropOutItTendsToNone() {
    let none = BGNBD(r: 2, alpha: 5, dropOut: nil)
    let customer = PurchaseSummary(repeats: 3, recency: 30, age: 45)
    for dropOut in [BGNBD.DropOut(a: 1e-9, b: 1), BGNBD.DropOut(a: 1, b: 1e9)] {
      let model = BGNBD(r: 2, alpha: 5, dropOut: dropOut)
      #expect(abs(model.probabilityAlive(customer) - 1) < 1e-7)
      let expected = none.expectedPurchases(customer, within: 26)
      #expect(abs(model.expectedPurchases(customer, within: 26) / expected - 1) < 1e-7)
    }
  }

  @Test func nothingIsExpectedOfNoTimeAndMoreOfMoreTime() {
    let customer = PurchaseSummary(repeats: 4, recency: 20, age: 30)
    #expect(Self.paper.expectedPurchases(customer, within: 0) == 0)
    #expect(Self.paper.churnRisk(customer, within: 0) == 1)
    let times = [0.1, 1, 10, 100, 1_000, 10_000, 1e6]
    let expected = times.map { Self.paper.expectedPurchases(customer, within: $0) }
    #expect(zip(expected, expected.dropFirst()).allSatisfy { $0 < $1 })
    let risks = times.map { Self.paper.churnRisk(customer, within: $0) }
    #expect(zip(risks, risks.dropFirst()).allSatisfy { $0 > $1 })
    // However long, whoever has left does not come back.
    let limit = 1 - Self.paper.probabilityAlive(customer)
    #expect(abs(Self.paper.churnRisk(customer, within: 1e12) - limit) < 1e-9)
  }

  /// At x = 1 the odds of being dead may overflow: neither is that an infinity in the answer.
  @Test func extremesStayWithinReason() {
    let model = BGNBD(r: 9e4, alpha: 1e-3, dropOut: BGNBD.DropOut(a: 9e4, b: 1e-5))
    let customer = PurchaseSummary(repeats: 1, recency: 0.1, age: 5_000)
    #expect(model.probabilityAlive(customer) == 0)
    #expect(model.expectedPurchases(customer, within: 26) == 0)
    #expect(model.churnRisk(customer, within: 26) == 1)
  }
}
