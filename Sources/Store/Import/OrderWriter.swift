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
  private let changes: PurchaseChanges
  private let findOrder: any PreparedStatement
  private let addOrder: any PreparedStatement
  private let findLines: any PreparedStatement
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
    changes = PurchaseChanges(on: connection)
    customerKeys = try CustomerKeys(on: connection)
    findOrder = try connection.prepare(
      """
      SELECT key, customer_key, placed_at, total, stated_total, status, coupon
      FROM orders WHERE id = \(SQLValue.null)
      """
    )
    addOrder = try connection.prepare(
      """
      INSERT INTO orders (id, customer_key, placed_at, total, stated_total, status, coupon)
      VALUES (\(list: [SQLValue](repeating: .null, count: 7)))
      RETURNING key
      """
    )
    findLines = try connection.prepare(
      """
      SELECT product_key, quantity, unit_price, amount
      FROM order_lines WHERE order_key = \(SQLValue.null) ORDER BY position
      """
    )
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
      try changes.note()
      try write(lines, of: try add(order, id: staged.id))
      return .inserted
    }
    let before = try self.lines(of: known.key)
    if order != known.order || lines != before { try changes.note() }
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
      amount: LineAmount.minorUnits(staged.quantity, times: price)
    )
  }

  private func order(_ id: String) throws -> (key: Int64, order: Order)? {
    var found: (key: Int64, order: Order)?
    findOrder.bind(.text(id), at: 0)
    try findOrder.forEachRow { row in
      let order = Order(
        customerKey: try row.optionalInt(1),
        placedAt: try row.int(2),
        total: try row.int(3),
        statedTotal: try row.optionalInt(4),
        status: try row.optionalText(5),
        coupon: try row.optionalText(6)
      )
      found = (try row.int(0), order)
    }
    return found
  }

  private func lines(of key: Int64) throws -> [Line] {
    var lines: [Line] = []
    findLines.bind(key, at: 0)
    try findLines.forEachRow { row in
      lines.append(
        Line(
          productKey: try row.int(0),
          quantity: try row.real(1),
          unitPrice: try row.optionalInt(2),
          amount: try row.int(3)
        )
      )
    }
    return lines
  }

  private func add(_ order: Order, id: String) throws -> Int64 {
    addOrder.bind(.text(id), at: 0)
    addOrder.bind(order.customerKey, at: 1)
    addOrder.bind(order.placedAt, at: 2)
    addOrder.bind(order.total, at: 3)
    addOrder.bind(order.statedTotal, at: 4)
    addOrder.bind(order.status.sqlValue, at: 5)
    addOrder.bind(order.coupon.sqlValue, at: 6)
    return try addOrder.runForInt() ?? 0
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
