package import Loyalty
package import Shop

/// What predictions are wanted, and what they are to be made from.
package struct PredictionRequest: Hashable, Sendable {
  package let now: Instant
  package let rules: OrderRules
  package let calendar: ShopCalendar
  package let currency: Currency
  package let terms: PredictionTerms
  /// In days: for which times ahead each customer's expected orders are wanted besides the usual.
  package let horizons: Set<Int>

  package init(
    now: Instant,
    rules: OrderRules,
    calendar: ShopCalendar,
    currency: Currency,
    settings: PredictionSettings,
    horizons: Set<Int> = []
  ) {
    self.now = now
    self.rules = rules
    self.calendar = calendar
    self.currency = currency
    terms = settings.terms(after: calendar.lastFullDay(before: now))
    self.horizons = horizons
  }

  /// The day that is today.
  var day: CivilDay { calendar.day(of: now) }

  /// The last day that is over.
  var lastDay: CivilDay { calendar.lastFullDay(before: now) }
}
