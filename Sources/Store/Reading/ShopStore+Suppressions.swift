import Database
import SQL
package import Shop

/// An address that must not be mailed.
package struct Suppression: Hashable, Sendable {
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    case unsubscribed
    case hardBounce = "hard_bounce"
    case manual
    case complaint
  }

  package let reason: Reason
  package let at: Instant
}

extension ShopStore {
  /// Never mails the address again.
  ///
  /// Of two reasons the first stays, but for a wish of the person's own, which outlasts all.
  /// `addressKey` is `MailAddress.mailboxKey`. Survives a power failure once it has returned.
  package func suppress(
    _ addressKey: String,
    because reason: Suppression.Reason,
    at instant: Instant
  ) throws {
    try database.blockingWrite(durability: .synced) { connection in
      try Self.suppress(addressKey, because: reason, at: instant, on: connection)
    }
  }

  /// Takes the consent of all customers with the address back and suppresses the address.
  ///
  /// A consent that is imported later counts again only if it is younger than this. Survives a
  /// power failure once it has returned.
  package func unsubscribe(_ addressKey: String, at instant: Instant) throws {
    try database.blockingWrite(durability: .synced) { connection in
      try Self.suppress(addressKey, because: .unsubscribed, at: instant, on: connection)
      try connection.executeScript(StoreSchema.addressIndex)
      try connection.execute(
        """
        UPDATE customers
        SET unsubscribed_at = \(instant.milliseconds), email_consent = 0,
          consent_at = \(instant.milliseconds), consent_source = 'unsubscribed'
        WHERE email_key = \(addressKey)
        """
      )
    }
  }

  /// Lets the address be mailed again, if its customers consent.
  ///
  /// Returns whether it was suppressed.
  package func liftSuppression(of addressKey: String) throws -> Bool {
    try database.blockingWrite(durability: .synced) { connection in
      try connection.executeScript(StoreSchema.addressIndex)
      try connection.execute(
        "UPDATE customers SET unsubscribed_at = NULL WHERE email_key = \(addressKey)"
      )
      return try connection.execute(
        "DELETE FROM suppressions WHERE email_key = \(addressKey)"
      ) == 1
    }
  }

  /// Why and since when the address is suppressed; nil if it is not.
  package func suppression(of addressKey: String) throws -> Suppression? {
    try database.blockingRead { connection in
      let row = try connection.row(
        "SELECT reason, at FROM suppressions WHERE email_key = \(addressKey)"
      ) { (try $0.text(0), try $0.int(1)) }
      guard let (text, at) = row, let reason = Suppression.Reason(rawValue: text) else {
        return nil
      }
      return Suppression(reason: reason, at: Instant(milliseconds: at))
    }
  }

  private static func suppress(
    _ addressKey: String,
    because reason: Suppression.Reason,
    at instant: Instant,
    on connection: any DatabaseConnection
  ) throws {
    try connection.execute(
      """
      INSERT INTO suppressions (email_key, reason, at)
      VALUES (\(addressKey), \(reason.rawValue), \(instant.milliseconds))
      ON CONFLICT (email_key) DO UPDATE SET reason = excluded.reason, at = excluded.at
      WHERE excluded.reason = 'unsubscribed'
      """
    )
  }
}
