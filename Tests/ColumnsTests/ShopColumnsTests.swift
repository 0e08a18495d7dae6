import Columns
import Foundation
import TestSupport
import Testing

@Suite struct ShopColumnsTests {
  private static let source = ColumnsSource(mark: 7, revision: 3, lastCustomer: 40, lastOrder: 9)

  /// Two customers, the first with two orders, and two products.
  private func write(to url: URL) throws {
    let builder = ShopColumnsBuilder(products: [
      ProductRow(key: 2, sku: "A-1", name: "Anchor", category: "Boats", brand: nil),
      ProductRow(key: 5, sku: "B-1", name: nil, category: nil, brand: ""),
    ])
    var ada = CustomerRow(key: 11)
    ada.birthDate = -3
    ada.signedUpAt = 1_700_000_000_123
    ada.consent = true
    ada.hasAddress = true
    builder.addCustomer(ada)
    builder.set(.id, to: "K1")
    builder.set(.city, to: "")
    builder.setCustom("tier", to: "gold")
    builder.addOrder(placedAt: 1_700_000_000_000, total: 12_50, status: nil)
    builder.addLine(product: 1, amount: 10_00, quantity: 2)
    builder.addLine(product: 0, amount: 2_50, quantity: 0.0004)
    builder.addOrder(placedAt: 1_700_000_000_001, total: -3_000_000_000, status: "refunded")
    builder.addCustomer(CustomerRow(key: 40))
    builder.set(.id, to: "K2")
    try builder.write(to: url, showing: Self.source)
  }

  @Test func whatWasWrittenIsRead() async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appendingPathComponent("columns")
      try write(to: url)
      let shop = try ShopColumns(at: url)
      defer { withExtendedLifetime(shop) {} }
      #expect(shop.source == Self.source)
      let customers = shop.customers
      #expect(customers.count == 2)
      #expect([customers.keys[0], customers.keys[1]] == [11, 40])
      #expect([11, 12, 40, 41].map { customers.row(ofKey: $0) } == [0, nil, 1, nil])
      #expect([customers.birthDates[0], customers.birthDates[1]] == [-3, nil])
      #expect([customers.signedUpAt[0], customers.signedUpAt[1]] == [1_700_000_000_123, nil])
      #expect([customers.consent[0], customers.consent[1]] == [2, 0])
      #expect([customers.hasAddress[0], customers.hasAddress[1]] == [1, 0])
      #expect([customers.text(.id)[0], customers.text(.id)[1]] == ["K1", "K2"])
      #expect([customers.text(.city)[0], customers.text(.city)[1]] == ["", nil])
      #expect(customers.text(.country).texts == [])
      #expect(customers.custom.mapValues(\.texts) == ["tier": ["gold"]])
      #expect([customers.orderStarts[0], customers.orderStarts[1]] == [0..<2, 2..<2])
      let orders = shop.orders
      #expect([orders.placedAt[0], orders.placedAt[1]] == [1_700_000_000_000, 1_700_000_000_001])
      #expect([orders.totals[0], orders.totals[1]] == [12_50, -3_000_000_000])
      #expect([orders.statuses[0], orders.statuses[1]] == [nil, "refunded"])
      #expect([orders.lineStarts[0], orders.lineStarts[1]] == [0..<2, 2..<2])
      let lines = shop.lines
      #expect([lines.products[0], lines.products[1]] == [1, 0])
      #expect([lines.amounts[0], lines.amounts[1]] == [10_00, 2_50])
      #expect((0..<2).map { lines.quantityValues[Int(lines.quantities[$0])] } == [2, 0.0004])
      let products = shop.products
      #expect([products.skus[0], products.skus[1]] == ["A-1", "B-1"])
      #expect([products.names[0], products.names[1]] == ["Anchor", nil])
      #expect([products.brands[0], products.brands[1]] == [nil, ""])
    }
  }
}
