import Columns
import Database
import SQL

/// The customers' orders that have come since a file was made.
struct NewOrders {
  struct Order {
    let key: Int64
    let placedAt: Int64
    fileprivate let total: Int64
    fileprivate let status: String?
    fileprivate var lines: Range<Int>
  }

  private struct Line {
    let product: Int
    let amount: Int64
    let quantity: Double
  }

  private var byCustomer: [Int64: [Order]] = [:]
  private var lines: [Line] = []
  private(set) var count = 0

  var lineCount: Int { lines.count }
  var customers: some Sequence<Int64> { byCustomer.keys }

  /// Reads orders with greater keys than one.
  init(
    after last: Int64,
    products: ProductNumbers,
    on connection: any DatabaseConnection
  ) throws {
    let lineRanges = try readLines(after: last, products: products, on: connection)
    try connection.forEachRow(
      """
      SELECT key, customer_key, placed_at, total, status FROM orders
      WHERE key > \(last) AND customer_key IS NOT NULL ORDER BY key
      """
    ) { row in
      let key = try row.int(0)
      let order = Order(
        key: key,
        placedAt: try row.int(2),
        total: try row.int(3),
        status: try row.optionalText(4),
        lines: lineRanges[key] ?? 0..<0
      )
      byCustomer[try row.int(1), default: []].append(order)
      count += 1
    }
    for customer in Array(byCustomer.keys) {
      byCustomer[customer]?.sort { ($0.placedAt, $0.key) < ($1.placedAt, $1.key) }
    }
  }

  /// A customer's, in the order of time and keys.
  subscript(customer: Int64) -> [Order] { byCustomer[customer] ?? [] }

  func add(_ order: Order, to builder: ShopColumnsBuilder) {
    builder.addOrder(placedAt: order.placedAt, total: order.total, status: order.status)
    for line in lines[order.lines] {
      builder.addLine(product: line.product, amount: line.amount, quantity: line.quantity)
    }
  }

  private mutating func readLines(
    after last: Int64,
    products: ProductNumbers,
    on connection: any DatabaseConnection
  ) throws -> [Int64: Range<Int>] {
    var ranges: [Int64: Range<Int>] = [:]
    var lines: [Line] = []
    try connection.forEachRow(
      """
      SELECT order_key, product_key, amount, quantity FROM order_lines
      WHERE order_key > \(last) ORDER BY order_key, position
      """
    ) { row in
      let line = Line(
        product: products.place(ofKey: try row.int(1)),
        amount: try row.int(2),
        quantity: try row.real(3)
      )
      let start = ranges[try row.int(0)]?.lowerBound ?? lines.count
      lines.append(line)
      ranges[try row.int(0)] = start..<lines.count
    }
    self.lines = lines
    return ranges
  }
}
