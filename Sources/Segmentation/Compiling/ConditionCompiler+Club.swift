import SQL
import Shop

/// Points are sums over the ledger, which the store brings up to date before a segment is asked: see
/// `Segment.usesPoints`.
extension ConditionCompiler {
  func truth(_ measure: PointsMeasure, _ test: NumberTest) -> SQLQuery {
    let sum: SQLQuery = "SUM(points_entries.points)"
    // Customers without an entry have no points, which are 0.
    if test.holds(Int64(0)) {
      let fails: SQLQuery = "NOT \(test.truth(of: sum, over: nil))"
      return "customers.key NOT IN (\(grouped(measure, value: nil, having: fails)))"
    }
    let passes = test.truth(of: sum, over: nil)
    return "customers.key IN (\(grouped(measure, value: nil, having: passes)))"
  }

  func truth(_ test: TierTest) -> SQLQuery { any(of: test.conditions) }

  /// Whoever has reached the lowest tier has one.
  func isKnown(_ tiers: ClubTiers) -> SQLQuery { truth(of: tiers.isReached) }

  /// Each customer with entries, as `customer_key` and `value`.
  var points: SQLQuery {
    grouped(.balance, value: "SUM(points_entries.points)", having: "TRUE")
  }

  /// The customer's entries: when, how many points, and what kind of entry.
  func pointEntries(of customer: Int64) -> SQLQuery {
    """
    SELECT points_entries.at, points_entries.points, points_entries.kind FROM points_entries \
    WHERE points_entries.customer_key = \(customer) AND \(entries(.balance))
    """
  }

  private func any(of conditions: [Condition]) -> SQLQuery {
    conditions.isEmpty ? "FALSE" : Self.balanced(conditions.map(truth), " OR ")
  }

  private func grouped(
    _ measure: PointsMeasure,
    value: SQLQuery?,
    having: SQLQuery
  ) -> SQLQuery {
    let column: SQLQuery = value.map { ", \($0) AS value" } ?? ""
    return """
      SELECT points_entries.customer_key\(column) FROM points_entries WHERE \(entries(measure)) \
      GROUP BY points_entries.customer_key HAVING \(having)
      """
  }

  /// The truth that an entry is one of those that are summed.
  private func entries(_ measure: PointsMeasure) -> SQLQuery {
    switch measure {
    case .balance: return "points_entries.at < \(now.milliseconds)"
    case .earned(let window):
      let span = window?.span(at: now, in: terms.calendar) ?? TimeSpan(from: nil, until: now)
      let start: SQLQuery =
        span.from.map { "points_entries.at >= \($0.milliseconds) AND " } ?? ""
      return """
        \(start)points_entries.at < \(span.until.milliseconds) AND points_entries.kind IN ('order', 'event')
        """
    }
  }
}
