import Documents

extension LoyaltySettings {
  static func read(_ keys: inout MappingReader) -> LoyaltySettings {
    guard var loyalty = keys.mapping("loyalty", ConfigurationKeys.loyalty) else { return .usual }
    let horizon = loyalty.span("horizon")
    let lifetime = loyalty.span("lifetime")
    let discount = loyalty.share("discount")
    keys.report(loyalty.problems)
    return LoyaltySettings(
      horizon: horizon?.value ?? usual.horizon,
      lifetime: lifetime?.value ?? usual.lifetime,
      discount: discount?.value ?? usual.discount
    )
  }
}
