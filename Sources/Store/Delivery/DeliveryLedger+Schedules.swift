import Database
import SQL
package import Shop

extension DeliveryLedger {
  /// When this form of a campaign's schedule was first seen: now, if it never was.
  package func firstSeen(
    schedule form: String,
    ofCampaign campaign: String,
    at now: Instant
  ) throws -> Instant {
    let known = try database.blockingRead { connection in
      try connection.row(
        "SELECT first_seen_at FROM schedules WHERE campaign = \(campaign) AND form = \(form)"
      ) { Instant(milliseconds: try $0.int(0)) }
    }
    if let known { return known }
    return try database.blockingWrite(durability: .normal) { connection in
      try connection.execute(
        """
        INSERT INTO schedules (campaign, form, first_seen_at)
        VALUES (\(campaign), \(form), \(now.milliseconds))
        ON CONFLICT (campaign) DO UPDATE SET
          form = excluded.form, first_seen_at = excluded.first_seen_at
        """
      )
      return now
    }
  }
}
