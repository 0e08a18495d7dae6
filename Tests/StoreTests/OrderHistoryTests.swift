import Foundation
import Loyalty
import SQL
import Shop
import Store
import TestSupport
import Testing
import Workspace

@Suite struct OrderHistoryTests {
  /// Where the clock was set back a minute after midnight, so that a day came twice; where it is
  /// set back at midnight; and where it never is.
  @Test(arguments: ["America/St_Johns", "Asia/Beirut", "Europe/Stockholm", "UTC"])
  func itHoldsTheOrdersThatCountAsOneByOneReadingDoes(zone: String) async throws {
    let seed = UInt64(zone.utf8.count)
    var random = SeededGenerator(seed: seed)
    let calendar = ShopCalendar(timeZone: try #require(TimeZone(identifier: zone)))
    var text = "id,customer_id,placed_at,total,status\n"
    // Around the changes of the clock of 2010 and 2011, in steps of half an hour.
    for order in 0..<2_000 {
      let customer = Int.random(in: 0..<60, using: &random)
      let halfHours = Int64.random(in: 0..<40_000, using: &random)
      let instant = Instant(seconds: 1_262_304_000 + 1_800 * halfHours)
      let status = ["", "paid", "Cancelled", "FAILED"].randomElement(using: &random) ?? ""
      let total = Int.random(in: -50...500, using: &random)
      let owner = customer == 0 ? "" : "k\(customer)"
      let time = ShopCalendar(timeZone: .gmt).iso8601(instant)
      text += "\(order),\(owner),\(time),\(total),\(status)\n"
    }
    try await withTemporaryFolder { folder in
      let fixture = try ImportFixture(folder)
      try await fixture.load(.orders, text)
      let now = Instant(seconds: 1_262_304_000 + 1_800 * 30_000)
      let orders = try fixture.store.orderHistory(before: now, rules: .usual, calendar: calendar)
      let history = orders.history
      #expect(history.customers == orders.customerKeys.count)
      #expect(orders.customerKeys == orders.customerKeys.sorted())
      var counted = 0
      for naive in try await fixture.store.histories(of: orders.customerKeys) {
        let number = try #require(orders.customerKeys.firstIndex(of: naive.key))
        let expected = CustomerFigures(of: naive.orders, before: now, by: .usual).orders
        let found = Array(history.orders(of: number))
        #expect(found.map(\.total).sorted() == expected.map(\.total).sorted(), "seed \(seed)")
        #expect(
          found.map(\.day).sorted() == found.map(\.day),
          "days never go back, seed \(seed)"
        )
        for (order, naive) in zip(found, expected) {
          let day = calendar.day(of: naive.placedAt)
          // The second time of a day that comes twice keeps the day that has begun.
          #expect(order.day == day || order.day == day.adding(days: 1), "seed \(seed)")
        }
        counted += expected.count
      }
      let guests = try fixture.rows(
        """
        SELECT count(*) FROM orders WHERE customer_key IS NULL AND placed_at < \(now.milliseconds)
        AND (status IS NULL OR status = 'paid')
        """
      )
      #expect(guests == ["\(history.orders - counted)"] && guests != ["0"])
    }
  }

  @Test func anEmptyStoreHasAnEmptyHistory() async throws {
    try await withTemporaryFolder { folder in
      let store = try ImportFixture(folder).store
      let calendar = ShopCalendar(timeZone: .gmt)
      let orders = try store.orderHistory(
        before: ImportFixture.now,
        rules: .usual,
        calendar: calendar
      )
      #expect(orders.history.customers == 0 && orders.history.orders == 0)
      #expect(orders.customerKeys.isEmpty)
    }
  }

  @Test func theKeysOfAQueryRise() async throws {
    try await withTemporaryFolder { folder in
      let fixture = try ImportFixture(folder)
      try await fixture.load(.customers, "id\nc\na\nb\n")
      #expect(
        try fixture.store.customerKeys(foundBy: "SELECT key FROM customers ORDER BY id") == [
          1, 2, 3,
        ]
      )
    }
  }
}
