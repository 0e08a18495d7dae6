import SQL
import Shop

/// Predictions are looked up in the tables that the store has made them into: see
/// `Segment.predictionHorizons`.
extension ConditionCompiler {
  func truth(_ prediction: Prediction, _ test: NumberTest) -> SQLQuery {
    let passes =
      prediction == .lifetimeValue
      ? test.truth(of: prediction.column, over: nil) : test.truth(ofReal: prediction.column)
    return "customers.key IN (SELECT customer_key FROM \(rows(of: prediction)) AND \(passes))"
  }

  func isKnown(_ prediction: Prediction) -> SQLQuery {
    """
    customers.key IN (SELECT customer_key FROM \(rows(of: prediction)) \
    AND \(prediction.column) IS NOT NULL)
    """
  }

  /// Each customer with a value, as `customer_key` and `value`.
  func values(of prediction: Prediction) -> SQLQuery {
    "SELECT customer_key, \(prediction.column) AS value FROM \(rows(of: prediction))"
  }

  /// The table with today's predictions, and the truth that a row is one of them.
  private func rows(of prediction: Prediction) -> SQLQuery {
    let newest: SQLQuery = """
      (SELECT MAX(prediction_sets.key) FROM prediction_sets \
      WHERE prediction_sets.day = \(today.daysSince1970))
      """
    if case .expectedOrders(let horizon) = prediction {
      return """
        expected_orders WHERE expected_orders.set_key = \(newest) \
        AND expected_orders.days = \(terms.days(horizon, at: now))
        """
    }
    return "predictions WHERE predictions.set_key = \(newest)"
  }
}

extension Prediction {
  fileprivate var column: SQLQuery {
    switch self {
    case .churnRisk: "predictions.churn_risk"
    case .expectedOrders: "expected_orders.orders"
    case .lifetimeValue: "predictions.lifetime_value"
    }
  }
}

extension NumberTest {
  /// The truth about a number that is not exact.
  fileprivate func truth(ofReal number: SQLQuery) -> SQLQuery {
    switch self {
    case .oneOf(let numbers): return "\(number) IN (\(list: numbers.map(\.double)))"
    case .noneOf(let numbers): return "\(number) NOT IN (\(list: numbers.map(\.double)))"
    case .within(let range):
      var parts: [SQLQuery] = []
      if let lower = range.lower {
        let sign: SQLQuery = lower.isIncluded ? ">=" : ">"
        parts.append("\(number) \(sign) \(lower.value.double)")
      }
      if let upper = range.upper {
        let sign: SQLQuery = upper.isIncluded ? "<=" : "<"
        parts.append("\(number) \(sign) \(upper.value.double)")
      }
      return parts.joined(by: " AND ")
    }
  }
}
