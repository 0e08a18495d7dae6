import Database
import Loyalty
import SQL

/// Has the database note the customers whose orders or events change.
///
/// Shops without a club have no such triggers: an import costs them nothing.
enum ClubTriggers {
  /// Makes those that the club needs; lines matter to stamp cards alone.
  static func make(for club: Club, on connection: any DatabaseConnection) throws(DatabaseFailure) {
    try drop(on: connection)
    for trigger in club.rules.stampCards.isEmpty ? changes : changes + lines {
      try connection.executeScript(
        """
        CREATE TRIGGER club_\(trigger.name) AFTER \(trigger.change)
        BEGIN
          \(trigger.customers.map(note).joined(separator: "\n  "))
        END;
        """
      )
    }
  }

  /// Forgets what had been calculated of a shop that has no orders yet, whose first import is
  /// faster without triggers: all is calculated at its end.
  static func remove(on connection: any DatabaseConnection) throws(DatabaseFailure) {
    try drop(on: connection)
    try connection.execute("DELETE FROM club_state")
  }

  private static func drop(on connection: any DatabaseConnection) throws(DatabaseFailure) {
    for trigger in changes + lines {
      try connection.executeScript("DROP TRIGGER IF EXISTS club_\(trigger.name);")
    }
  }

  private struct Trigger {
    let name: String
    let change: String
    /// The keys of the customers it concerns, as expressions.
    let customers: [String]
  }

  private static let changes = [
    Trigger(
      name: "order_added",
      change: "INSERT ON orders",
      customers: ["NEW.customer_key"]
    ),
    Trigger(
      name: "order_changed",
      change: "UPDATE OF customer_key, placed_at, total, status ON orders",
      customers: ["OLD.customer_key", "NEW.customer_key"]
    ),
    Trigger(
      name: "order_removed",
      change: "DELETE ON orders",
      customers: ["OLD.customer_key"]
    ),
    Trigger(
      name: "event_added",
      change: "INSERT ON customer_events",
      customers: ["NEW.customer_key"]
    ),
    Trigger(
      name: "event_changed",
      change: "UPDATE ON customer_events",
      customers: ["OLD.customer_key", "NEW.customer_key"]
    ),
    Trigger(
      name: "event_removed",
      change: "DELETE ON customer_events",
      customers: ["OLD.customer_key"]
    ),
  ]

  private static let lines = [
    Trigger(
      name: "line_added",
      change: "INSERT ON order_lines",
      customers: [ofOrder("NEW")]
    ),
    Trigger(
      name: "line_changed",
      change: "UPDATE OF product_key, amount ON order_lines",
      customers: [ofOrder("NEW")]
    ),
    Trigger(
      name: "line_removed",
      change: "DELETE ON order_lines",
      customers: [ofOrder("OLD")]
    ),
  ]

  private static func ofOrder(_ line: String) -> String {
    "(SELECT customer_key FROM orders WHERE key = \(line).order_key)"
  }

  /// `INSERT OR IGNORE` would not do: the conflict clause of the statement that fires a trigger
  /// stands above its own (https://www.sqlite.org/lang_createtrigger.html).
  private static func note(_ customer: String) -> String {
    """
    INSERT INTO club_changes (customer_key)
    SELECT key FROM customers WHERE key = \(customer)
      AND NOT EXISTS (SELECT 1 FROM club_changes WHERE customer_key = customers.key);
    """
  }
}
