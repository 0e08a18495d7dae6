import Database
import SQL

/// Lifts the suppression of who consented after they had unsubscribed.
final class Revival {
  private let statement: any PreparedStatement

  /// Nil where nobody has unsubscribed.
  init?(on connection: any DatabaseConnection) throws {
    let unsubscribed = try connection.int(
      "SELECT EXISTS (SELECT 1 FROM suppressions WHERE reason = 'unsubscribed')"
    )
    guard unsubscribed == 1 else { return nil }
    statement = try connection.prepare(
      """
      DELETE FROM suppressions
      WHERE reason = 'unsubscribed' AND email_key = (
        SELECT email_key FROM customers
        WHERE id = \(SQLValue.null) AND email_consent = 1 AND consent_at > suppressions.at)
      """
    )
  }

  func run(_ id: UnsafeBufferPointer<UInt8>) throws {
    statement.bindText(id, at: 0)
    try statement.run()
  }
}
