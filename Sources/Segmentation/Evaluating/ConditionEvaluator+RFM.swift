import Loyalty
import Shop

extension ConditionEvaluator {
  /// The customer's scores; nil without a purchase.
  var rfm: RFM? { surroundings.scale?.scores(of: buyer) }

  /// What the customer's orders amount to.
  var buyer: CustomerFigures {
    CustomerFigures(of: history.orders, before: now, by: terms.orderRules)
  }

  func answer(_ test: RFMTest) -> Answer {
    Answer(holds: rfm.map { test.holds($0.name) } ?? false, value: rfmWords)
  }

  func answer(_ score: RFMScore, _ test: NumberTest) -> Answer {
    let holds = rfm.map { test.holds(Int64(score.score(of: $0))) } ?? false
    return Answer(holds: holds, value: words(score))
  }

  /// `loyal: recency 4, frequency 5, monetary 4`.
  var rfmWords: String {
    guard let rfm else { return Self.noOrder }
    return "\(rfm.name.rawValue): recency \(rfm.recency), frequency \(rfm.frequency), "
      + "monetary \(rfm.monetary)"
  }

  /// `score 4: last order 2026-06-10 (5 days ago)`.
  func words(_ score: RFMScore) -> String {
    let buyer = buyer
    guard let rfm = surroundings.scale?.scores(of: buyer), let last = buyer.lastOrder else {
      return Self.noOrder
    }
    let figure =
      switch score {
      case .recency: "last order \(text.past(last.placedAt))"
      case .frequency: text.count(Int64(buyer.purchases.count), "order", "orders")
      case .monetary: "\(text.money(buyer.spent)) spent"
      }
    return "score \(score.score(of: rfm)): \(figure)"
  }

  private static let noOrder = "no order"
}
