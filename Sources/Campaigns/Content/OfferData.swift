import Liquid
import Loyalty
import Shop
import Workspace

/// What a template sees of the offer: the object `offer`.
enum OfferData {
  static let meanings = [
    ("title", "what the offer is, in words"), ("code", "this customer's code"),
    ("kind", "`percent`, `amount`, `free_shipping`, `gift` or `points`"),
    ("value", "percent, points, or money in minor units"),
    ("minimum", "money to spend at least, in minor units"),
    ("valid_until", "the last day it is valid"), ("categories", "the categories it is for"),
  ]

  static func data(
    of offer: Offer,
    code: String?,
    at now: Instant,
    calendar: ShopCalendar
  ) -> LiquidValue {
    [
      "title": .string(offer.title), "code": .text(code), "kind": .string(offer.kind),
      "value": value(offer.benefit), "minimum": .integer(offer.minimum?.amount),
      "valid_until": .day(lastDay(of: offer, at: now, calendar: calendar)),
      "categories": .array(offer.categories.map { .string($0) }),
    ]
  }

  private static func value(_ benefit: Offer.Benefit) -> LiquidValue {
    switch benefit {
    case .percent(let percent): .integer(Int64(percent))
    case .amount(let money): .integer(money.amount)
    case .points(let points): .integer(Int64(points))
    case .gift(let gift): .text(gift)
    case .freeShipping: .null
    }
  }

  private static func lastDay(
    of offer: Offer,
    at now: Instant,
    calendar: ShopCalendar
  ) -> CivilDay? {
    switch offer.validity {
    case .unlimited: nil
    case .until(let day): day
    case .lasting(let span): calendar.day(of: span.after(now, in: calendar))
    }
  }
}
