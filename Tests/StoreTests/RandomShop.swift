import Database
import SQL
import Store
import TestSupport

/// Fills and changes a store at random: with everything that its tables may hold.
struct RandomShop {
  private var luck: SeededGenerator
  private let names = ["", "Lund", "Å", "x'y", "🧵", "Malmö", "a b"]

  init(seed: UInt64) { luck = SeededGenerator(seed: seed) }

  mutating func fill(_ store: ShopStore) throws {
    for _ in 0..<Int.random(in: 0...30, using: &luck) { try add(to: store) }
  }

  /// One or more changes of a kind.
  mutating func change(_ store: ShopStore) throws {
    for _ in 0..<Int.random(in: 1...6, using: &luck) {
      try change(store, Int.random(in: 0..<13, using: &luck))
    }
  }

  private mutating func change(_ store: ShopStore, _ kind: Int) throws {
    let customer = try any("customers", store)
    let order = try any("orders", store)
    let product = try any("products", store)
    let query: SQLQuery? =
      switch kind {
      case 0, 1, 2: nil
      case 3: "UPDATE customers SET city = \(name()), custom = \(custom()) WHERE key = \(customer)"
      case 4:
        "UPDATE customers SET birth_date = \(number()), signed_up_at = \(number()) WHERE key = \(customer)"
      case 5: "UPDATE orders SET placed_at = \(time()), status = \(name()) WHERE key = \(order)"
      case 6:
        "UPDATE orders SET customer_key = \(customer), total = \(number() ?? 0) WHERE key = \(order)"
      case 7: "DELETE FROM order_lines WHERE order_key = \(order)"
      case 8:
        "UPDATE order_lines SET amount = \(number() ?? 0), quantity = 0.25 WHERE product_key = \(product)"
      case 9: "UPDATE products SET category = \(name()), sku = sku || 'x' WHERE key = \(product)"
      case 10:
        "DELETE FROM orders WHERE key = \(order) AND NOT EXISTS (SELECT 1 FROM order_lines WHERE order_key = orders.key)"
      case 11:
        "DELETE FROM customers WHERE key = \(customer) AND NOT EXISTS (SELECT 1 FROM orders WHERE customer_key = customers.key)"
      default:
        "DELETE FROM products WHERE key = \(product) AND NOT EXISTS (SELECT 1 FROM order_lines WHERE product_key = products.key)"
      }
    guard let query else { return try add(to: store) }
    try store.database.blockingWrite { try $0.execute(query) }
  }

  /// Adds a customer, a product, an order or lines.
  private mutating func add(to store: ShopStore) throws {
    let kind = Int.random(in: 0..<6, using: &luck)
    let customer = try any("customers", store)
    let order = try any("orders", store)
    let product = try any("products", store)
    let id = "\(luck.next())"
    let address = Bool.random(using: &luck) ? "\(id)@x.example" : nil
    let consents: [Int64?] = [nil, 0, 1]
    let consent = consents.randomElement(using: &luck) ?? nil
    let gap = Int64.random(in: 1...3, using: &luck)
    let query: SQLQuery =
      switch kind {
      case 0, 1:
        """
        INSERT INTO customers (key, id, email, email_key, first_name, city, birth_date,
          signed_up_at, email_consent, consent_at, custom)
        VALUES ((SELECT coalesce(max(key), 0) + \(gap) FROM customers), \(id), \(address),
          \(address), \(name()), \(name()), \(number()), \(number()),
          \(consent), \(number()), \(custom()))
        """
      case 2:
        "INSERT INTO products (sku, name, category, brand) VALUES (\(id), \(name()), \(name()), \(name()))"
      default:
        """
        INSERT INTO orders (id, customer_key, placed_at, total, status)
        VALUES (\(id), \(customer), \(time()), \(number() ?? 0), \(name()))
        """
      }
    let lines = Int.random(in: 0...2, using: &luck)
    let quantities: [Double] = [1, 2, -1, 0.0004, 1e300]
    let quantity = quantities.randomElement(using: &luck) ?? 1
    let amount = number() ?? 0
    let isForOldOrder = kind < 4
    try store.database.blockingWrite { connection in
      try connection.execute(query)
      for _ in 0..<lines {
        try connection.execute(
          """
          INSERT INTO order_lines (order_key, position, product_key, quantity, amount)
          SELECT o.key, (SELECT coalesce(max(position), 0) + 1 FROM order_lines
            WHERE order_key = o.key), p.key, \(quantity), \(amount)
          FROM orders AS o, products AS p WHERE p.key = \(product)
            AND o.key = CASE WHEN \(isForOldOrder) THEN \(order)
              ELSE (SELECT max(key) FROM orders) END
          """
        )
      }
    }
  }

  /// The key of a row, or 0 for none.
  private mutating func any(_ table: String, _ store: ShopStore) throws -> Int64? {
    let keys = try store.database.blockingRead { connection in
      try connection.rows("SELECT key FROM \(identifier: table) ORDER BY key") { try $0.int(0) }
    }
    return keys.randomElement(using: &luck)
  }

  private mutating func name() -> String? {
    Bool.random(using: &luck) ? names.randomElement(using: &luck) : nil
  }

  private mutating func custom() -> String {
    [#"{}"#, #"{"tier":"gold"}"#, #"{"tier":"","shoe size":"4\"2"}"#, #"{"å":"ö","n":"12"}"#]
      .randomElement(using: &luck) ?? "{}"
  }

  private mutating func time() -> Int64 {
    Int64.random(in: 0...20, using: &luck) * (Bool.random(using: &luck) ? 86_400_000 : 1)
  }

  private mutating func number() -> Int64? {
    let numbers: [Int64?] = [nil, 0, 1, -1, 255, 256, 65_536, -70_000, 1 << 40, .min, .max]
    return numbers.randomElement(using: &luck) ?? nil
  }
}
