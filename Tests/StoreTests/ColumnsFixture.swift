import Columns
import Database
import Foundation
import SQL
import Shop
import Store
import TestSupport
import Testing

/// A store that tests write with SQL, and what its columns ought to say.
struct ColumnsFixture: Sendable {
  let folder: URL
  let store: ShopStore

  init(_ folder: URL) throws {
    self.folder = folder
    store = try ShopStore(in: folder, now: Instant(seconds: 1_795_000_000))
  }

  var file: URL { folder.appendingPathComponent("columns") }

  func execute(_ queries: SQLQuery...) throws {
    try store.database.blockingWrite { connection in
      for query in queries { try connection.execute(query) }
    }
  }

  /// Two customers with three orders and a guest's.
  func fill() throws {
    try store.database.blockingWrite { connection in
      try connection.executeScript(
        """
        INSERT INTO customers (key, id, email, email_key, city, birth_date, email_consent, custom)
        VALUES (1, 'K1', 'a@b.example', 'a@b.example', 'Lund', 7000, 1, '{"tier":"gold"}'),
          (2, 'K2', NULL, NULL, '', NULL, NULL, '{}');
        INSERT INTO products (key, sku, name, category, brand)
        VALUES (1, 'A', 'Anchor', 'Boats', NULL), (2, 'B', NULL, '', 'Bo');
        INSERT INTO orders (key, id, customer_key, placed_at, total, status)
        VALUES (1, 'O1', 2, 2000, 500, NULL), (2, 'O2', 1, 1000, 700, 'paid'),
          (3, 'O3', NULL, 1500, 900, NULL), (4, 'O4', 2, 1000, -100, 'returned');
        INSERT INTO order_lines (order_key, position, product_key, quantity, amount)
        VALUES (1, 1, 2, 1, 300), (1, 2, 1, 0.0004, 200), (2, 1, 1, 2, 700), (3, 1, 1, 9, 900);
        """
      )
    }
  }
}

/// Runs a test with a fresh store.
func withColumnsFixture(_ body: (ColumnsFixture) throws -> Void) async throws {
  try await withTemporaryFolder { try body(ColumnsFixture($0)) }
}

/// A shop as text, a line for each customer, order and line.
enum ShopText {
  /// What the columns say.
  static func of(_ shop: ShopColumns) -> [String] {
    defer { withExtendedLifetime(shop) {} }
    var text: [String] = []
    let (customers, orders, lines) = (shop.customers, shop.orders, shop.lines)
    for customer in 0..<customers.count {
      var values: [String?] = [
        "\(customers.keys[customer])", describe(customers.birthDates[customer]),
        describe(customers.signedUpAt[customer]),
        [nil, "0", "1"][Int(customers.consent[customer])],
        describe(customers.consentAt[customer]), "\(customers.hasAddress[customer])",
      ]
      values += CustomerText.allCases.map { customers.text($0)[customer] }
      values += customers.custom.sorted { $0.key < $1.key }.compactMap { name, column in
        column[customer].map { "\(name)=\($0)" }
      }
      text.append(line("customer", values))
      for order in customers.orderStarts[customer] {
        let status = orders.statuses[order]
        text.append(
          line("order", [describe(orders.placedAt[order]), "\(orders.totals[order])", status])
        )
        for number in orders.lineStarts[order] {
          let quantity = lines.quantityValues[Int(lines.quantities[number])]
          let product = Int(lines.products[number])
          text.append(
            line(
              "line",
              ["\(shop.products.keys[product])", "\(lines.amounts[number])", "\(quantity)"]
            )
          )
        }
      }
    }
    for product in 0..<shop.products.count {
      let columns = [
        shop.products.skus, shop.products.names, shop.products.categories, shop.products.brands,
      ]
      text.append(
        line("product", ["\(shop.products.keys[product])"] + columns.map { $0[product] })
      )
    }
    return text
  }

  /// What the tables say.
  static func of(_ store: ShopStore) throws -> [String] {
    try store.database.blockingRead { connection in
      var text: [String] = []
      for customer in try connection.values(Self.customers) {
        guard case .integer(let key) = customer[0] else { continue }
        let custom = try connection.values(
          "SELECT e.key || '=' || e.value FROM customers, json_each(custom) AS e WHERE customers.key = \(key) ORDER BY e.key"
        )
        text.append(
          line(
            "customer",
            (customer + custom.joined()).enumerated().compactMap { place, value in
              place < customer.count ? .some(describe(value)) : describe(value)
            }
          )
        )
        for order in try connection.values(
          "SELECT key, placed_at, total, status FROM orders WHERE customer_key = \(key) ORDER BY placed_at, key"
        ) {
          text.append(line("order", order.dropFirst().map(describe)))
          guard case .integer(let orderKey) = order[0] else { continue }
          let lines = try connection.values(
            "SELECT product_key, amount, quantity FROM order_lines WHERE order_key = \(orderKey) ORDER BY position"
          )
          for row in lines { text.append(line("line", row.map(describe))) }
        }
      }
      for product in try connection.values(
        "SELECT key, sku, name, category, brand FROM products ORDER BY key"
      ) {
        text.append(line("product", product.map(describe)))
      }
      return text
    }
  }

  private static let customers: SQLQuery = """
    SELECT key, birth_date, signed_up_at, email_consent, consent_at, email_key IS NOT NULL,
      id, email, first_name, last_name, gender, city, postal_code, country, language, time_zone,
      consent_source
    FROM customers ORDER BY key
    """

  private static func line(_ kind: String, _ values: [String?]) -> String {
    kind + " " + values.map { $0.map { "'\($0)'" } ?? "NULL" }.joined(separator: " ")
  }

  private static func describe(_ number: Int64?) -> String? { number.map { "\($0)" } }

  private static func describe(_ value: SQLValue) -> String? {
    switch value {
    case .null: nil
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): text
    case .blob(let bytes): "\(bytes)"
    }
  }
}
