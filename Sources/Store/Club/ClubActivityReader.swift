import Database
import Loyalty
import SQL
import Shop

/// What a calculation needs to know of one customer.
struct ClubCustomer {
  var activity = ClubActivity()
  /// By the names of the cards.
  var stamps: [String: [StampCount.Mark]] = [:]
  /// When each card's rewards were issued, by the names of the cards.
  var rewards: [String: [Instant]] = [:]
  /// What the entries that are written come to, by their causes.
  var written: [WrittenEntry: (points: Int64, number: Int64)] = [:]
}

/// What an entry in the store is of.
struct WrittenEntry: Hashable {
  let at: Int64
  let kind: String
  let cause: Int64
}

/// Reads some customers' orders, events, entries and vouchers.
struct ClubActivityReader {
  let club: Club
  let customers: CustomerSelection
  /// The orders that do not count; nil where each order's status is to be looked up.
  let uncounted: Set<Int64>?

  /// By their keys; those of whom there is nothing are left out.
  func read(_ connection: any DatabaseConnection) throws -> [Int64: ClubCustomer] {
    var found: [Int64: ClubCustomer] = [:]
    try readOrders(&found, connection)
    try readEvents(&found, connection)
    if !club.rules.stampCards.isEmpty { try readStamps(&found, connection) }
    try readVouchers(&found, connection)
    try readEntries(&found, connection)
    return found
  }

  private func readOrders(
    _ found: inout [Int64: ClubCustomer],
    _ connection: any DatabaseConnection
  ) throws {
    guard club.rules.purchases != nil else { return }
    let counted: SQLQuery =
      uncounted == nil ? " AND \(club.orders.counted(status: "o.status"))" : ""
    try connection.forEachRow(
      """
      SELECT o.customer_key, o.key, o.placed_at, o.total FROM orders AS o
      WHERE \(customers.contains("o.customer_key"))\(counted)
      ORDER BY o.customer_key, o.placed_at
      """
    ) { row in
      let key = try row.int(1)
      if let uncounted, uncounted.contains(key) { return }
      let order = ClubActivity.Order(
        key: key,
        at: Instant(milliseconds: try row.int(2)),
        total: try row.int(3)
      )
      found[try row.int(0), default: ClubCustomer()].activity.orders.append(order)
    }
  }

  private func readEvents(
    _ found: inout [Int64: ClubCustomer],
    _ connection: any DatabaseConnection
  ) throws {
    try connection.forEachRow(
      """
      SELECT customer_key, key, at, kind, points FROM customer_events
      WHERE \(customers.contains("customer_key")) ORDER BY customer_key, at, key
      """
    ) { row in
      let event = ClubActivity.Event(
        key: try row.int(1),
        at: Instant(milliseconds: try row.int(2)),
        kind: try row.text(3),
        points: try row.optionalInt(4)
      )
      found[try row.int(0), default: ClubCustomer()].activity.events.append(event)
    }
  }

  private func readStamps(
    _ found: inout [Int64: ClubCustomer],
    _ connection: any DatabaseConnection
  ) throws {
    try StampMarks.forEach(of: customers, in: club, before: nil, on: connection) { mark in
      found[mark.customer, default: ClubCustomer()].stamps[mark.card, default: []]
        .append(mark.mark)
    }
  }

  private func readVouchers(
    _ found: inout [Int64: ClubCustomer],
    _ connection: any DatabaseConnection
  ) throws {
    try connection.forEachRow(
      """
      SELECT customer_key, source, name, issued_at, points FROM vouchers
      WHERE \(customers.contains("customer_key"))
      ORDER BY customer_key, source, name, ordinal
      """
    ) { row in
      let (source, name) = (try row.text(1), try row.text(2))
      let at = Instant(milliseconds: try row.int(3))
      var customer = found[try row.int(0)] ?? ClubCustomer()
      switch VoucherSource(rawValue: source) {
      case .points:
        customer.activity.vouchers.append(.init(at: at, points: try row.int(4)))
      case .milestone: customer.activity.milestones.insert(Int64(name) ?? 0)
      case .stamps, nil: customer.rewards[name, default: []].append(at)
      }
      found[try row.int(0)] = customer
    }
  }

  private func readEntries(
    _ found: inout [Int64: ClubCustomer],
    _ connection: any DatabaseConnection
  ) throws {
    try connection.forEachRow(
      """
      SELECT customer_key, at, kind, cause, sum(points), max(number) FROM points_entries
      WHERE \(customers.contains("customer_key"))
      GROUP BY customer_key, at, kind, cause
      """
    ) { row in
      let entry = WrittenEntry(
        at: try row.int(1),
        kind: try row.text(2),
        cause: try row.int(3)
      )
      found[try row.int(0), default: ClubCustomer()].written[entry] = (
        try row.int(4), try row.int(5)
      )
    }
  }
}

/// What a voucher was issued for, as it stands in the store.
enum VoucherSource: String {
  /// Points, which it cost.
  case points
  /// Points, which stay: `name` is how many.
  case milestone
  /// A full stamp card: `name` is the card's.
  case stamps
}

/// What orders did to stamp cards.
enum StampMarks {
  struct Mark {
    let customer: Int64
    let card: String
    let mark: StampCount.Mark
  }

  /// By customer, in the order of time; nil for all times.
  static func forEach(
    of customers: CustomerSelection,
    in club: Club,
    before now: Instant?,
    on connection: any DatabaseConnection,
    _ body: (Mark) throws -> Void
  ) throws {
    let from = club.start?.milliseconds ?? Int64.min
    let until = now?.milliseconds ?? Int64.max
    // Cross joins have SQLite begin with the customers, whatever it believes of the cards.
    try connection.forEachRow(
      """
      SELECT o.customer_key, p.card, o.placed_at, sum(l.amount)
      FROM orders AS o CROSS JOIN order_lines AS l CROSS JOIN club_products AS p
      WHERE \(customers.contains("o.customer_key")) AND l.order_key = o.key
        AND p.product_key = l.product_key
        AND o.placed_at >= \(from) AND o.placed_at < \(until)
        AND \(club.orders.counted(status: "o.status"))
      GROUP BY o.customer_key, o.placed_at, o.key, p.card
      ORDER BY o.customer_key, o.placed_at, o.key
      """
    ) { row in
      let mark = StampCount.Mark(
        at: Instant(milliseconds: try row.int(2)),
        amount: try row.int(3)
      )
      try body(Mark(customer: try row.int(0), card: try row.text(1), mark: mark))
    }
  }
}
