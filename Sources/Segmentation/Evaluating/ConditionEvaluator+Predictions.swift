import Loyalty
import Shop

extension ConditionEvaluator {
  /// A predicted figure, exact only where it is money.
  enum Predicted {
    case real(Double)
    case money(Int64)
  }

  func value(of prediction: Prediction) -> Predicted? {
    guard let forecast = surroundings.forecast else { return nil }
    let calendar = terms.calendar
    switch prediction {
    case .churnRisk:
      return forecast.prediction(of: buyer.orders, calendar: calendar).map { .real($0.churnRisk) }
    case .expectedOrders(let horizon):
      let days = terms.days(horizon, at: now)
      return forecast.expectedOrders(inDays: days, of: buyer.orders, calendar: calendar)
        .map { .real($0) }
    case .lifetimeValue:
      return forecast.prediction(of: buyer.orders, calendar: calendar)?.lifetimeValue
        .map { .money($0) }
    }
  }

  func answer(_ prediction: Prediction, _ test: NumberTest) -> Answer {
    let holds =
      switch value(of: prediction) {
      case .real(let number): test.holds(number)
      case .money(let amount): test.holds(amount)
      case nil: false
      }
    return Answer(holds: holds, value: words(prediction))
  }

  /// `72.3%`, `0.27 orders`, `1,250 SEK`, or why there is none.
  func words(_ prediction: Prediction) -> String {
    switch value(of: prediction) {
    case .money(let amount): text.money(amount)
    case .real(let share) where prediction == .churnRisk:
      "\(text.number(100 * share, decimals: 1))%"
    case .real(let orders): "\(text.number(orders, decimals: 2)) orders"
    case nil:
      surroundings.forecast.flatMap(prediction.unknownReason)
        .map { "unknown: \($0)" } ?? "no order before today"
    }
  }
}
