import Foundation
import Loyalty
import Shop
import Testing

@Suite struct PredictionModelTests {
  private func sampleModel() throws -> (PredictionModel, [PurchaseSummary]) {
    let customers = try CDNOW.sampleSummaries()
    return (try #require(PredictionModel.fit(customers, minorUnits: 100).value), customers)
  }

  @Test func predictsWhatTheModelsSay() throws {
    let (model, customers) = try sampleModel()
    let terms = PredictionTerms(horizonDays: 90)
    let spending = try #require(model.values.value?.model)
    let predictions = model.predictions(for: customers, terms: terms)
    let expected = model.expectedOrders(inDays: 90, for: customers)
    #expect(predictions.count == customers.count && expected.count == customers.count)
    let purchases = model.purchases.model
    for (index, customer) in customers.enumerated() {
      let prediction = try #require(predictions[index])
      #expect(prediction.probabilityAlive == purchases.probabilityAlive(customer))
      #expect(prediction.churnRisk == purchases.churnRisk(customer, within: 90.0 / 7))
      #expect(prediction.expectedOrders == purchases.expectedPurchases(customer, within: 90.0 / 7))
      #expect(prediction.expectedOrders == expected[index])
      let spend = Double(customer.repeatSpend) / 100
      let value = try #require(spending.expectedValue(repeats: customer.repeats, spend: spend))
      #expect(prediction.orderValue == Int64((value * 100).rounded()))
    }
  }

  /// Twelve periods of 30 days at 1 % each, as the Python library `lifetimes` computes the sample's
  /// customer lifetime values at these periods.
  @Test func theLifetimeValueIsDiscountedByPeriods() throws {
    let (model, customers) = try sampleModel()
    let terms = PredictionTerms(lifetimeDays: 360, yearlyDiscount: pow(1.01, 365.0 / 30) - 1)
    let values = model.predictions(for: customers, terms: terms).compactMap { $0?.lifetimeValue }
    for (value, dollars) in zip(values, [35.871, 4.584, 8.2436, 8.2436, 8.2436]) {
      #expect(abs(Double(value) / 100 - dollars) < 0.02)
    }
    let sum = Double(values.reduce(0, +)) / 100
    #expect(abs(sum / 70_728.64 - 1) < 2e-4)
  }

  @Test func theLifetimeMayEndWithinAPeriod() throws {
    let (model, customers) = try sampleModel()
    func value(_ days: Int, _ discount: Double) throws -> Int64 {
      let terms = PredictionTerms(lifetimeDays: days, yearlyDiscount: discount)
      return try #require(model.predictions(for: [customers[0]], terms: terms)[0]?.lifetimeValue)
    }
    #expect(try value(30, 0) < value(31, 0))
    #expect(try value(59, 0) < value(60, 0))
    #expect(try value(365, 0.1) < value(365, 0))
    let orders = try #require(model.expectedOrders(inDays: 365, for: [customers[0]])[0])
    let prediction = model.predictions(for: [customers[0]], terms: PredictionTerms())[0]
    let orderValue = try #require(prediction?.orderValue)
    #expect(abs(Double(try value(365, 0)) - orders * Double(orderValue)) <= 1)
  }

  @Test func whoHasNotBoughtHasNoPrediction() throws {
    let (model, customers) = try sampleModel()
    let some = [nil, customers[0], nil]
    #expect(
      model.predictions(for: some, terms: PredictionTerms()).map { $0 == nil } == [
        true, false, true,
      ]
    )
    #expect(model.expectedOrders(inDays: 30, for: some).map { $0 == nil } == [true, false, true])
    #expect(PredictionModel.fit(customers + [nil, nil], minorUnits: 100) == .known(model))
  }

  @Test func anUnknownSpendingLeavesTheRestKnown() throws {
    let customers = try CDNOW.sampleSummaries().map {
      PurchaseSummary(repeats: $0.repeats, recency: $0.recency, age: $0.age)
    }
    let model = try #require(PredictionModel.fit(customers, minorUnits: 100).value)
    #expect(model.values.unknownReason == .tooFewRepeatBuyers(0, needed: 50))
    let prediction = try #require(model.predictions(for: customers, terms: PredictionTerms())[0])
    #expect(prediction.orderValue == nil && prediction.lifetimeValue == nil)
    #expect((0...1).contains(prediction.churnRisk))
  }

  @Test func aShopThatIsTooSmallIsUnknown() throws {
    let few = try Array(CDNOW.sampleSummaries().prefix(60))
    let reason = try #require(PredictionModel.fit(few, minorUnits: 100).unknownReason)
    #expect(reason == .tooFewRepeatBuyers(few.count { $0.repeats > 0 }, needed: 50))
    #expect(PredictionModel.fit([nil, nil], minorUnits: 100).unknownReason == .noCustomers)
  }

  @Test func theSampleForecastsItsSecondHalf() throws {
    let found = PredictionCheck.run(
      try CDNOW.sample(),
      cutOff: CDNOW.lastDay,
      through: CDNOW.lastDayOfForecast
    )
    let check = try #require(found.value)
    #expect(abs(check.fit.logLikelihood + 9_582.42921) < 1e-4)
    #expect(check.actual == 1_882)
    #expect(abs(check.predicted - 1_653.41) < 0.05)
    #expect(check.deciles.map(\.customers).reduce(0, +) == 2_357)
    let predicted = check.deciles.map(\.predicted)
    #expect(predicted == predicted.sorted(by: >))
    // Those of whom most is expected do buy the most.
    #expect(check.deciles[0].actual > 2 * check.deciles[1].actual)
    #expect(abs(try #require(check.ranking) - 0.757) < 0.001)
    #expect(abs(try #require(check.rankingByRecency) - 0.771) < 0.001)
    for (total, share) in [
      (check.predicted, check.deciles.map { $0.predicted * Double($0.customers) }),
      (Double(check.actual), check.deciles.map { $0.actual * Double($0.customers) }),
    ] {
      #expect(abs(share.reduce(0, +) - total) < 1e-9 * total)
    }
  }

  @Test func theRiskOfChurnRanksWhereTheChanceToBeAliveDoesNot() throws {
    let history = try CDNOW.sample()
    let customers = try CDNOW.sampleSummaries()
    let model = try #require(BGNBDFit.fit(customers).value?.model)
    let active = customers.reduce(0) { $0 + model.probabilityActive($1, within: 39) }
    #expect(abs(active - 617) < 1)
    let came = (0..<history.customers).count { customer in
      history.orders(of: customer).contains { $0.total >= 0 && $0.day > CDNOW.lastDay }
    }
    #expect(came == 684)
  }

  @Test func aCheckOfASmallShopIsUnknown() {
    var history = OrderHistory()
    history.addCustomer()
    history.add(day: CDNOW.lastDay, total: 100)
    let check = PredictionCheck.run(
      history,
      cutOff: CDNOW.lastDay,
      through: CDNOW.lastDayOfForecast
    )
    #expect(check == .unknown(.tooFewRepeatBuyers(0, needed: 50)))
  }
}
