import Columns
import Database
import SQL

/// Reads single customers and their orders into columns.
final class SliceReader {
  private let builder: ShopColumnsBuilder
  private let products: ProductNumbers
  private let attributes: CustomerRowReader
  private let customer: any PreparedStatement
  private let orders: any PreparedStatement
  private let lines: any PreparedStatement

  init(
    into builder: ShopColumnsBuilder,
    products: ProductNumbers,
    on connection: any DatabaseConnection
  ) throws {
    self.builder = builder
    self.products = products
    attributes = try CustomerRowReader(into: builder, on: connection)
    customer = try connection.prepare(
      "SELECT \(CustomerRowReader.columns) FROM customers WHERE key = \(SQLValue.null)"
    )
    orders = try connection.prepare(
      """
      SELECT key, placed_at, total, status FROM orders
      WHERE customer_key = \(SQLValue.null) ORDER BY placed_at, key
      """
    )
    lines = try connection.prepare(
      """
      SELECT product_key, amount, quantity FROM order_lines
      WHERE order_key = \(SQLValue.null) ORDER BY position
      """
    )
  }

  /// Returns whether there is one of that key.
  func addCustomer(_ key: Int64) throws -> Bool {
    var isKnown = false
    customer.bind(key, at: 0)
    try customer.forEachRow { row in
      try attributes.add(row)
      isKnown = true
    }
    return isKnown
  }

  func addOrders(of customer: Int64) throws {
    orders.bind(customer, at: 0)
    try orders.forEachRow { row in
      builder.addOrder(
        placedAt: try row.int(1),
        total: try row.int(2),
        utf8: try row.optionalUTF8(3)
      )
      lines.bind(try row.int(0), at: 0)
      try lines.forEachRow { line in
        builder.addLine(
          product: products.place(ofKey: try line.int(0)),
          amount: try line.int(1),
          quantity: try line.real(2)
        )
      }
    }
  }
}
