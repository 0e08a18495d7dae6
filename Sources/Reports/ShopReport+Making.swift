import Loyalty
package import Segmentation
import Shop
package import Store

extension ShopReport {
  /// Reads the shop's orders once and computes everything from them.
  ///
  /// The club's ledger is brought up to date first. `members` tells the keys of a segment's members,
  /// rising.
  package static func make(
    _ terms: ReportTerms,
    from store: ShopStore,
    members: (Segment) throws -> [Int64]
  ) async throws -> ShopReport {
    let orders = try store.orderHistory(
      before: terms.now,
      rules: terms.rules,
      calendar: terms.calendar
    )
    let members = try terms.segments.map(members)
    let history = orders.history
    let firstDay = history.firstDay
    async let predictions = PredictionReport.make(
      of: history,
      firstDay: firstDay,
      through: terms.lastDay,
      terms: terms.prediction,
      minorUnits: terms.currency.minorUnits
    )
    let line = PeriodLine(terms, firstDay: firstDay)
    let figures = line.figures(of: history)
    return ShopReport(
      terms: terms,
      firstDay: firstDay,
      figures: figures.whole,
      yearly: figures.yearly,
      parts: figures.parts,
      yearlyByPart: figures.yearlyByPart,
      cohorts: cohorts(of: history, terms),
      rfm: RFMGrid(history, lastPurchases: orders.lastPurchases),
      segments: zip(terms.segments, members).map { segment, keys in
        let figures = line.figures(of: history, members: positions(of: keys, in: orders))
        return SegmentFigures(
          name: segment.name,
          title: segment.title,
          customers: keys.count,
          figures: figures.whole,
          yearly: figures.yearly
        )
      },
      club: try club(terms, store),
      predictions: await predictions
    )
  }

  private static func club(_ terms: ReportTerms, _ store: ShopStore) throws -> ClubFigures? {
    guard let club = terms.club else { return nil }
    try store.updateClub(club)
    return try store.clubFigures(of: club, at: terms.now)
  }

  private static func cohorts(
    of history: OrderHistory,
    _ terms: ReportTerms
  ) -> [CohortTable.Cohort] {
    CohortTable(history, by: terms.unit, through: terms.period.last).cohorts
      .filter { $0.period.first >= terms.period.first }
  }

  /// Which of the history's customers are among the keys, both rising.
  private static func positions(of keys: [Int64], in orders: ShopOrders) -> [Bool] {
    var next = 0
    return orders.customerKeys.map { key in
      while next < keys.count, keys[next] < key { next += 1 }
      return next < keys.count && keys[next] == key
    }
  }
}

/// The stretches of time that a report has figures of: the period, its parts, and the years that
/// end with them.
private struct PeriodLine {
  struct Figures {
    let whole: PeriodFigures
    let parts: [PeriodFigures]
    let yearly: ShopReport.YearlyRetention
    let yearlyByPart: [ShopReport.YearlyRetention]
  }

  private let period: FigurePeriod
  private let parts: [FigurePeriod]
  private let window: ActiveWindow

  init(_ terms: ReportTerms, firstDay: CivilDay?) {
    period = terms.period
    parts = FigurePeriod.full(terms.unit, from: period.first, through: period.last)
      .filter { part in firstDay.map { part.last >= $0 } ?? false }
    window = terms.activeWindow
  }

  /// Of the whole shop, or of the members alone and then without the parts.
  func figures(of history: OrderHistory, members: [Bool]? = nil) -> Figures {
    let parts = members == nil ? parts : []
    let periods = [period] + parts
    let years = periods.map { Self.year(through: $0.last) }
    let isMember = members.map { members in { (customer: Int) in members[customer] } }
    let figures = history.figures(for: periods + years, active: window, of: isMember)
    let yearly = zip(periods, figures.dropFirst(periods.count)).map {
      ShopReport.YearlyRetention(lastDay: $0.last, retention: $1.retention)
    }
    return Figures(
      whole: figures[0],
      parts: Array(figures[1..<periods.count]),
      yearly: yearly[0],
      yearlyByPart: Array(yearly.dropFirst())
    )
  }

  private static func year(through last: CivilDay) -> FigurePeriod {
    FigurePeriod(last.adding(days: 1).adding(months: -12), through: last)
  }
}
