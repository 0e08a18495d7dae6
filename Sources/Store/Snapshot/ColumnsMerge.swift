import Columns
import Database
import SQL

/// Makes new columns of older ones and what has changed in the store since.
///
/// Customers who were queued are read anew, with all their orders where these have changed; new
/// orders are put among the old ones of their customers. All else is copied as it is.
struct ColumnsMerge {
  private let old: ShopColumns
  private let connection: any DatabaseConnection
  private let queue: [Change]
  private let orders: NewOrders
  private let products: ProductNumbers

  private struct Change {
    let customer: Int64
    /// Whether its orders have changed, besides new ones.
    let orders: Bool
  }

  /// Nil where to read the whole shop is as fast.
  init?(with old: ShopColumns, on connection: any DatabaseConnection) throws {
    self.old = old
    self.connection = connection
    let source = old.source
    let counts = try connection.row(
      """
      SELECT (SELECT count(*) FROM changed_customers),
        (SELECT count(*) FROM orders WHERE key > \(source.lastOrder)),
        (SELECT count(*) FROM customers WHERE key > \(source.lastCustomer))
      """
    ) { (Int(try $0.int(0)), Int(try $0.int(1)), Int(try $0.int(2))) }
    guard let (queued, added, joined) = counts,
      queued + joined <= Self.mostCustomers(of: old.customers.count),
      added <= Self.mostOrders(of: old.orders.count)
    else { return nil }
    queue = try connection.rows(
      "SELECT customer_key, orders FROM changed_customers ORDER BY customer_key"
    ) { Change(customer: try $0.int(0), orders: try $0.bool(1)) }
    let reread = queue.reduce(0) { count, change in
      guard change.orders, let row = old.customers.row(ofKey: change.customer) else { return count }
      return count + old.customers.orderStarts[row].count
    }
    guard reread <= Self.mostRereadOrders(of: old.orders.count) else { return nil }
    products = try ProductNumbers(on: connection)
    orders = try NewOrders(after: source.lastOrder, products: products, on: connection)
  }

  // A customer or an order that is looked up costs some eight times what it costs when its table is
  // read through; new orders are read through but kept in memory. Small shops are merged always.
  private static func mostCustomers(of count: Int) -> Int { count / 4 + 1_000 }
  private static func mostOrders(of count: Int) -> Int { count / 10 + 1_000 }
  private static func mostRereadOrders(of count: Int) -> Int { count / 10 + 1_000 }

  func run() throws -> ShopColumnsBuilder {
    defer { withExtendedLifetime(old) {} }
    let builder = ShopColumnsBuilder(products: products.products)
    let customers = old.customers
    builder.reserve(
      customers: customers.count + queue.count,
      orders: old.orders.count + orders.count,
      lines: old.lines.count + orders.lineCount
    )
    let reader = try SliceReader(into: builder, products: products, on: connection)
    let places = products.places(of: old.products)
    var next = 0
    for touched in try touchedCustomers() {
      let row = customers.keys.firstIndex(notBelow: touched.customer)
      builder.addWhole(next..<row, of: old, products: places)
      let isKnown = row < customers.count && customers.keys[row] == touched.customer
      next = isKnown ? row + 1 : row
      if touched.isQueued {
        guard try reader.addCustomer(touched.customer) else { continue }
      } else if isKnown {
        builder.addCustomers(row..<(row + 1), of: old)
      } else if try !reader.addCustomer(touched.customer) {
        continue
      }
      if touched.hasChangedOrders || !isKnown {
        try reader.addOrders(of: touched.customer)
      } else {
        addOrders(of: touched.customer, customers.orderStarts[row], places, to: builder)
      }
    }
    builder.addWhole(next..<customers.count, of: old, products: places)
    return builder
  }

  private struct Touched {
    var customer: Int64
    var isQueued = false
    var hasChangedOrders = false
  }

  /// Who is not to be copied whole, in the order of keys; new customers among them.
  private func touchedCustomers() throws -> [Touched] {
    var touched = Dictionary(
      uniqueKeysWithValues: queue.map { change in
        (
          change.customer,
          Touched(
            customer: change.customer,
            isQueued: true,
            hasChangedOrders: change.orders
          )
        )
      }
    )
    for customer in orders.customers {
      touched[customer, default: Touched(customer: customer)].customer = customer
    }
    try connection.forEachRow(
      "SELECT key FROM customers WHERE key > \(old.source.lastCustomer)"
    ) { row in
      let customer = try row.int(0)
      touched[customer, default: Touched(customer: customer)].customer = customer
    }
    return touched.values.sorted { $0.customer < $1.customer }
  }

  /// The old orders with the new ones among them, in the order of time: of one moment the old ones
  /// have the lesser keys.
  private func addOrders(
    of customer: Int64,
    _ rows: Range<Int>,
    _ places: [Int64],
    to builder: ShopColumnsBuilder
  ) {
    var next = rows.lowerBound
    for order in orders[customer] {
      var end = next
      while end < rows.upperBound, let time = old.orders.placedAt[end], time <= order.placedAt {
        end += 1
      }
      builder.addOrders(next..<end, of: old, products: places)
      orders.add(order, to: builder)
      next = end
    }
    builder.addOrders(next..<rows.upperBound, of: old, products: places)
  }
}
