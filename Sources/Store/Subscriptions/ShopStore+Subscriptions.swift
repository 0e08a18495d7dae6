import Database
import SQL
package import Shop

extension ShopStore {
  /// How the customers of these keys get e-mails, in their order; nil where there is no such
  /// customer.
  package func subscriptions(
    ofCustomers keys: [Int64],
    at clock: Instant
  ) async throws -> [Subscription?] {
    try await database.read { connection in
      try keys.map { try Self.subscription(ofCustomer: $0, at: clock, on: connection) }
    }
  }

  private static func subscription(
    ofCustomer key: Int64,
    at clock: Instant,
    on connection: any DatabaseConnection
  ) throws -> Subscription? {
    try connection.row(
      """
      SELECT c.email, c.language,
        c.unsubscribed_at IS NOT NULL OR COALESCE(c.email_consent, 1) = 0,
        (SELECT s.reason FROM suppressions s WHERE s.email_key = c.email_key),
        (SELECT MAX(p.until) FROM pauses p
          WHERE p.customer_key = c.key OR p.email_key = c.email_key)
      FROM customers c WHERE c.key = \(key)
      """
    ) { row in
      Subscription(
        address: try row.optionalText(0),
        language: try row.optionalText(1),
        state: state(
          isStopped: try row.bool(2),
          suppression: try row.optionalText(3),
          pausedUntil: try row.optionalInt(4).map { Instant(milliseconds: $0) },
          at: clock
        )
      )
    }
  }

  private static func state(
    isStopped: Bool,
    suppression: String?,
    pausedUntil: Instant?,
    at clock: Instant
  ) -> Subscription.State {
    if let suppression {
      return .stopped(mayReturn: suppression == Suppression.Reason.unsubscribed.rawValue)
    }
    if isStopped { return .stopped(mayReturn: true) }
    if let pausedUntil, pausedUntil > clock { return .paused(until: pausedUntil) }
    return .active
  }

  /// Does what customers asked for, in their order, in one transaction: all of it or, where it
  /// throws, nothing.
  ///
  /// Survives a power failure once it has returned. What a customer asks for holds for everyone
  /// with their address. A customer who is not there any more has nothing that could be changed.
  /// Returns how each of the customers gets e-mails right after their change.
  @discardableResult
  package func apply(_ changes: [SubscriptionChange]) async throws -> [Subscription?] {
    try await database.write(durability: .synced) { connection in
      try connection.executeScript(StoreSchema.addressIndex)
      return try changes.map { change in
        let customers = try Self.customers(of: change, on: connection)
        switch change.wish {
        case .unsubscribe: try Self.unsubscribe(customers, at: change.at, on: connection)
        case .subscribe: try Self.subscribe(customers, at: change.at, on: connection)
        case .pause(let until): try Self.pause(customers, until: until, on: connection)
        case .language(let language): try Self.set(language, for: customers, on: connection)
        }
        return try Self.subscription(
          ofCustomer: change.customer,
          at: change.at,
          on: connection
        )
      }
    }
  }

  /// Whom a change is about.
  private struct Customers {
    let key: Int64
    /// Of the customer's address as it is now.
    let addressKey: String?
    /// Of the address that the message went to, where that is another one.
    let oldAddressKey: String?

    /// These customers, as a condition on the table `customers`.
    var condition: SQLQuery {
      guard let addressKey else { return "key = \(key)" }
      return "key = \(key) OR email_key = \(addressKey)"
    }
  }

  private static func customers(
    of change: SubscriptionChange,
    on connection: any DatabaseConnection
  ) throws -> Customers {
    let current = try connection.text(
      "SELECT email_key FROM customers WHERE key = \(change.customer)"
    )
    let mailed = try connection.text(
      """
      SELECT m.email_key FROM runs r JOIN messages m ON m.run_key = r.key
      WHERE r.id = \(change.run) AND m.customer_key = \(change.customer)
      """
    )
    return Customers(
      key: change.customer,
      addressKey: current,
      oldAddressKey: mailed == current ? nil : mailed
    )
  }

  /// Also suppresses the address that the message went to: who reads mail there wants no more.
  private static func unsubscribe(
    _ customers: Customers,
    at instant: Instant,
    on connection: any DatabaseConnection
  ) throws {
    if customers.addressKey == nil {
      try withdrawConsent(where: "key = \(customers.key)", at: instant, on: connection)
    }
    for addressKey in [customers.addressKey, customers.oldAddressKey].compactMap(\.self) {
      try unsubscribe(addressKey, at: instant, on: connection)
    }
  }

  /// Ends pauses and the customer's own unsubscription; what the shop or a bounce suppressed stays.
  private static func subscribe(
    _ customers: Customers,
    at instant: Instant,
    on connection: any DatabaseConnection
  ) throws {
    try connection.execute(
      """
      DELETE FROM pauses
      WHERE customer_key = \(customers.key) OR email_key = \(customers.addressKey)
      """
    )
    try connection.execute(
      """
      DELETE FROM suppressions
      WHERE email_key = \(customers.addressKey) AND reason = 'unsubscribed'
      """
    )
    try connection.execute(
      """
      UPDATE customers
      SET unsubscribed_at = NULL, email_consent = 1, consent_at = \(instant.milliseconds),
        consent_source = 'preferences'
      WHERE (\(customers.condition)) AND (unsubscribed_at IS NOT NULL
        OR (key = \(customers.key) AND COALESCE(email_consent, 0) = 0))
      """
    )
  }

  private static func pause(
    _ customers: Customers,
    until: Instant,
    on connection: any DatabaseConnection
  ) throws {
    try connection.execute(
      """
      INSERT INTO pauses (customer_key, email_key, until)
      SELECT key, email_key, \(until.milliseconds) FROM customers WHERE key = \(customers.key)
      ON CONFLICT (customer_key) DO UPDATE SET email_key = excluded.email_key, until = excluded.until
      """
    )
  }

  private static func set(
    _ language: String,
    for customers: Customers,
    on connection: any DatabaseConnection
  ) throws {
    try connection.execute(
      """
      UPDATE customers SET language = \(language), chosen_language = \(language)
      WHERE \(customers.condition)
      """
    )
  }
}
