import Database
package import Loyalty
package import SQL
package import Shop

/// A shop's counted orders with the customers whose they are.
package struct ShopOrders: Sendable {
  package let history: OrderHistory
  /// The keys of the history's customers, by their numbers there, rising; only those with orders.
  package let customerKeys: [Int64]
  /// When each of the history's customers bought last; nil where all that they have are returns.
  package let lastPurchases: [Instant?]
}

extension ShopStore {
  /// All orders before a moment whose status counts, on one snapshot and in one pass.
  ///
  /// Ten million orders take some seconds and 120 MB.
  package func orderHistory(
    before now: Instant,
    rules: OrderRules,
    calendar: ShopCalendar
  ) throws -> ShopOrders {
    try database.blockingRead { connection in
      var reader = OrderHistoryReader(
        skipped: try Self.uncountedOrders(rules, on: connection),
        days: LocalDays(calendar)
      )
      return try reader.read(before: now, on: connection)
    }
  }

  /// The customers that a segment's query finds.
  package func customerKeys(foundBy members: SQLQuery) throws -> [Int64] {
    try database.blockingRead { connection in
      try connection.rows("SELECT key FROM (\(members)) AS members ORDER BY key") { try $0.int(0) }
    }
  }

  /// The keys of the orders whose status does not count.
  ///
  /// They are few, and the index that gives the orders by customer and time does not hold the
  /// status: to look it up in the table for every order would take many times longer.
  static func uncountedOrders(
    _ rules: OrderRules,
    on connection: any DatabaseConnection
  ) throws -> Set<Int64> {
    let notCounted = Set(rules.notCounted.map(TextFolding.casefold))
    let statuses = try connection.rows(
      "SELECT DISTINCT status FROM orders WHERE status IS NOT NULL"
    ) { try $0.text(0) }
    let found = statuses.filter { notCounted.contains(TextFolding.casefold($0)) }
    guard !found.isEmpty else { return [] }
    var keys: Set<Int64> = []
    try connection.forEachRow("SELECT key FROM orders WHERE status IN (\(list: found))") {
      keys.insert(try $0.int(0))
    }
    return keys
  }
}

/// Fills the columns of a history.
private struct OrderHistoryReader {
  let skipped: Set<Int64>
  var days: LocalDays
  private var history = OrderHistory()
  private var customerKeys: [Int64] = []
  private var lastPurchases: [Instant?] = []

  init(skipped: Set<Int64>, days: LocalDays) {
    self.skipped = skipped
    self.days = days
  }

  mutating func read(
    before now: Instant,
    on connection: any DatabaseConnection
  ) throws -> ShopOrders {
    let customers = try connection.int("SELECT count(*) FROM customers") ?? 0
    let orders = try connection.int("SELECT count(*) FROM orders") ?? 0
    history.reserve(customers: Int(customers), orders: Int(orders))
    customerKeys.reserveCapacity(Int(customers))
    lastPurchases.reserveCapacity(Int(customers))
    try readCustomersOrders(before: now, on: connection)
    try connection.forEachRow(
      """
      SELECT key, placed_at, total FROM orders
      WHERE customer_key IS NULL AND placed_at < \(now.milliseconds)
      """
    ) { row in
      guard counts(try row.int(0)) else { return }
      history.addGuestOrder(day: days.day(of: try row.int(1)), total: try row.int(2))
    }
    return ShopOrders(
      history: history,
      customerKeys: customerKeys,
      lastPurchases: lastPurchases
    )
  }

  private func counts(_ order: Int64) -> Bool { skipped.isEmpty || !skipped.contains(order) }

  private mutating func readCustomersOrders(
    before now: Instant,
    on connection: any DatabaseConnection
  ) throws {
    var latest = CivilDay(daysSince1970: 0)
    // The sign keeps the planner from the index by time: by customer the rows come in order.
    try connection.forEachRow(
      """
      SELECT customer_key, key, placed_at, total FROM orders
      WHERE customer_key IS NOT NULL AND +placed_at < \(now.milliseconds)
      ORDER BY customer_key, placed_at
      """
    ) { row in
      guard counts(try row.int(1)) else { return }
      let customer = try row.int(0)
      var day = days.day(of: try row.int(2))
      if customerKeys.last != customer {
        history.addCustomer()
        customerKeys.append(customer)
        lastPurchases.append(nil)
      } else {
        // Where a clock is set back across midnight, a later instant may have an earlier day.
        day = max(day, latest)
      }
      latest = day
      let total = try row.int(3)
      history.add(day: day, total: total)
      if total > 0 {
        lastPurchases[lastPurchases.count - 1] = Instant(milliseconds: try row.int(2))
      }
    }
  }
}
