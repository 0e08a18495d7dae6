package import Loyalty
package import Shop

/// A shop's loyalty over a period, as values.
package struct ShopReport: Sendable {
  /// Retention over the twelve months that end with a day: what the levels of other trades are of.
  package struct YearlyRetention: Hashable, Sendable {
    package let lastDay: CivilDay
    package let retention: Retention
  }

  /// The figures of a segment's members.
  package struct SegmentFigures: Hashable, Sendable {
    package let name: String
    package let title: String
    /// Members now, whether they have bought or not.
    package let customers: Int
    package let figures: PeriodFigures
    package let yearly: YearlyRetention
  }

  package let terms: ReportTerms
  /// The first day with an order, if any was placed before now.
  package let firstDay: CivilDay?
  package let figures: PeriodFigures
  package let yearly: YearlyRetention
  /// The months, quarters or years that lie wholly within the period, from that of the first order.
  package let parts: [PeriodFigures]
  /// At the end of each of the parts.
  package let yearlyByPart: [YearlyRetention]
  /// Those who first bought within the period.
  package let cohorts: [CohortTable.Cohort]
  /// Of all who have bought by now.
  package let rfm: RFMGrid
  package let segments: [SegmentFigures]
  /// Of the customer club now; nil where the shop has none.
  package let club: ClubFigures?
  package let predictions: PredictionReport

  /// How one segment's and the whole shop's figures are named in a table.
  package static let wholeShop = "whole shop"

  package var period: FigurePeriod { terms.period }
}
