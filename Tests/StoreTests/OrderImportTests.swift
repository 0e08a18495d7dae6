import SQL
import Shop
import Store
import Testing
import Workspace

@Suite struct OrderImportTests {
  @Test func ordersMakeTheirCustomersAndMayHaveNone() async throws {
    try await withFixture { shop in
      let report = try await shop.load(
        .orders,
        """
        id,customer_id,placed_at,total,currency,status,coupon
        A1,7,2026-03-29 03:30,"1,234.50",SEK,paid,VAR
        A2,,2026-03-29T01:00:00Z,-10,sek,,
        """
      )
      #expect(report.sums == [2, 0, 0, 0])
      try #expect(
        shop.rows(
          """
          SELECT o.id, c.id, placed_at / 1000, total, stated_total, status, coupon
          FROM orders o LEFT JOIN customers c ON c.key = o.customer_key ORDER BY o.id
          """
        ) == [
          "A1|7|1774747800|123450|123450|paid|VAR", "A2||1774746000|-1000|-1000||",
        ]
      )
      try #expect(shop.customer("7").email == nil)
    }
  }

  @Test func ordersMergeAndLinesAddUpWhereNoTotalIsStated() async throws {
    try await withFixture { shop in
      try await shop.load(.orders, "id,customer_id,placed_at\nA,1,2026-01-01\nB,1,2026-01-02\n")
      try await shop.load(.orderLines, "order_id,sku,quantity,unit_price\nA,x,2,10\nA,y,1,5.25\n")
      try #expect(shop.rows("SELECT id, total FROM orders ORDER BY id") == ["A|2525", "B|0"])
      let report = try await shop.load(.orders, "id,total,status\nA,20,paid\nB,,paid\nC,1,paid\n")
      #expect(report.sums == [0, 2, 0, 1])
      try #expect(shop.rejects(report) == ["orders.csv 4 placed_at is missing"])
      try #expect(
        shop.rows("SELECT id, total, stated_total, status FROM orders ORDER BY id")
          == ["A|2000|2000|paid", "B|0||paid"]
      )
    }
  }

  @Test func badAmountsAndOtherCurrenciesAreRejected() async throws {
    try await withFixture { shop in
      let report = try await shop.load(
        .orders,
        """
        id,placed_at,total,currency
        1,2026-01-01,12 kr,
        2,2026-01-01,12 EUR,
        3,2026-01-01,12,EUR
        4,2026-01-01,twelve,
        5,2026-01-01,"12,5",
        6,2026-02-30,12,
        """
      )
      try #expect(
        shop.rejects(report) == [
          "orders.csv 3 the amount is not in SEK", "orders.csv 4 the amount is not in SEK",
          "orders.csv 5 total is not a number", "orders.csv 6 total is not a number",
          "orders.csv 7 placed_at is not a date that the import understands",
        ]
      )
      try #expect(shop.rows("SELECT id, total FROM orders") == ["1|1200"])
    }
  }

  @Test func aRejectedOrderMakesNoCustomer() async throws {
    try await withFixture { shop in
      try await shop.load(.orders, "id,customer_id,placed_at,total\n1,7,2026-01-01,x\n")
      try #expect(shop.store.counts().customers == 0)
    }
  }
}
