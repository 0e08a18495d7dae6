import Diagnostics
import Foundation
import SQL
import Shop
import Store
import Testing
import Workspace

@Suite struct OrderLineImportTests {
  private static let header =
    "order_id,customer_id,placed_at,sku,product_name,category,brand,quantity,unit_price,customer.country\n"

  @Test func aFlatFileMakesEverything() async throws {
    try await withFixture { shop in
      let report = try await shop.load(
        .orderLines,
        Self.header + """
          1,7,2026-01-01 10:00,A,Kaffe,Dryck,Zoega,2,49.90,SE
          1,7,2026-01-01 10:01,B,Te,Dryck,,0.5,100,SE
          2,,2026-01-02,A,,,,-1,49.90,
          """
      )
      #expect(report.sums == [3, 0, 0, 0])
      let history = try #require(try shop.store.history(ofCustomer: "7"))
      #expect(history.customer.country == "SE")
      let order = try #require(history.orders.first)
      #expect(order.total == 14_980 && history.orders.count == 1)
      #expect(order.placedAt == Instant(seconds: 1_767_258_000))
      #expect(
        order.lines == [
          OrderLine(
            sku: "A",
            productName: "Kaffe",
            category: "Dryck",
            brand: "Zoega",
            quantity: 2,
            amount: 9_980
          ),
          OrderLine(sku: "B", productName: "Te", category: "Dryck", quantity: 0.5, amount: 5_000),
        ]
      )
      try #expect(shop.rows("SELECT total, customer_key FROM orders WHERE id = '2'") == ["-4990|"])
    }
  }

  @Test func anOrdersLinesReplaceItsLinesWhereverTheyStand() async throws {
    try await withFixture { shop in
      let first = "order_id,customer_id,placed_at,sku,quantity,unit_price\n"
      let text = first + "1,7,2026-01-01,A,1,10\n2,7,2026-01-02,A,1,10\n1,7,2026-01-01,A,1,10\n"
      try await #expect(shop.load(.orderLines, text).sums == [3, 0, 0, 0])
      try #expect(shop.rows("SELECT id, total FROM orders ORDER BY id") == ["1|2000", "2|1000"])
      let before = try shop.content()
      try await #expect(shop.load(.orderLines, text).sums == [0, 0, 3, 0])
      try #expect(shop.content() == before)
      let changed = first + "1,7,2026-01-01,B,1,3\n2,7,2026-01-02,A,1,10\n"
      try await #expect(shop.load(.orderLines, changed).sums == [0, 1, 1, 0])
      try #expect(shop.rows("SELECT id, total FROM orders ORDER BY id") == ["1|300", "2|1000"])
    }
  }

  @Test func allFilesOfAnEntryAreOneFile() async throws {
    try await withFixture { shop in
      let header = "order_id,placed_at,sku,unit_price\n"
      try shop.write("lines-1.csv", header + "1,2026-01-01,A,1\n2,2026-01-01,A,1\n")
      try shop.write("lines-2.csv", "sku,unit_price,order_id,placed_at\nB,2,1,2026-01-05\n")
      let source = ImportSource(
        kind: .orderLines,
        files: "lines-*.csv",
        calendar: try ImportFixture.stockholm(),
        location: .start(of: "stamkund.yaml")
      )
      let report = try await shop.load([source])
      #expect(report.files.map(\.file) == ["lines-1.csv", "lines-2.csv"])
      #expect(report.files.map(\.inserted) == [2, 1])
      try #expect(shop.rows("SELECT id, total FROM orders ORDER BY id") == ["1|300", "2|100"])
      let missing = ImportSource(
        kind: .orders,
        files: "no-orders.csv",
        calendar: try ImportFixture.stockholm(),
        location: .start(of: "stamkund.yaml")
      )
      let only = try await shop.load(
        [missing, source],
        only: [shop.root.appendingPathComponent("lines-2.csv")]
      )
      #expect(only.files.map(\.file) == ["lines-2.csv"])
      await #expect(throws: StoreFailure.self) {
        try await shop.load([source], only: [shop.root.appendingPathComponent("other.csv")])
      }
    }
  }

  @Test func anOrderOfTwoCustomersIsRejectedWhole() async throws {
    try await withFixture { shop in
      let report = try await shop.load(
        .orderLines,
        """
        order_id,customer_id,placed_at,sku
        1,7,2026-01-01,A
        2,7,2026-01-01,A
        1,8,2026-01-01,B
        2,,2026-01-01,A

        """
      )
      #expect(report.sums == [2, 0, 0, 2])
      try #expect(
        shop.rejects(report) == [
          "order_lines.csv 2 the order's lines name two customers",
          "order_lines.csv 4 the order's lines name two customers",
        ]
      )
      try #expect(shop.rows("SELECT id FROM orders") == ["2"])
      try #expect(shop.rows("SELECT id FROM customers") == ["7"])
      try #expect(shop.rows("SELECT sku FROM products") == ["A"])
    }
  }

  @Test func anUnknownOrderWithoutATimeIsRejected() async throws {
    try await withFixture { shop in
      try await shop.load(.orders, "id,placed_at\n1,2026-01-01\n")
      let report = try await shop.load(.orderLines, "order_id,sku\n1,A\n2,A\n")
      #expect(report.sums == [1, 0, 0, 1])
      try #expect(
        shop.rejects(report).first?.hasPrefix("order_lines.csv 3 the order is not known") == true
      )
    }
  }

  @Test func linesWithoutAPriceFollowTheirProduct() async throws {
    try await withFixture { shop in
      try await shop.load(
        .orderLines,
        "order_id,placed_at,sku,quantity,unit_price\n1,2026-01-01,A,3,\n1,2026-01-01,B,1,1\n2,2026-01-01,A,1,\n"
      )
      try #expect(shop.rows("SELECT total FROM orders ORDER BY id") == ["100", "0"])
      try await shop.load(.orders, "id,total\n2,7\n")
      try await shop.load(.products, "sku,price\nA,0.335\nB,99\n")
      try #expect(shop.rows("SELECT total FROM orders ORDER BY id") == ["202", "700"])
      try await shop.load(.products, "sku,price,name\nA,2,Kaffe\n")
      try #expect(shop.rows("SELECT total FROM orders ORDER BY id") == ["700", "700"])
      try #expect(
        shop.rows("SELECT amount FROM order_lines ORDER BY order_key, position")
          == ["600", "100", "200"]
      )
    }
  }

  @Test func zeroAndNegativePricesAreLegal() async throws {
    try await withFixture { shop in
      try await shop.load(
        .orderLines,
        "order_id,placed_at,sku,quantity,unit_price\n1,2026-01-01,A,1,0\n1,2026-01-01,D,1,-5\n"
      )
      try #expect(shop.rows("SELECT total FROM orders") == ["-500"])
    }
  }

  @Test func badRowsAreRejectedAlone() async throws {
    try await withFixture { shop in
      let report = try await shop.load(
        .orderLines,
        "order_id,placed_at,sku,quantity\n1,2026-01-01,A,1\n1,2026-01-01,A,many\n1,2026-01-01,,1\n,,A,1\n1,2026-01-01,A,\n"
      )
      #expect(report.sums == [1, 0, 0, 4])
      try #expect(
        shop.rejects(report) == [
          "order_lines.csv 3 quantity is not a number", "order_lines.csv 4 sku is missing",
          "order_lines.csv 5 order_id is missing", "order_lines.csv 6 quantity is missing",
        ]
      )
    }
  }

  @Test func aManySidedOrderIsOneOfManyThousand() async throws {
    try await withFixture { shop in
      // Each order's lines stand far apart, and there are more than one transaction writes.
      let rows = (0..<3).flatMap { part in
        (0..<6_000).map { "\($0),\($0 % 500),2026-01-01,S\(part),1,\(part + 1)" }
      }
      let text =
        "order_id,customer_id,placed_at,sku,quantity,unit_price\n"
        + rows.joined(separator: "\n")
      let report = try await shop.load(.orderLines, text)
      #expect(report.sums == [18_000, 0, 0, 0])
      try #expect(
        shop.rows("SELECT count(*), min(total), max(total) FROM orders") == ["6000|600|600"]
      )
      try #expect(shop.store.counts().customers == 500)
    }
  }
}
