import Loyalty
import SQL
import Shop

extension ConditionCompiler {
  /// The name of the common table expression with everyone's scores; see `scores`.
  static let scoresTable = "rfm"

  func truth(_ test: RFMTest) -> SQLQuery {
    let cells = (1...5).flatMap { recency in
      (1...5).filter { test.holds(RFM.Name(recency: recency, strength: $0)) }
        .map { recency * 10 + $0 }
    }
    if cells.isEmpty { return "FALSE" }
    return """
      customers.key IN (SELECT rfm.customer_key FROM rfm \
      WHERE rfm.recency * 10 + (rfm.frequency + rfm.monetary + 1) / 2 IN (\(list: cells)))
      """
  }

  func truth(_ score: RFMScore, _ test: NumberTest) -> SQLQuery {
    """
    customers.key IN (SELECT rfm.customer_key FROM rfm \
    WHERE \(test.truth(of: score.column, over: nil)))
    """
  }

  /// Whoever has one score has all, and a name.
  var hasScores: SQLQuery { "customers.key IN (SELECT rfm.customer_key FROM rfm)" }

  /// Everyone who has bought, with the scores of `RFMScale`: 1 + ⌊5 · (strictly worse) / n⌋, where
  /// the rank less 1 is the number of those strictly worse.
  var scores: SQLQuery {
    """
    SELECT buyers.customer_key AS customer_key, \
    1 + 5 * (RANK() OVER (ORDER BY buyers.last_order) - 1) / COUNT(*) OVER () AS recency, \
    1 + 5 * (RANK() OVER (ORDER BY buyers.orders) - 1) / COUNT(*) OVER () AS frequency, \
    1 + 5 * (RANK() OVER (ORDER BY buyers.spent) - 1) / COUNT(*) OVER () AS monetary \
    FROM (\(buyers)) AS buyers
    """
  }

  /// The boundaries of `RFMScale`: rows of which score (0, 1, 2), the k-th boundary and its value,
  /// in this order; none where nobody has bought.
  ///
  /// The k-th boundary of n values is the ⌈k·n/5⌉-th, the lowest first.
  var scoreBoundaries: SQLQuery {
    let parts = [RFMScore.recency, .frequency, .monetary].enumerated().map { index, score in
      """
      SELECT \(index) AS score, fifths.k AS k, ranked.value AS value \
      FROM (SELECT buyers.\(score.figure) AS value, \
      ROW_NUMBER() OVER (ORDER BY buyers.\(score.figure)) AS position, \
      COUNT(*) OVER () AS among FROM buyers) AS ranked \
      JOIN fifths ON ranked.position = (ranked.among * fifths.k + 4) / 5
      """ as SQLQuery
    }
    return """
      WITH buyers AS MATERIALIZED (\(buyers)), fifths AS (SELECT 1 AS k UNION ALL SELECT 2 \
      UNION ALL SELECT 3 UNION ALL SELECT 4) \
      SELECT score, k, value FROM (\(parts.joined(by: " UNION ALL "))) AS boundaries \
      ORDER BY score, k
      """
  }

  /// Everyone who has bought: the last order, the number of orders and what was spent in all.
  private var buyers: SQLQuery {
    """
    SELECT orders.customer_key AS customer_key, \
    MAX(CASE WHEN orders.total > 0 THEN orders.placed_at END) AS last_order, \
    COUNT(CASE WHEN orders.total > 0 THEN 1 END) AS orders, SUM(orders.total) AS spent \
    FROM orders WHERE \(counted(nil)) GROUP BY orders.customer_key HAVING MAX(orders.total) > 0
    """
  }
}

extension RFMScore {
  fileprivate var column: SQLQuery {
    switch self {
    case .recency: "rfm.recency"
    case .frequency: "rfm.frequency"
    case .monetary: "rfm.monetary"
    }
  }

  /// The column of buyers that it ranks.
  fileprivate var figure: SQLQuery {
    switch self {
    case .recency: "last_order"
    case .frequency: "orders"
    case .monetary: "spent"
    }
  }
}

extension Condition {
  /// Whether it needs the table of everyone's scores.
  var usesScores: Bool {
    switch self {
    case .rfm, .score, .known(.rfm, _), .known(.score, _): true
    default: false
    }
  }
}
