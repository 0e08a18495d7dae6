import Database
import Foundation
import Mail
import SQL
package import Shop

extension ShopStore {
  /// The customer of that id, or else of that e-mail address, in any of its spellings.
  ///
  /// Of several customers with one address it is the one with the latest order, then the one that
  /// was known first.
  package func history(ofCustomer name: String) throws -> CustomerHistory? {
    try database.blockingRead { connection in
      guard let key = try CustomerReader.key(of: name, on: connection) else { return nil }
      return try CustomerReader.histories(of: [key], on: connection).first
    }
  }

  /// The customers of these keys with all their orders, in the order of the keys; who is not there
  /// is left out.
  ///
  /// Two queries for some hundred customers, and one for each product: ask for many at once.
  package func histories(of keys: [Int64]) throws -> [CustomerHistory] {
    try database.blockingRead { try CustomerReader.histories(of: keys, on: $0) }
  }

  /// As above, off the shared thread pool.
  package func histories(of keys: [Int64]) async throws -> [CustomerHistory] {
    try await database.read { try CustomerReader.histories(of: keys, on: $0) }
  }
}

/// Reads customers as values.
enum CustomerReader {
  /// How many are read by one query.
  private static let batch = 500

  static func key(of name: String, on connection: any DatabaseConnection) throws -> Int64? {
    if let key = try connection.int("SELECT key FROM customers WHERE id = \(name)") { return key }
    // What is no address is nobody's.
    guard let address = try? MailAddress(name: nil, address: name) else { return nil }
    return try connection.int(
      """
      SELECT key FROM customers
      WHERE email_key = \(address.mailboxKey)
      ORDER BY (SELECT max(placed_at) FROM orders WHERE customer_key = customers.key)
        DESC NULLS LAST, key
      LIMIT 1
      """
    )
  }

  static func histories(
    of keys: [Int64],
    on connection: any DatabaseConnection
  ) throws -> [CustomerHistory] {
    let products = try ProductReader(on: connection)
    var histories: [CustomerHistory] = []
    histories.reserveCapacity(keys.count)
    for start in stride(from: 0, to: keys.count, by: batch) {
      let part = Array(keys[start..<min(start + batch, keys.count)])
      let customers = try customers(part, on: connection)
      var orders = try orders(part, products, on: connection)
      for key in part {
        guard let customer = customers[key] else { continue }
        histories.append(
          CustomerHistory(
            key: key,
            customer: customer,
            orders: orders.removeValue(forKey: key) ?? []
          )
        )
      }
    }
    return histories
  }

  private static func customers(
    _ keys: [Int64],
    on connection: any DatabaseConnection
  ) throws -> [Int64: Customer] {
    var customers: [Int64: Customer] = [:]
    try connection.forEachRow(
      """
      SELECT key, id, email, first_name, last_name, gender, birth_date, city, postal_code, country,
        language, time_zone, signed_up_at, email_consent, consent_at, consent_source, custom
      FROM customers WHERE key IN (\(list: keys))
      """
    ) { row in
      let key = try row.int(0)
      customers[key] = try customer(row, key)
    }
    return customers
  }

  private static func customer(_ row: Row, _ key: Int64) throws -> Customer {
    var customer = Customer(
      id: try row.text(1),
      email: try row.optionalText(2),
      custom: try custom(try row.text(16), of: key)
    )
    customer.firstName = try row.optionalText(3)
    customer.lastName = try row.optionalText(4)
    customer.gender = try row.optionalText(5)
    customer.birthDate = try row.optionalInt(6).map { CivilDay(daysSince1970: Int($0)) }
    customer.city = try row.optionalText(7)
    customer.postalCode = try row.optionalText(8)
    customer.country = try row.optionalText(9)
    customer.language = try row.optionalText(10)
    customer.timeZone = try row.optionalText(11)
    customer.signedUpAt = try row.optionalInt(12).map(Instant.init(milliseconds:))
    customer.emailConsent = try row.optionalBool(13)
    customer.consentAt = try row.optionalInt(14).map(Instant.init(milliseconds:))
    customer.consentSource = try row.optionalText(15)
    return customer
  }

  private static func custom(_ text: String, of key: Int64) throws -> [String: String] {
    if text == "{}" { return [:] }
    do {
      return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    } catch {
      throw StoreFailure.damagedCustomColumns(customer: key)
    }
  }

  /// By customer, each in the order of time.
  private static func orders(
    _ keys: [Int64],
    _ products: ProductReader,
    on connection: any DatabaseConnection
  ) throws -> [Int64: [Order]] {
    var orders: [Int64: [Order]] = [:]
    var last: (customer: Int64, order: Int64)?
    try connection.forEachRow(
      """
      SELECT o.customer_key, o.key, o.id, o.placed_at, o.total, o.status, o.coupon,
        l.product_key, l.quantity, l.amount
      FROM orders AS o
      LEFT JOIN order_lines AS l ON l.order_key = o.key
      WHERE o.customer_key IN (\(list: keys))
      ORDER BY o.customer_key, o.placed_at, o.key, l.position
      """
    ) { row in
      let (customer, key) = (try row.int(0), try row.int(1))
      if last?.order != key {
        orders[customer, default: []].append(try order(row))
        last = (customer, key)
      }
      guard let productKey = try row.optionalInt(7), let product = try products[productKey],
        let count = orders[customer]?.count
      else { return }
      orders[customer]?[count - 1].lines.append(
        OrderLine(of: product, quantity: try row.real(8), amount: try row.int(9))
      )
    }
    return orders
  }

  private static func order(_ row: Row) throws -> Order {
    Order(
      id: try row.text(2),
      placedAt: Instant(milliseconds: try row.int(3)),
      total: try row.int(4),
      status: try row.optionalText(5),
      coupon: try row.optionalText(6)
    )
  }
}

extension OrderLine {
  fileprivate init(of product: Product, quantity: Double, amount: Int64) {
    self.init(
      sku: product.sku,
      productName: product.name,
      category: product.category,
      brand: product.brand,
      url: product.url,
      imageURL: product.imageURL,
      quantity: quantity,
      amount: amount
    )
  }
}
