import Foundation
import Loyalty
import Testing

@Suite struct BGNBDFitTests {
  @Test func reproducesThePaperOnTheSample() throws {
    let fit = try #require(BGNBDFit.fit(CDNOW.sampleSummaries()).value)
    #expect(fit.customers == 2_357)
    #expect(fit.repeatCustomers == 946)
    try expect(fit, r: 0.2425945, alpha: 4.4136020, a: 0.7929220, b: 2.4259068)
    #expect(abs(fit.logLikelihood + 9_582.42921) < 1e-4)
  }

  @Test func reproducesThePaperOnWeeksRoundedToTwoDecimals() throws {
    let fit = try #require(BGNBDFit.fit(CDNOW.paperSummaries()).value)
    try expect(fit, r: 0.2425929, alpha: 4.4135316, a: 0.7928861, b: 2.4257531)
    #expect(abs(fit.logLikelihood + 9_582.42556) < 1e-4)
  }

  @Test func fitsAllCustomersOfTheShop() throws {
    let fit = try #require(BGNBDFit.fit(CDNOW.allSummaries()).value)
    #expect(fit.customers == 23_570)
    #expect(fit.repeatCustomers == 9_451)
    try expect(fit, r: 0.25162396, alpha: 4.78894296, a: 0.72343362, b: 2.16108849)
    #expect(abs(fit.logLikelihood + 95_368.44393) < 1e-3)
  }

  @Test func theUnitOfTimeDoesNotMatter() throws {
    let weeks = try CDNOW.sampleSummaries()
    let days = weeks.map {
      PurchaseSummary(repeats: $0.repeats, recency: $0.recency * 7, age: $0.age * 7)
    }
    let (byWeek, byDay) = (BGNBDFit.fit(weeks).value, BGNBDFit.fit(days).value)
    let expected = try #require(byWeek)
    let fit = try #require(byDay)
    let dropOut = try #require(expected.model.dropOut)
    try expect(
      fit,
      r: expected.model.r,
      alpha: expected.model.alpha * 7,
      a: dropOut.a,
      b: dropOut.b
    )
    #expect(weeks.reduce(0) { $0 + $1.repeats } == 2_457)
    #expect(abs(fit.logLikelihood - (expected.logLikelihood - 2_457 * log(7))) < 1e-6)
  }

  @Test func theOrderOfTheCustomersDoesNotMatter() throws {
    let customers = try CDNOW.sampleSummaries()
    #expect(BGNBDFit.fit(customers) == BGNBDFit.fit(customers.reversed()))
  }

  @Test func tooLittleIsUnknown() {
    #expect(BGNBDFit.fit([]) == .unknown(.noCustomers))
    let once = PurchaseSummary(repeats: 0, recency: 0, age: 30)
    #expect(BGNBDFit.fit([once]) == .unknown(.tooFewRepeatBuyers(0, needed: 50)))
    let allOnce = (0..<5_000).map { PurchaseSummary(repeats: 0, recency: 0, age: Double($0 % 90)) }
    #expect(BGNBDFit.fit(allOnce) == .unknown(.tooFewRepeatBuyers(0, needed: 50)))
    let again = (1...49).map { PurchaseSummary(repeats: $0, recency: Double($0), age: 60) }
    #expect(BGNBDFit.fit(allOnce + again) == .unknown(.tooFewRepeatBuyers(49, needed: 50)))
    let last = PurchaseSummary(repeats: 1, recency: 5, age: 60)
    #expect(BGNBDFit.fit(allOnce + again + [last]).value?.repeatCustomers == 50)
  }

  @Test func saysWhyItIsUnknown() {
    #expect("\(UnknownReason.noCustomers)" == "nobody has bought yet")
    #expect(
      "\(UnknownReason.tooFewRepeatBuyers(1, needed: 50))"
        == "only 1 customer has bought again, and 50 are needed"
    )
  }

  @Test func customersWhoAreAllAlikeTellNothing() {
    let alike = PurchaseSummary(repeats: 3, recency: 12, age: 20)
    let fit = BGNBDFit.fit(Array(repeating: alike, count: 400))
    #expect(fit == .unknown(.identicalHistories))
  }

  /// Shops at the edges of what the model can say: whatever the answer, it is a usable one.
  @Test(arguments: [
    [PurchaseSummary(repeats: 3, recency: 12, age: 20)],
    [PurchaseSummary(repeats: 1, recency: 20, age: 20)],
    [PurchaseSummary(repeats: 900, recency: 300, age: 300)],
    [PurchaseSummary(repeats: 1, recency: 1.0 / 7, age: 300)],
    [
      PurchaseSummary(repeats: 1, recency: 1, age: 1),
      PurchaseSummary(repeats: 2, recency: 2, age: 2),
    ],
    [
      PurchaseSummary(repeats: 1, recency: 9, age: 10),
      PurchaseSummary(repeats: 0, recency: 0, age: 0),
    ],
  ])
  func almostUniformShopsHaveFiniteAnswers(kinds: [PurchaseSummary]) throws {
    let other = PurchaseSummary(repeats: 0, recency: 0, age: 5)
    let customers = kinds.flatMap { Array(repeating: $0, count: 200) } + [other]
    let fit = try #require(BGNBDFit.fit(customers).value)
    #expect(fit.logLikelihood.isFinite)
    for customer in kinds + [other] {
      let expected = fit.model.expectedPurchases(customer, within: 26)
      #expect(expected.isFinite && expected >= 0)
      #expect((0...1).contains(fit.model.probabilityAlive(customer)))
      #expect((0...1).contains(fit.model.churnRisk(customer, within: 26)))
    }
  }

  private func expect(
    _ fit: BGNBDFit,
    r: Double,
    alpha: Double,
    a: Double,
    b: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let dropOut = try #require(fit.model.dropOut, sourceLocation: sourceLocation)
    for (found, expected) in [
      (fit.model.r, r), (fit.model.alpha, alpha), (dropOut.a, a), (dropOut.b, b),
    ] {
      #expect(abs(found / expected - 1) < 1e-5, sourceLocation: sourceLocation)
    }
  }
}
