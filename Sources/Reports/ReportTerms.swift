package import Loyalty
package import Segmentation
package import Shop
package import Workspace

/// What a report is of: the shop's rules, the moment that is now, and the days asked for.
package struct ReportTerms: Sendable {
  package let shopName: String
  package let currency: Currency
  package let calendar: ShopCalendar
  package let rules: OrderRules
  package let activeWindow: ActiveWindow
  package let prediction: PredictionTerms
  package let now: Instant
  /// The days that the figures are for, all over by now.
  package let period: FigurePeriod
  /// What the period is shown by.
  package let unit: FigurePeriod.Unit
  /// Those whose figures stand beside the whole shop's.
  package let segments: [Segment]
  package let whatIf: WhatIf?
  /// Nil where the shop has no customer club.
  package let club: Club?

  /// Without a unit the period is shown by months, or if it is longer than two years by quarters,
  /// than six by years.
  package init(
    _ shop: ShopConfiguration,
    now: Instant,
    period: FigurePeriod,
    unit: FigurePeriod.Unit? = nil,
    segments: [Segment] = [],
    whatIf: WhatIf? = nil
  ) {
    shopName = shop.name
    currency = shop.currency
    calendar = shop.calendar
    rules = shop.orders
    activeWindow = ActiveWindow(shop.activeWindow.amount, shop.activeWindow.unit)
    prediction = shop.loyalty.predictions.terms(after: shop.calendar.lastFullDay(before: now))
    self.now = now
    self.period = period
    self.unit = unit ?? Self.usualUnit(of: period)
    self.segments = segments
    self.whatIf = whatIf
    club = shop.club
  }

  /// The last day that was over by now.
  package var lastDay: CivilDay { calendar.lastFullDay(before: now) }

  private static func usualUnit(of period: FigurePeriod) -> FigurePeriod.Unit {
    switch period.days {
    case ...732: .month
    case ...2_193: .quarter
    default: .year
    }
  }
}
