import Concurrency
import Database
import Foundation
package import Loyalty
import SQL
package import Shop

extension ShopStore {
  /// What is predicted of the shop's customers, with each customer's figures in the store for
  /// segments to ask.
  ///
  /// Made first where there are none of that day, or purchases, rules or terms have changed since;
  /// that takes some seconds in a large shop, and blocks. Several processes may do so at once: each finds its own day's predictions, whatever the
  /// others ask for.
  package func forecast(
    _ request: PredictionRequest,
    clock: Instant = Instant(Date())
  ) throws -> ShopForecast {
    let maker = PredictionMaker(store: self, request: request, clock: clock)
    return ShopForecast(model: try maker.model(), terms: request.terms, lastDay: request.lastDay)
  }

  /// As above, on a thread of its own.
  package func forecast(
    _ request: PredictionRequest,
    clock: Instant = Instant(Date())
  ) async throws -> ShopForecast {
    try await Forecaster(store: self).forecast(request, clock: clock)
  }
}

private actor Forecaster {
  private let executor = BlockingExecutor(name: "predictions")
  private let store: ShopStore

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  init(store: ShopStore) { self.store = store }

  func forecast(_ request: PredictionRequest, clock: Instant) throws -> ShopForecast {
    try store.forecast(request, clock: clock)
  }
}

/// Fits the models to the shop's purchases and keeps what they say of each customer.
private struct PredictionMaker {
  let store: ShopStore
  let request: PredictionRequest
  let clock: Instant

  func model() throws -> Estimate<PredictionModel> {
    let known = try store.database.blockingRead { connection in
      try PredictionSet.read(currentBasis(on: connection), minorUnits: minorUnits, on: connection)
    }
    if let known, known.horizons.isSuperset(of: wanted) { return known.model }
    // What another segment of today asks for stays.
    return try make(wanted.union(known?.horizons ?? []))
  }

  /// From so many on a person would wonder what takes so long.
  private static let manyOrders = 200_000

  private var minorUnits: Int64 { request.currency.minorUnits }

  private var wanted: Set<Int> { request.horizons.union([request.terms.horizonDays]) }

  private func currentBasis(on connection: any DatabaseConnection) throws -> PredictionSet.Basis {
    PredictionSet.Basis(
      day: request.day,
      revision: try PurchaseChanges.revision(connection),
      rules: rules
    )
  }

  private var rules: String {
    let terms = request.terms
    let statuses = Set(request.rules.notCounted.map(TextFolding.casefold)).sorted()
    return [
      request.calendar.timeZone.identifier, request.currency.code, "\(terms.horizonDays)",
      "\(terms.lifetimeDays)", "\(terms.yearlyDiscount)",
    ].joined(separator: " ") + "\n" + statuses.joined(separator: "\n")
  }

  private func make(_ horizons: Set<Int>) throws -> Estimate<PredictionModel> {
    // Read before the orders: should these change in between, the predictions count as out of date.
    let (basis, orders) = try store.database.blockingRead { connection in
      (try currentBasis(on: connection), try connection.int("SELECT count(*) FROM orders") ?? 0)
    }
    if orders > Self.manyOrders {
      store.announce("predicting from \(orders) orders what customers will buy")
    }
    let orderBook = try store.orderHistory(
      before: request.calendar.startOfDay(request.day),
      rules: request.rules,
      calendar: request.calendar
    )
    let history = orderBook.history
    let summaries = (0..<history.customers).map {
      PurchaseSummary(orders: history.orders(of: $0), through: request.lastDay)
    }
    let model = PredictionModel.fit(summaries, minorUnits: minorUnits)
    let forecasts = Forecasts(model, summaries, orderBook.customerKeys, request.terms, horizons)
    try Task.checkCancellation()
    return try store.database.blockingWrite { connection in
      if let other = try PredictionSet.read(basis, minorUnits: minorUnits, on: connection),
        other.horizons.isSuperset(of: horizons)
      {
        return other.model
      }
      let key = try PredictionSet.add(
        model,
        horizons: horizons,
        basis: basis,
        at: clock,
        on: connection
      )
      try forecasts.write(as: key, on: connection)
      try PredictionSet.removeOthers(than: key, of: basis.day, at: clock, on: connection)
      return model
    }
  }
}

/// What the models say of each customer with a purchase.
private struct Forecasts {
  private let customerKeys: [Int64]
  private let predictions: [CustomerPrediction?]
  /// In the order of their days.
  private let expectedOrders: [(days: Int, orders: [Double?])]

  init(
    _ model: Estimate<PredictionModel>,
    _ summaries: [PurchaseSummary?],
    _ customerKeys: [Int64],
    _ terms: PredictionTerms,
    _ horizons: Set<Int>
  ) {
    self.customerKeys = customerKeys
    let model = model.value
    predictions = model?.predictions(for: summaries, terms: terms) ?? []
    expectedOrders = horizons.sorted().map { days in
      (days, model?.expectedOrders(inDays: days, for: summaries) ?? [])
    }
  }

  /// Writes in the order of keys, in which rows are written fastest.
  func write(as set: Int64, on connection: any DatabaseConnection) throws {
    let addPrediction = try connection.prepare(
      """
      INSERT INTO predictions (set_key, customer_key, churn_risk, lifetime_value)
      VALUES (\(list: [SQLValue](repeating: .null, count: 4)))
      """
    )
    addPrediction.bind(set, at: 0)
    for (key, prediction) in zip(customerKeys, predictions) {
      guard let prediction else { continue }
      addPrediction.bind(key, at: 1)
      addPrediction.bind(prediction.churnRisk, at: 2)
      addPrediction.bind(prediction.lifetimeValue, at: 3)
      try addPrediction.run()
    }
    let addOrders = try connection.prepare(
      """
      INSERT INTO expected_orders (set_key, days, customer_key, orders)
      VALUES (\(list: [SQLValue](repeating: .null, count: 4)))
      """
    )
    addOrders.bind(set, at: 0)
    for horizon in expectedOrders {
      addOrders.bind(Int64(horizon.days), at: 1)
      for (key, orders) in zip(customerKeys, horizon.orders) {
        guard let orders else { continue }
        addOrders.bind(key, at: 2)
        addOrders.bind(orders, at: 3)
        try addOrders.run()
      }
    }
  }
}
