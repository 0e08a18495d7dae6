package import Loyalty
import Shop

/// What the models say of a shop, how well they do on it, and what they expect.
package struct PredictionReport: Sendable {
  /// What is expected of all known customers after the last full day.
  package struct Forecast: Hashable, Sendable {
    /// Days with orders within the horizon.
    package let expectedOrders: Double
    /// Customers with an order within the horizon.
    package let expectedBuyers: Double
    /// The mean chance of no order within the horizon, 0 to 1.
    package let meanChurnRisk: Double
    /// What the orders of the lifetime are worth now, in minor units; nil where it is unknown.
    package let lifetimeValue: Int64?
  }

  /// Why the models have not been checked.
  package enum Unchecked: Hashable, Sendable {
    /// The history is shorter than two horizons: one to learn from, one to check on.
    case shortHistory(neededDays: Int)
    case unknown(UnknownReason)
  }

  /// Customers with a purchase by the last full day, and those with purchases on two days or more.
  package let customers: Int
  package let repeatCustomers: Int
  package let terms: PredictionTerms
  package let model: Estimate<PredictionModel>
  package let forecast: Forecast?
  package let check: Result<PredictionCheck, Unchecked>

  /// Fits and checks the models, both at once.
  static func make(
    of history: OrderHistory,
    firstDay: CivilDay?,
    through lastDay: CivilDay,
    terms: PredictionTerms,
    minorUnits: Int64
  ) async -> PredictionReport {
    async let check = check(history, firstDay: firstDay, through: lastDay, terms: terms)
    async let report = fitted(history, through: lastDay, terms: terms, minorUnits: minorUnits)
    let (customers, repeats, model, forecast) = await report
    return PredictionReport(
      customers: customers,
      repeatCustomers: repeats,
      terms: terms,
      model: model,
      forecast: forecast,
      check: await check
    )
  }

  private static func fitted(
    _ history: OrderHistory,
    through lastDay: CivilDay,
    terms: PredictionTerms,
    minorUnits: Int64
  ) -> (Int, Int, Estimate<PredictionModel>, Forecast?) {
    let customers = history.purchaseSummaries(through: lastDay).compactMap(\.self)
    let model = PredictionModel.fit(customers, minorUnits: minorUnits)
    let forecast = model.value.map { model in
      Forecast(model.predictions(for: customers, terms: terms).compactMap(\.self))
    }
    return (customers.count, customers.count { $0.repeats > 0 }, model, forecast)
  }

  private static func check(
    _ history: OrderHistory,
    firstDay: CivilDay?,
    through lastDay: CivilDay,
    terms: PredictionTerms
  ) -> Result<PredictionCheck, Unchecked> {
    let needed = 2 * terms.horizonDays
    guard let firstDay, lastDay.daysSince1970 - firstDay.daysSince1970 >= needed else {
      return .failure(.shortHistory(neededDays: needed))
    }
    let cutOff = lastDay.adding(days: -terms.horizonDays)
    switch PredictionCheck.run(history, cutOff: cutOff, through: lastDay) {
    case .known(let check): return .success(check)
    case .unknown(let reason): return .failure(.unknown(reason))
    }
  }
}

extension PredictionReport.Unchecked: Error {}

extension PredictionReport.Unchecked: CustomStringConvertible {
  package var description: String {
    switch self {
    case .shortHistory(let days): "the shop's history is shorter than \(days) days"
    case .unknown(let reason): "\(reason)"
    }
  }
}

extension PredictionReport.Forecast {
  fileprivate init(_ predictions: [CustomerPrediction]) {
    expectedOrders = predictions.reduce(0) { $0 + $1.expectedOrders }
    expectedBuyers = predictions.reduce(0) { $0 + 1 - $1.churnRisk }
    meanChurnRisk =
      predictions.reduce(0) { $0 + $1.churnRisk } / Double(max(1, predictions.count))
    let values = predictions.compactMap(\.lifetimeValue)
    lifetimeValue = values.count == predictions.count ? values.reduce(0, +) : nil
  }
}

extension PredictionReport {
  /// What the reader must know besides the figures; nil where there is nothing.
  package var notice: String? {
    switch model {
    case .unknown(let reason): return "unknown, because \(reason)"
    case .known(let model):
      if model.purchases.model.dropOut == nil {
        return "no detectable drop-out: nobody seems to leave for good, everybody is alive"
      }
      return nil
    }
  }
}
