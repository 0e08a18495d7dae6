import Database
package import Loyalty
import SQL
package import Shop

extension ShopStore {
  /// The whole club at a moment, from a ledger that is up to date.
  ///
  /// A voucher counts as redeemed from the order with its code on.
  package func clubFigures(of club: Club, at now: Instant) throws -> ClubFigures {
    try database.blockingRead { connection in
      let balances = try connection.row(
        """
        SELECT COUNT(*), COALESCE(SUM(points), 0)
        FROM (SELECT SUM(points) AS points FROM points_entries WHERE at < \(now.milliseconds)
          GROUP BY customer_key) AS balances
        WHERE points > 0
        """
      ) { (Int(try $0.int(0)), try $0.int(1)) }
      let vouchers = try connection.row(
        """
        SELECT COUNT(*), COALESCE(SUM(worth), 0) FROM vouchers
        WHERE issued_at < \(now.milliseconds)
          AND (valid_until IS NULL OR valid_until > \(now.milliseconds))
          AND NOT EXISTS (SELECT 1 FROM \(club.redemptions(of: "vouchers", before: now)))
        """
      ) { (Int(try $0.int(0)), try $0.int(1)) }
      let points = balances?.1 ?? 0
      return ClubFigures(
        members: balances?.0 ?? 0,
        points: points,
        worth: club.rules.worth(of: points),
        openVouchers: vouchers?.0 ?? 0,
        vouchersWorth: vouchers?.1 ?? 0,
        levels: try club.levels(at: now, on: connection)
      )
    }
  }
}

extension Club {
  /// How many customers stand on each level.
  fileprivate func levels(
    at now: Instant,
    on connection: any DatabaseConnection
  ) throws -> [ClubFigures.Level] {
    guard let ladder = rules.tiers else { return [] }
    let columns = ladder.levels.indices.map { index -> SQLQuery in
      let above: SQLQuery =
        index + 1 < ladder.levels.count ? " AND figure < \(ladder.levels[index + 1].from)" : ""
      return "COUNT(CASE WHEN figure >= \(ladder.levels[index].from)\(above) THEN 1 END)"
    }
    let counts = try connection.row(
      """
      SELECT \(columns.joined(by: ", "))
      FROM (SELECT CASE WHEN figures.figure > 0 THEN figures.figure ELSE 0 END AS figure
        FROM customers
        LEFT JOIN (\(tierFigures(on: ladder, of: nil, at: now))) AS figures
          ON figures.customer_key = customers.key) AS all_figures
      """
    ) { row in try ladder.levels.indices.map { Int(try row.int($0)) } }
    return zip(ladder.levels, counts ?? []).map { ClubFigures.Level(level: $0, customers: $1) }
  }
}
