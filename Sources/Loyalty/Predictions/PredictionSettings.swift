package import Shop

/// How far ahead a shop wants to see, as it says it.
package struct PredictionSettings: Hashable, Sendable {
  /// What churn risk and expected orders speak of.
  package let horizon: Horizon
  /// The time whose orders make up the lifetime value.
  package let lifetime: Horizon
  /// What a year's wait takes off, as 0.1 for 10 %.
  package let yearlyDiscount: Double

  package init(horizon: Horizon, lifetime: Horizon, yearlyDiscount: Double) {
    self.horizon = horizon
    self.lifetime = lifetime
    self.yearlyDiscount = yearlyDiscount
  }

  package static let usual = PredictionSettings(
    horizon: Horizon(180, .days),
    lifetime: Horizon(365, .days),
    yearlyDiscount: 0.1
  )

  /// The same in days after the last full day.
  package func terms(after lastDay: CivilDay) -> PredictionTerms {
    PredictionTerms(
      horizonDays: horizon.days(after: lastDay),
      lifetimeDays: lifetime.days(after: lastDay),
      yearlyDiscount: yearlyDiscount
    )
  }
}

/// A time ahead, such as 90 days or 6 months.
package struct Horizon: Hashable, Sendable {
  /// At least 1.
  package let amount: Int
  package let unit: ShopCalendar.Unit

  package init(_ amount: Int, _ unit: ShopCalendar.Unit) {
    precondition(amount > 0, "a time ahead is not empty")
    self.amount = amount
    self.unit = unit
  }

  /// How many days it is after a day; hours count as the days that they begin.
  package func days(after day: CivilDay) -> Int {
    let end =
      switch unit {
      case .hours: day.adding(days: (amount + 23) / 24)
      case .days: day.adding(days: amount)
      case .weeks: day.adding(days: 7 * amount)
      case .months: day.adding(months: amount)
      case .years: day.adding(months: 12 * amount)
      }
    return end.daysSince1970 - day.daysSince1970
  }
}
