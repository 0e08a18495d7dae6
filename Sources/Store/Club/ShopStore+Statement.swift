import Database
package import Loyalty
import SQL
package import Shop

extension ShopStore {
  /// The lines of a customer's points before a moment, the oldest first.
  ///
  /// What the last `updateClub` has written is read.
  package func clubStatement(
    of customer: Int64,
    in club: Club,
    before now: Instant
  ) throws -> [StatementLine] {
    try database.blockingRead { connection in
      var balance: Int64 = 0
      return try connection.rows(
        """
        SELECT e.at, e.kind, e.cause, e.number, e.points, e.written_at, o.id, c.kind, v.code
        FROM points_entries AS e
        LEFT JOIN orders AS o ON e.kind = 'order' AND o.key = e.cause
        LEFT JOIN customer_events AS c ON e.kind = 'event' AND c.key = e.cause
        LEFT JOIN vouchers AS v ON e.kind = 'voucher' AND v.customer_key = e.customer_key
          AND v.source = 'points' AND v.ordinal = e.cause
        WHERE e.customer_key = \(customer) AND e.at < \(now.milliseconds)
        ORDER BY e.at, e.number, e.points DESC, e.kind, e.cause
        """
      ) { row in
        let points = try row.int(4)
        balance += points
        return StatementLine(
          at: Instant(milliseconds: try row.int(0)),
          points: points,
          balance: balance,
          cause: try cause(row),
          isCorrection: try row.int(3) > 1,
          writtenAt: Instant(milliseconds: try row.int(5))
        )
      }
    }
  }

  private func cause(_ row: Row) throws -> StatementCause {
    switch try row.text(1) {
    case "order": .order(try row.optionalText(6) ?? "")
    case "event": .event(kind: try row.optionalText(7) ?? "")
    case "voucher": .voucher(try row.optionalText(8) ?? "")
    default: .expiry(earned: CivilDay(daysSince1970: Int(try row.int(2))))
    }
  }
}
