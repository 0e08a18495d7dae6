import Database
import Loyalty
import SQL
import Shop

/// Reads vouchers as values.
enum VoucherReader {
  /// Those issued before a moment, the newest first, by customer.
  ///
  /// A voucher is redeemed by the first of its customer's orders that counts and has its code as
  /// coupon.
  static func vouchers(
    of customers: CustomerSelection,
    in club: Club,
    before now: Instant,
    on connection: any DatabaseConnection
  ) throws -> [Int64: [ClubVoucher]] {
    var vouchers: [Int64: [ClubVoucher]] = [:]
    try connection.forEachRow(
      """
      SELECT v.customer_key, v.code, v.name, v.issued_at, v.valid_until, v.points, v.worth,
        v.reward, (
          SELECT min(o.placed_at) FROM \(club.redemptions(of: "v", before: now)))
      FROM vouchers AS v
      WHERE \(customers.contains("v.customer_key")) AND v.issued_at < \(now.milliseconds)
      ORDER BY v.customer_key, v.issued_at DESC, v.key DESC
      """
    ) { row in
      vouchers[try row.int(0), default: []].append(try voucher(row))
    }
    return vouchers
  }

  private static func voucher(_ row: Row) throws -> ClubVoucher {
    let reward = try row.optionalText(7)
    let name = try row.text(2)
    return ClubVoucher(
      code: try row.text(1),
      content: try reward.map { .reward($0, card: name) } ?? .amount(try row.int(6)),
      issuedAt: Instant(milliseconds: try row.int(3)),
      validUntil: try row.optionalInt(4).map(Instant.init(milliseconds:)),
      points: try row.int(5),
      redeemedAt: try row.optionalInt(8).map(Instant.init(milliseconds:))
    )
  }
}
