import Database
import SQL

/// Writes whole orders with their lines, within one transaction.
final class OrderWriter {
  /// The entry's defaults.
  struct Fallbacks {
    let status: String?
    let coupon: String?
    let productName: String?
    let category: String?
    let brand: String?

    init(_ files: ImportFiles) {
      func text(_ column: String) -> String? {
        files.fallback(column).map { String(decoding: $0.bytes, as: UTF8.self) }
      }
      status = text("status")
      coupon = text("coupon")
      productName = text("product_name")
      category = text("category")
      brand = text("brand")
    }
  }

  private struct Order: Equatable {
    var customerKey: Int64?
    var placedAt: Int64
    var total: Int64
    var statedTotal: Int64?
    var status: String?
    var coupon: String?
  }

  private struct Line: Equatable {
    let productKey: Int64
    let quantity: Double
    let unitPrice: Int64?
    let amount: Int64
  }

  private let connection: any DatabaseConnection
  private let products: ProductCache
  private let customers: CustomerWriter?
  private let customerKeys: CustomerKeys
  private let fallbacks: Fallbacks
  private let addLine: any PreparedStatement

  init(
    on connection: any DatabaseConnection,
    products: ProductCache,
    customers: CustomerWriter?,
    fallbacks: Fallbacks
  ) throws {
    self.connection = connection
    self.products = products
    self.customers = customers
    self.fallbacks = fallbacks
    customerKeys = try CustomerKeys(on: connection)
    addLine = try connection.prepare(
      """
      INSERT INTO order_lines (order_key, position, product_key, quantity, unit_price, amount)
      VALUES (\(list: [SQLValue](repeating: .null, count: 6)))
      """
    )
  }

  /// Makes the order's lines those of the file.
  ///
  /// Throws a `RowProblem`, and writes nothing, where the order cannot be imported.
  func write(_ staged: StagedOrder) throws -> Change {
    if staged.namesTwoCustomers { throw RowProblem.twoCustomers }
    let known = try order(staged.id)
    guard let placedAt = staged.placedAt ?? known?.order.placedAt else {
      throw RowProblem.unknownOrder
    }
    let customer = try writeCustomer(of: staged)
    let lines = try staged.lines.map(line)
    let statedTotal = staged.total ?? known?.order.statedTotal
    let order = Order(
      customerKey: customer.key ?? known?.order.customerKey,
      placedAt: placedAt,
      total: statedTotal ?? lines.reduce(0) { $0 + $1.amount },
      statedTotal: statedTotal,
      status: staged.status ?? known?.order.status ?? fallbacks.status,
      coupon: staged.coupon ?? known?.order.coupon ?? fallbacks.coupon
    )
    guard let known else {
      try write(lines, of: try add(order, id: staged.id))
      return .inserted
    }
    let before = try self.lines(of: known.key)
    if order != known.order { try update(order, known.key) }
    if lines != before {
      try connection.execute("DELETE FROM order_lines WHERE order_key = \(known.key)")
      try write(lines, of: known.key)
    }
    if before.isEmpty { return .inserted }
    return order == known.order && lines == before && !customer.isChanged ? .unchanged : .updated
  }

  private func writeCustomer(
    of staged: StagedOrder
  ) throws -> (key: Int64?, isChanged: Bool) {
    guard var id = staged.customerID else { return (nil, false) }
    var isChanged = false
    if let customers {
      for line in staged.lines where try customers.write(id, line.customer) { isChanged = true }
    }
    return (try id.withUTF8 { try customerKeys.key(of: $0) }, isChanged)
  }

  private func line(_ staged: StagedOrder.Line) throws -> Line {
    let product = try products.product(of: staged, fallbacks, on: connection)
    let price = staged.unitPrice ?? product.price ?? 0
    return Line(
      productKey: product.key,
      quantity: staged.quantity,
      unitPrice: staged.unitPrice,
      amount: Int64((staged.quantity * Double(price)).rounded())
    )
  }

  private func order(_ id: String) throws -> (key: Int64, order: Order)? {
    try connection.row(
      """
      SELECT key, customer_key, placed_at, total, stated_total, status, coupon
      FROM orders WHERE id = \(id)
      """
    ) { row in
      let order = Order(
        customerKey: try row.optionalInt(1),
        placedAt: try row.int(2),
        total: try row.int(3),
        statedTotal: try row.optionalInt(4),
        status: try row.optionalText(5),
        coupon: try row.optionalText(6)
      )
      return (try row.int(0), order)
    }
  }

  private func lines(of key: Int64) throws -> [Line] {
    try connection.rows(
      """
      SELECT product_key, quantity, unit_price, amount
      FROM order_lines WHERE order_key = \(key) ORDER BY position
      """
    ) { row in
      Line(
        productKey: try row.int(0),
        quantity: try row.real(1),
        unitPrice: try row.optionalInt(2),
        amount: try row.int(3)
      )
    }
  }

  private func add(_ order: Order, id: String) throws -> Int64 {
    try connection.int(
      """
      INSERT INTO orders (id, customer_key, placed_at, total, stated_total, status, coupon)
      VALUES (\(id), \(order.customerKey), \(order.placedAt), \(order.total),
        \(order.statedTotal), \(order.status), \(order.coupon))
      RETURNING key
      """
    ) ?? 0
  }

  private func update(_ order: Order, _ key: Int64) throws {
    try connection.execute(
      """
      UPDATE orders
      SET customer_key = \(order.customerKey), placed_at = \(order.placedAt),
        total = \(order.total), stated_total = \(order.statedTotal),
        status = \(order.status), coupon = \(order.coupon)
      WHERE key = \(key)
      """
    )
  }

  private func write(_ lines: [Line], of key: Int64) throws {
    addLine.bind(key, at: 0)
    for (index, line) in lines.enumerated() {
      addLine.bind(Int64(index + 1), at: 1)
      addLine.bind(line.productKey, at: 2)
      addLine.bind(line.quantity, at: 3)
      addLine.bind(line.unitPrice, at: 4)
      addLine.bind(line.amount, at: 5)
      try addLine.run()
    }
  }
}
