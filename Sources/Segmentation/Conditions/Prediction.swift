import Loyalty
import Shop

/// What is predicted of a customer; unknown of those who have bought nothing before today, and of
/// all where too few have come back.
enum Prediction: Hashable, Sendable {
  /// The chance of no order within the shop's usual time ahead.
  case churnRisk
  /// The days with orders to expect; without a time of its own within the shop's usual one.
  case expectedOrders(within: Horizon?)
  case lifetimeValue
}

/// What customers are ranked by.
enum RankedFigure: Hashable, Sendable {
  case measure(NumberMeasure)
  case prediction(Prediction)
  /// The customer's points.
  case points
}

extension ShopTerms {
  /// The days that a time ahead comes to; without one the shop's usual time.
  func days(_ horizon: Horizon?, at now: Instant) -> Int {
    (horizon ?? predictions.horizon).days(after: calendar.lastFullDay(before: now))
  }
}

extension Condition {
  /// What it needs to be predicted.
  var prediction: Prediction? {
    switch self {
    case .prediction(let prediction, _), .known(.prediction(let prediction), _): prediction
    case .top(let ranking): ranking.prediction
    default: nil
    }
  }
}

extension Ranking {
  var prediction: Prediction? {
    if case .prediction(let prediction) = figure { prediction } else { nil }
  }
}
