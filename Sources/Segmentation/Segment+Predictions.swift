package import Diagnostics
package import Loyalty
package import Shop

extension Segment {
  /// For which times ahead, in days, the store must hold expected orders before the segment is
  /// asked; nil where it needs no predictions at all.
  package func predictionHorizons(at now: Instant) -> Set<Int>? {
    let predictions = (dependencies + [definition]).flatMap(\.predictions)
    guard !predictions.isEmpty else { return nil }
    return Set(
      predictions.compactMap { prediction, _ in
        guard case .expectedOrders(let horizon) = prediction else { return nil }
        return terms.days(horizon, at: now)
      }
    )
  }

  /// A warning at each sentence that is false of everyone because what it asks cannot be predicted.
  package func unknownPredictions(in forecast: ShopForecast) -> [Diagnostic] {
    (dependencies + [definition]).flatMap(\.predictions).compactMap { prediction, place in
      prediction.unknownReason(in: forecast).map { reason in
        .warning(
          "unknown-prediction",
          "\(prediction.noun) is unknown of everyone: \(reason)",
          at: place
        )
      }
    }
  }
}

extension Prediction {
  /// Why nobody's is known; nil where it is.
  func unknownReason(in forecast: ShopForecast) -> UnknownReason? {
    switch self {
    case .churnRisk, .expectedOrders: forecast.model.unknownReason
    case .lifetimeValue: forecast.unknownValueReason
    }
  }

  /// What it is called.
  var noun: String {
    switch self {
    case .churnRisk: "churn risk"
    case .expectedOrders: "the number of expected orders"
    case .lifetimeValue: "lifetime value"
    }
  }
}
