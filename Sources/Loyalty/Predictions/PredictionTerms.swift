import Foundation

/// How far ahead predictions look, and what later money is worth now.
package struct PredictionTerms: Hashable, Sendable {
  /// What churn risk and expected orders speak of: the days after the last full day.
  package let horizonDays: Int
  /// The days whose orders make up the lifetime value.
  package let lifetimeDays: Int
  /// What a year's wait takes off, as 0.1 for 10 %: money a year ahead is divided by 1.1.
  package let yearlyDiscount: Double

  package init(horizonDays: Int = 180, lifetimeDays: Int = 365, yearlyDiscount: Double = 0.1) {
    precondition(horizonDays > 0 && lifetimeDays > 0, "a horizon has at least a day")
    precondition(yearlyDiscount >= 0, "a discount is not negative")
    self.horizonDays = horizonDays
    self.lifetimeDays = lifetimeDays
    self.yearlyDiscount = yearlyDiscount
  }

  /// The parts of the lifetime: 30 days each, the last one shorter.
  static let stepDays = 30

  /// The last day of each part, and what money of that part is worth now: 1 / (1+d)^(days/365).
  var steps: [(day: Int, worth: Double)] {
    let ends = stride(from: Self.stepDays, to: lifetimeDays, by: Self.stepDays) + [lifetimeDays]
    return ends.map { ($0, pow(1 + yearlyDiscount, -Double($0) / 365)) }
  }
}
