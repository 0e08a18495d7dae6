package import Loyalty
package import Shop

/// A segment's file, not read yet.
package struct SegmentSource: Hashable, Sendable {
  /// What other files call it: the file's name without its ending.
  package let name: String
  package let text: String
  /// The path that diagnostics show.
  package let file: String

  package init(name: String, text: String, file: String) {
    self.name = name
    self.text = text
    self.file = file
  }
}

/// What the shop means by amounts, days and orders, and how far ahead it looks.
package struct ShopTerms: Hashable, Sendable {
  package let currency: Currency
  package let calendar: ShopCalendar
  package let orderRules: OrderRules
  package let predictions: PredictionSettings
  /// Nil where the shop has no customer club.
  package let club: ClubRules?

  package init(
    currency: Currency,
    calendar: ShopCalendar,
    orderRules: OrderRules,
    predictions: PredictionSettings = .usual,
    club: ClubRules? = nil
  ) {
    self.currency = currency
    self.calendar = calendar
    self.orderRules = orderRules
    self.predictions = predictions
    self.club = club
  }
}
