package import Shop

/// What is predicted of a shop's customers after a day, or why nothing can be.
package struct ShopForecast: Hashable, Sendable {
  package let model: Estimate<PredictionModel>
  package let terms: PredictionTerms
  /// The last day that the purchases are known of.
  package let lastDay: CivilDay

  package init(model: Estimate<PredictionModel>, terms: PredictionTerms, lastDay: CivilDay) {
    self.model = model
    self.terms = terms
    self.lastDay = lastDay
  }

  /// Why the lifetime value is unknown; nil where it is known of those who have bought.
  package var unknownValueReason: UnknownReason? {
    model.unknownReason ?? model.value?.values.unknownReason
  }

  /// What is predicted of a customer with these counted orders, the oldest first; nil without a
  /// purchase through the last day.
  package func prediction(
    of orders: [Order],
    calendar: ShopCalendar
  ) -> CustomerPrediction? {
    guard let summary = summary(of: orders, calendar) else { return nil }
    return model.value?.predictions(for: [summary], terms: terms).first ?? nil
  }

  /// The days with orders to expect of such a customer within `days`.
  package func expectedOrders(
    inDays days: Int,
    of orders: [Order],
    calendar: ShopCalendar
  ) -> Double? {
    guard let summary = summary(of: orders, calendar) else { return nil }
    return model.value?.expectedOrders(inDays: days, for: [summary]).first ?? nil
  }

  private func summary(of orders: [Order], _ calendar: ShopCalendar) -> PurchaseSummary? {
    var latest = CivilDay(daysSince1970: 0)
    let days = orders.map { order in
      // Where a clock is set back across midnight, a later instant may have an earlier day.
      latest = max(latest, calendar.day(of: order.placedAt))
      return (day: latest, total: order.total)
    }
    return PurchaseSummary(orders: days, through: lastDay)
  }
}
