package import Database
package import SQL
package import Shop
package import Workspace

/// Counting and listing the customers that a query of keys finds.
package struct Reach: Sendable {
  private let database: any DatabaseAccess
  private let consent: ConsentRule
  private let rules: OrderRules
  private let calendar: ShopCalendar

  package init(
    database: any DatabaseAccess,
    consent: ConsentRule,
    rules: OrderRules,
    calendar: ShopCalendar
  ) {
    self.database = database
    self.consent = consent
    self.rules = rules
    self.calendar = calendar
  }

  /// How many customers there are, and how many of them may be mailed and have a valid address.
  package func counts(
    of keys: SQLQuery,
    at now: Instant
  ) throws -> (customers: Int, reachable: Int) {
    let mayBeMailed = consent.mayBeMailed(
      customer: "c",
      at: now,
      rules: rules,
      calendar: calendar
    )
    let counts = try database.blockingRead { connection in
      try connection.row(
        """
        SELECT COUNT(*), COALESCE(SUM(
            CASE WHEN c.email_key IS NOT NULL AND c.unsubscribed_at IS NULL AND (\(mayBeMailed))
              AND c.email_key NOT IN (SELECT email_key FROM suppressions)
              AND NOT (\(Pause.isOn(customer: "c", at: now))) THEN 1 ELSE 0 END), 0)
        FROM customers c WHERE c.key IN (\(keys))
        """
      ) { (Int(try $0.int(0)), Int(try $0.int(1))) }
    }
    return counts ?? (0, 0)
  }

  /// The keys of those who must not be mailed, whatever was imported of them: they have
  /// unsubscribed, their address is suppressed, or they asked for a rest.
  package func barredCustomers(
    on connection: any DatabaseConnection,
    at now: Instant
  ) throws -> [Int64] {
    // Few are barred among many customers, whom CROSS JOIN keeps SQLite from going through.
    try connection.rows(
      """
      SELECT key FROM customers WHERE unsubscribed_at IS NOT NULL
      UNION SELECT c.key FROM suppressions s CROSS JOIN customers c ON c.email_key = s.email_key
      UNION SELECT customer_key FROM pauses
        WHERE until > \(now.milliseconds) AND customer_key IS NOT NULL
      UNION SELECT c.key FROM pauses p CROSS JOIN customers c ON c.email_key = p.email_key
        WHERE p.until > \(now.milliseconds)
      """
    ) { try $0.int(0) }
  }

  /// Since when a purchase makes an own customer who may be mailed unasked; nil where everyone must
  /// have consented.
  package func ownCustomersSince(_ now: Instant) -> Instant? {
    switch consent {
    case .consent: nil
    case .customer(let span): span.before(now, in: calendar)
    }
  }

  /// The first ids, in their order.
  package func ids(of keys: SQLQuery, limit: Int) throws -> [String] {
    try database.blockingRead { connection in
      try connection.rows(
        "SELECT c.id FROM customers c WHERE c.key IN (\(keys)) ORDER BY c.id LIMIT \(limit)"
      ) { try $0.text(0) }
    }
  }

  /// The one number that a query answers.
  package func number(_ query: SQLQuery) throws -> Int {
    try database.blockingRead { Int(try $0.int(query) ?? 0) }
  }

  /// All rows of a query's answer.
  package func rows(_ query: SQLQuery) throws -> [[SQLValue]] {
    try database.blockingRead { try $0.values(query) }
  }

  /// Whether a query of keys finds that customer.
  package func contains(_ key: Int64, in keys: SQLQuery) throws -> Bool {
    try database.blockingRead { connection in
      try connection.int("SELECT 1 FROM customers c WHERE c.key = \(key) AND c.key IN (\(keys))")
        != nil
    }
  }

  /// Calls `each` with id, address, first and last name of every customer found, ordered by id.
  package func forEachCustomer(
    of keys: SQLQuery,
    _ each: ([String]) throws -> Void
  ) throws {
    try database.blockingRead { connection in
      try connection.forEachRow(
        """
        SELECT c.id, COALESCE(c.email, ''), COALESCE(c.first_name, ''), COALESCE(c.last_name, '')
        FROM customers c WHERE c.key IN (\(keys)) ORDER BY c.id
        """
      ) { row in
        try each([try row.text(0), try row.text(1), try row.text(2), try row.text(3)])
      }
    }
  }
}
