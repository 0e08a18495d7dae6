import Database
import Loyalty
package import Segmentation
import Shop
import Store
package import Workspace

/// What is known of the whole shop to tell where one customer stands in it; each part is nil where
/// no template shows what it is for, so that other campaigns do not pay for it.
struct ShopFigures: Sendable {
  /// For `customer.rfm`.
  var scale: RFMScale?
  /// For `customer.churn_risk` and `customer.lifetime_value`.
  var forecast: ShopForecast?
  /// For `customer.points` and what else is known of the club.
  var club: Club?
}

extension CampaignContent {
  /// What its templates need to know of the shop at a moment.
  func shopFigures(
    from store: ShopStore,
    terms: ShopTerms,
    at now: Instant
  ) async throws -> ShopFigures {
    var figures = ShopFigures()
    if shows("rfm") {
      figures.scale = try await store.database.read { connection in
        try terms.scale(at: now, ask: connection.values)
      }
    }
    if shows("churn_risk") || shows("lifetime_value") {
      figures.forecast = try await store.forecast(terms.predictionRequest(at: now))
    }
    if let club = terms.wholeClub, ClubData.fields.contains(where: { shows($0.name) }) {
      try await store.updateClub(club)
      figures.club = club
    }
    return figures
  }
}

extension ShopTerms {
  /// The club with what it counts and where its days begin; nil without one.
  var wholeClub: Club? {
    club.map { Club(rules: $0, orders: orderRules, calendar: calendar) }
  }

  /// What the store is asked for predictions by; the times ahead are days.
  func predictionRequest(at now: Instant, horizons: Set<Int> = []) -> PredictionRequest {
    PredictionRequest(
      now: now,
      rules: orderRules,
      calendar: calendar,
      currency: currency,
      settings: predictions,
      horizons: horizons
    )
  }
}

extension ShopConfiguration {
  /// What segments take amounts, days, orders and times ahead for.
  package var shopTerms: ShopTerms {
    ShopTerms(
      currency: currency,
      calendar: calendar,
      orderRules: orders,
      predictions: loyalty.predictions,
      club: loyalty.club
    )
  }
}
