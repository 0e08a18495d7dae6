import Loyalty
import SQL
import Shop

extension Club {
  /// What decides the tier, as `customer_key` and `figure`, of those customers who have anything;
  /// of all where no customers are given.
  func tierFigures(
    on ladder: TierLadder,
    of customers: CustomerSelection?,
    at now: Instant
  ) -> SQLQuery {
    let isAsked: SQLQuery = customers.map { " AND \($0.contains("customer_key"))" } ?? ""
    let window = ladder.start(before: now, in: calendar)
    switch ladder.basis {
    case .spend:
      let start = [window, start].compactMap(\.self).max()
      let from: SQLQuery = start.map { " AND placed_at >= \($0.milliseconds)" } ?? ""
      return """
        SELECT customer_key, SUM(total) AS figure FROM orders
        WHERE customer_key IS NOT NULL\(isAsked) AND placed_at < \(now.milliseconds)\(from)
          AND \(orders.counted(status: "status"))
        GROUP BY customer_key
        """
    case .points:
      let from: SQLQuery = window.map { " AND at >= \($0.milliseconds)" } ?? ""
      return """
        SELECT customer_key, SUM(points) AS figure FROM points_entries
        WHERE kind IN ('order', 'event')\(isAsked) AND at < \(now.milliseconds)\(from)
        GROUP BY customer_key
        """
    }
  }

  /// The orders by which the voucher of that table alias is redeemed, as what stands behind a FROM.
  ///
  /// They are its customer's, count, and have its code as coupon; their alias is `o`.
  func redemptions(of voucher: SQLQuery, before now: Instant) -> SQLQuery {
    """
    orders AS o WHERE o.customer_key = \(voucher).customer_key
      AND upper(o.coupon) = \(voucher).code AND o.placed_at < \(now.milliseconds)
      AND \(orders.counted(status: "o.status"))
    """
  }
}
