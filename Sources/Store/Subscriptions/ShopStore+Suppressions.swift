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
  /// What the person said who suppressed it by hand.
  package let note: String?

  package init(reason: Reason, at: Instant, note: String? = nil) {
    self.reason = reason
    self.at = at
    self.note = note
  }
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
      _ = try Self.suppress(addressKey, because: reason, at: instant, on: connection)
    }
  }

  /// Never mails these addresses again, by the word of the shop; all of them or, where it throws,
  /// none.
  ///
  /// Returns those that were not suppressed before; the others keep the reason that they had.
  package func suppress(
    byHand addressKeys: some Sequence<String>,
    note: String?,
    at instant: Instant
  ) throws -> Set<String> {
    try database.blockingWrite(durability: .synced) { connection in
      var changed: Set<String> = []
      for key in addressKeys
      where try Self.suppress(key, because: .manual, note: note, at: instant, on: connection) {
        changed.insert(key)
      }
      return changed
    }
  }

  /// Takes the consent of all customers with the address back and suppresses the address.
  ///
  /// A consent that is imported later counts again only if it is younger than this. Survives a
  /// power failure once it has returned.
  package func unsubscribe(_ addressKey: String, at instant: Instant) throws {
    try database.blockingWrite(durability: .synced) { connection in
      try connection.executeScript(StoreSchema.addressIndex)
      try Self.unsubscribe(addressKey, at: instant, on: connection)
    }
  }

  /// Lets the addresses be mailed again, if their customers consent; all of them or, where it
  /// throws, none.
  ///
  /// Returns those that were suppressed.
  package func liftSuppressions(of addressKeys: some Sequence<String>) throws -> Set<String> {
    try database.blockingWrite(durability: .synced) { connection in
      try connection.executeScript(StoreSchema.addressIndex)
      var lifted: Set<String> = []
      for key in addressKeys {
        try connection.execute(
          "UPDATE customers SET unsubscribed_at = NULL WHERE email_key = \(key)"
        )
        let count = try connection.execute("DELETE FROM suppressions WHERE email_key = \(key)")
        if count == 1 { lifted.insert(key) }
      }
      return lifted
    }
  }

  /// Why and since when the address is suppressed; nil if it is not.
  package func suppression(of addressKey: String) throws -> Suppression? {
    try database.blockingRead { connection in
      try connection.row(Self.suppressions + "WHERE email_key = \(addressKey)") {
        try Self.suppression($0)
      }
    }
  }

  /// Calls `each` with every suppressed address, in their order.
  package func forEachSuppression(_ each: (String, Suppression) throws -> Void) throws {
    try database.blockingRead { connection in
      try connection.forEachRow(Self.suppressions + "ORDER BY email_key") { row in
        try each(try row.text(0), try Self.suppression(row))
      }
    }
  }

  private static let suppressions: SQLQuery = """
    SELECT email_key, reason, at, note FROM suppressions\u{20}
    """

  private static func suppression(_ row: Row) throws -> Suppression {
    guard let reason = Suppression.Reason(rawValue: try row.text(1)) else {
      throw StoreFailure.damagedSuppression
    }
    return Suppression(
      reason: reason,
      at: Instant(milliseconds: try row.int(2)),
      note: try row.optionalText(3)
    )
  }

  static func unsubscribe(
    _ addressKey: String,
    at instant: Instant,
    on connection: any DatabaseConnection
  ) throws {
    _ = try suppress(addressKey, because: .unsubscribed, at: instant, on: connection)
    try withdrawConsent(where: "email_key = \(addressKey)", at: instant, on: connection)
  }

  static func withdrawConsent(
    where condition: SQLQuery,
    at instant: Instant,
    on connection: any DatabaseConnection
  ) throws {
    try connection.execute(
      """
      UPDATE customers
      SET unsubscribed_at = \(instant.milliseconds), email_consent = 0,
        consent_at = \(instant.milliseconds), consent_source = 'unsubscribed'
      WHERE \(condition)
      """
    )
  }

  /// Whether there is a new reason.
  private static func suppress(
    _ addressKey: String,
    because reason: Suppression.Reason,
    note: String? = nil,
    at instant: Instant,
    on connection: any DatabaseConnection
  ) throws -> Bool {
    try connection.execute(
      """
      INSERT INTO suppressions (email_key, reason, at, note)
      VALUES (\(addressKey), \(reason.rawValue), \(instant.milliseconds), \(note))
      ON CONFLICT (email_key) DO UPDATE SET reason = excluded.reason, at = excluded.at
      WHERE excluded.reason = 'unsubscribed'
      """
    ) == 1
  }
}
