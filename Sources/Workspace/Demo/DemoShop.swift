package import Foundation
package import Shop

/// The data of an invented bookshop, for trying everything out.
package enum DemoShop {
  /// Writes customers, products, orders and order lines into `data/` of the folder, over what is
  /// there.
  ///
  /// The shop is the same for the same day. It is made so that on that day some customers have
  /// their birthday, some are new, and some of the best have been silent for half a year.
  package static func write(to folder: URL, asOf day: CivilDay) throws(StarterFailure) {
    for (path, text) in files(asOf: day) {
      try StarterWorkspace.write(text, to: folder.appendingPathComponent(path))
    }
  }

  /// The files' texts with their paths.
  package static func files(asOf day: CivilDay) -> [(path: String, text: String)] {
    var random = DemoRandom(seed: 1_837)
    let customers = DemoCustomer.all(asOf: day, &random)
    var orders = customers.flatMap { DemoOrder.orders(of: $0, asOf: day, &random) }
    orders += DemoOrder.guests(asOf: day, &random)
    orders.sort { ($0.day, $0.time, $0.customerID) < ($1.day, $1.time, $1.customerID) }
    return [
      ("data/customers.csv", customersTable(customers)),
      ("data/products.csv", productsTable()),
      ("data/orders.csv", ordersTable(orders)),
      ("data/order_lines.csv", linesTable(orders)),
    ]
  }

  private static func customersTable(_ customers: [DemoCustomer]) -> String {
    var table = CSVTable([
      "id", "email", "first_name", "last_name", "gender", "birth_date", "city", "postal_code",
      "country", "language", "signed_up_at", "email_consent", "consent_at", "consent_source",
      "format",
    ])
    for customer in customers {
      let signedUp = customer.signedUp.description
      let hasAnswered = !customer.consent.isEmpty
      table.append([
        customer.id, customer.email, customer.firstName, customer.lastName, customer.gender,
        customer.birthDate?.description ?? "", customer.place.city, customer.postalCode,
        customer.place.country, customer.place.language, signedUp, customer.consent,
        hasAnswered ? signedUp : "", hasAnswered ? "kassan" : "", customer.format,
      ])
    }
    return table.text
  }

  private static func productsTable() -> String {
    var table = CSVTable(["sku", "name", "category", "brand", "price"])
    for product in DemoCatalogue.products {
      table.append([
        product.sku, product.title, product.category, product.brand, String(product.price),
      ])
    }
    return table.text
  }

  private static func ordersTable(_ orders: [DemoOrder]) -> String {
    var table = CSVTable([
      "id", "customer_id", "placed_at", "total", "currency", "status", "coupon",
    ])
    for (index, order) in orders.enumerated() {
      table.append([
        orderID(index), order.customerID, "\(order.day) \(order.time)", String(order.total), "SEK",
        order.status, order.coupon,
      ])
    }
    return table.text
  }

  private static func linesTable(_ orders: [DemoOrder]) -> String {
    var table = CSVTable(["order_id", "sku", "quantity", "unit_price"])
    for (index, order) in orders.enumerated() {
      for line in order.lines {
        table.append([
          orderID(index), line.product.sku, String(line.quantity), String(line.product.price),
        ])
      }
    }
    return table.text
  }

  private static func orderID(_ index: Int) -> String { "B\(100_001 + index)" }
}

/// Rows as RFC 4180 has them, with line feeds.
private struct CSVTable {
  private(set) var text = ""

  init(_ header: [String]) { append(header) }

  mutating func append(_ fields: [String]) {
    text += fields.map(Self.quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { ",\"\r\n".contains($0) }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
