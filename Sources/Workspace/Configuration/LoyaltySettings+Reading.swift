import Documents
import Loyalty
import Shop

extension LoyaltySettings {
  /// Amounts are not checked where the currency is not known.
  static func read(_ keys: inout MappingReader, currency: Currency?) -> LoyaltySettings {
    guard var loyalty = keys.mapping("loyalty", ConfigurationKeys.loyalty) else { return .usual }
    let predictions = PredictionSettings.read(&loyalty)
    let club = ClubRules.read(&loyalty, currency: currency)
    keys.report(loyalty.problems)
    return LoyaltySettings(predictions: predictions, club: club)
  }
}

extension PredictionSettings {
  fileprivate static func read(_ keys: inout MappingReader) -> PredictionSettings {
    let horizon = keys.span("horizon")?.value
    let lifetime = keys.span("lifetime")?.value
    let discount = keys.share("discount")?.value
    return PredictionSettings(
      horizon: horizon.map { Horizon($0.amount, $0.unit) } ?? usual.horizon,
      lifetime: lifetime.map { Horizon($0.amount, $0.unit) } ?? usual.lifetime,
      yearlyDiscount: discount.map { Double($0.millionths) / 1_000_000 } ?? usual.yearlyDiscount
    )
  }
}
