import SQL
import Shop

/// Rests from e-mail that customers asked for.
///
/// A pause holds for the customer, also under a new address, and for everyone with the address that
/// they had.
enum Pause {
  /// Whether the customer of that table alias wants no mail at the moment, as a condition.
  static func isOn(customer: SQLQuery, at clock: Instant) -> SQLQuery {
    """
    EXISTS (SELECT 1 FROM pauses pause WHERE pause.until > \(clock.milliseconds)
      AND (pause.customer_key = \(customer).key OR pause.email_key = \(customer).email_key))
    """
  }
}
