import Database
import Foundation
import Loyalty
import SQL
import Shop
import TestSupport
import Testing
import Workspace

@testable import Store

@Suite struct PredictionTests {
  // MARK: What is stored

  @Test func everyCustomersPredictionsAreThoseOfTheModel() async throws {
    try await withFixture { shop in
      try await shop.loadRandomOrders()
      let request = try shop.request(horizons: [30, 90])
      let forecast = try await shop.store.forecast(request)
      #expect(forecast.model.value?.values.value != nil)
      let expected = try shop.histories().flatMap { history in
        let orders = CustomerFigures(of: history.orders, before: request.now, by: .usual).orders
        let id = history.customer.id
        guard let prediction = forecast.prediction(of: orders, calendar: request.calendar) else {
          return [String]()
        }
        let value = prediction.lifetimeValue.map { "\($0)" } ?? ""
        return ["\(id)|\(prediction.churnRisk)|\(value)"]
          + [30, 90, 180].map { days in
            let number = forecast.expectedOrders(
              inDays: days,
              of: orders,
              calendar: request.calendar
            )
            return "\(id)|\(days)|\(number ?? -1)"
          }
      }
      #expect(expected.count > 400)
      try #expect(shop.predictions() == expected.sorted())
    }
  }

  @Test func whatWasStoredIsReadAsItWasMade() async throws {
    try await withFixture { shop in
      try await shop.loadRandomOrders()
      let request = try shop.request()
      let first = try await shop.store.forecast(request)
      let sets = try shop.sets()
      try await #expect(shop.store.forecast(request) == first)
      try #expect(shop.sets() == sets)
    }
  }

  @Test func ordersOfTodayAndLaterAreNotSeen() async throws {
    let early = Instant(seconds: ImportFixture.now.seconds - 100 * 86_400)
    try await withFixture { shop in
      try await shop.loadRandomOrders()
      let request = try shop.request(at: early)
      let forecast = try await shop.store.forecast(request)
      let predictions = try shop.predictions()
      let start = request.calendar.startOfDay(request.calendar.day(of: early))
      try shop.store.database.blockingWrite { connection in
        try connection.execute("DELETE FROM orders WHERE placed_at >= \(start.milliseconds)")
        try connection.execute("UPDATE purchase_changes SET revision = revision + 1")
      }
      try await #expect(shop.store.forecast(request) == forecast)
      try #expect(shop.predictions() == predictions)
      #expect(forecast.lastDay.description == "2026-08-09")
    }
  }

  // MARK: When they are made anew

  @Test func changedPurchasesAreNoticed() async throws {
    try await withFixture { shop in
      let orders = try await shop.loadRandomOrders()
      let request = try shop.request()
      _ = try await shop.store.forecast(request)
      let sets = try shop.sets()
      try await shop.load(.orders, orders)
      _ = try await shop.store.forecast(request)
      try #expect(shop.sets() == sets)
      try await shop.load(.orders, "id,customer_id,placed_at,total\nnew,c1,2026-11-02,10\n")
      _ = try await shop.store.forecast(request)
      try #expect(shop.sets() != sets)
      try #expect(shop.sets().count == 1)
    }
  }

  @Test func eachRuleThatMattersIsNoticed() async throws {
    try await withFixture { shop in
      try await shop.loadRandomOrders()
      let usual = try shop.request()
      _ = try await shop.store.forecast(usual)
      for other in try [
        shop.request(at: Instant(seconds: ImportFixture.now.seconds + 86_400)),
        shop.request(rules: OrderRules(notCounted: ["void"])),
        shop.request(
          settings: .init(
            horizon: Horizon(90, .days),
            lifetime: Horizon(1, .years),
            yearlyDiscount: 0.1
          )
        ),
        shop.request(
          settings: .init(
            horizon: Horizon(6, .months),
            lifetime: Horizon(2, .years),
            yearlyDiscount: 0.2
          )
        ),
      ] {
        let sets = try shop.sets()
        _ = try await shop.store.forecast(other)
        try #expect(shop.sets() != sets)
      }
    }
  }

  @Test func anotherTimeAheadKeepsThoseOfToday() async throws {
    try await withFixture { shop in
      try await shop.loadRandomOrders()
      for horizons: Set<Int> in [[30], [90], [30, 90]] {
        _ = try await shop.store.forecast(try shop.request(horizons: horizons))
      }
      let days = try shop.rows("SELECT DISTINCT days FROM expected_orders ORDER BY days")
      #expect(days == ["30", "90", "180"])
      try #expect(shop.sets().count == 1)
    }
  }

  @Test func setsThatNobodyAsksForAnyMoreAreRemoved() async throws {
    try await withFixture { shop in
      try await shop.loadRandomOrders()
      let clock = ImportFixture.now
      let next = Instant(seconds: clock.seconds + 86_400)
      _ = try await shop.store.forecast(try shop.request(), clock: clock)
      let soon = Instant(seconds: clock.seconds + 1_800)
      _ = try await shop.store.forecast(try shop.request(at: next), clock: soon)
      try #expect(shop.sets().count == 2)
      let later = Instant(seconds: clock.seconds + 7_200)
      _ = try await shop.store.forecast(
        try shop.request(at: next, horizons: [7]),
        clock: later
      )
      try #expect(shop.sets().count == 1)
      let orphans = try shop.rows(
        """
        SELECT count(*) FROM predictions WHERE set_key NOT IN (SELECT key FROM prediction_sets)
        """
      )
      #expect(orphans == ["0"])
    }
  }

  @Test func severalProcessesEachFindTheirOwnDay() async throws {
    try await withFixture { shop in
      try await shop.loadRandomOrders()
      let requests = try (0..<3).map { day in
        try shop.request(at: Instant(seconds: ImportFixture.now.seconds + Int64(day) * 86_400))
      }
      let found = try await withThrowingTaskGroup(of: (Int, ShopForecast).self) { group in
        for attempt in 0..<9 {
          let store = try ShopStore(in: shop.store.folder, now: ImportFixture.now)
          let request = requests[attempt % 3]
          group.addTask { (attempt % 3, try await store.forecast(request)) }
        }
        return try await group.reduce(into: [[ShopForecast]](repeating: [], count: 3)) {
          $0[$1.0].append($1.1)
        }
      }
      for (request, forecasts) in zip(requests, found) {
        let expected = try await shop.store.forecast(request)
        #expect(forecasts == [expected, expected, expected])
      }
      try #expect(shop.rows("SELECT count(DISTINCT day) FROM prediction_sets") == ["3"])
    }
  }

  // MARK: Unknown

  @Test func tooFewRepeatBuyersAreUnknownAndNotWrong() async throws {
    try await withFixture { shop in
      let request = try shop.request()
      try await #expect(shop.store.forecast(request).model.unknownReason == .noCustomers)
      try await shop.load(
        .orders,
        "id,customer_id,placed_at,total\n1,a,2026-01-01,10\n2,a,2026-02-01,10\n3,b,2026-02-01,5\n"
      )
      let reason = UnknownReason.tooFewRepeatBuyers(1, needed: 50)
      try await #expect(shop.store.forecast(request).model.unknownReason == reason)
      try await #expect(shop.store.forecast(request).model.unknownReason == reason)
      try #expect(shop.predictions() == [])
    }
  }

  @Test func equalAmountsLeaveOnlyTheValueUnknown() async throws {
    try await withFixture { shop in
      try await shop.loadRandomOrders(total: "100")
      let request = try shop.request()
      let forecast = try await shop.store.forecast(request)
      #expect(forecast.model.value != nil)
      #expect(forecast.unknownValueReason == .identicalValues)
      try await #expect(shop.store.forecast(request) == forecast)
      try #expect(
        shop.rows("SELECT count(lifetime_value), count(*) > 100 FROM predictions") == ["0|1"]
      )
    }
  }

  // MARK: Announcements

  @Test func onlyWorkThatTakesLongIsAnnounced() async throws {
    try await withFixture { shop in
      try await shop.loadRandomOrders()
      let store = try ShopStore(in: shop.store.folder, now: ImportFixture.now) { text in
        Issue.record("announced: \(text)")
      }
      _ = try await store.forecast(try shop.request())
    }
  }
}

extension ImportFixture {
  fileprivate func request(
    at now: Instant = ImportFixture.now,
    rules: OrderRules = .usual,
    settings: PredictionSettings = .usual,
    horizons: Set<Int> = []
  ) throws -> PredictionRequest {
    PredictionRequest(
      now: now,
      rules: rules,
      calendar: try Self.stockholm(),
      currency: currency,
      settings: settings,
      horizons: horizons
    )
  }

  /// Orders of 200 customers through today, some cancelled, some of guests.
  @discardableResult
  fileprivate func loadRandomOrders(total: String? = nil) async throws -> String {
    var random = SeededGenerator(seed: 4)
    var text = "id,customer_id,placed_at,total,status\n"
    var number = 0
    for customer in 1...200 {
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        number += 1
        let day = CivilDay(daysSince1970: 20_775 - Int.random(in: 0...600, using: &random))
        let hour = Int.random(in: 10...23, using: &random)
        let amount = total ?? "\(Int.random(in: 0...900, using: &random))"
        let status = Int.random(in: 0...9, using: &random) == 0 ? "Cancelled" : "paid"
        let owner = customer == 200 ? "" : "c\(customer)"
        text += "\(number),\(owner),\(day)T\(hour):30:00,\(amount),\(status)\n"
      }
    }
    try await load(.orders, text)
    return text
  }

  fileprivate func histories() throws -> [CustomerHistory] {
    try store.histories(of: rows("SELECT key FROM customers").compactMap { Int64($0) })
  }

  fileprivate func sets() throws -> [String] {
    try rows("SELECT key, day FROM prediction_sets ORDER BY key")
  }

  /// What is stored of each customer.
  fileprivate func predictions() throws -> [String] {
    try rows(
      """
      SELECT c.id, p.churn_risk, p.lifetime_value FROM predictions AS p
      JOIN customers AS c ON c.key = p.customer_key
      UNION ALL
      SELECT c.id, e.days, e.orders FROM expected_orders AS e
      JOIN customers AS c ON c.key = e.customer_key
      """
    ).sorted()
  }
}
