package import Shop

/// Customers by when they first bought, and how many of them bought in each period since.
package struct CohortTable: Hashable, Sendable {
  /// Those who first bought in one period.
  package struct Cohort: Hashable, Sendable {
    package let period: FigurePeriod
    package let customers: Int
    /// The period of the first purchase, then each later one up to the table's last.
    package fileprivate(set) var cells: [Cell]

    /// The share of the cohort that bought in the k-th period after its first, 0 to 1.
    package func share(_ k: Int) -> Double { Double(cells[k].active) / Double(customers) }
  }

  package struct Cell: Hashable, Sendable {
    /// Customers of the cohort with a purchase in the period.
    package fileprivate(set) var active = 0
    /// What they spent in it, less returns, in minor units.
    package fileprivate(set) var revenue: Int64 = 0
  }

  package let unit: FigurePeriod.Unit
  /// In the order of time; those without a customer are left out.
  package let cohorts: [Cohort]

  /// Counts the orders through `lastDay`; the period of that day may not have ended.
  ///
  /// A purchase is an order with a total above 0; orders before a customer's first one are left out.
  /// With `members`, by customers' numbers, the table is of these customers only.
  package init(
    _ history: OrderHistory,
    by unit: FigurePeriod.Unit,
    through lastDay: CivilDay,
    of members: ((Int) -> Bool)? = nil
  ) {
    self.unit = unit
    guard let firstDay = history.firstDay, firstDay <= lastDay else {
      cohorts = []
      return
    }
    let line = PeriodLine(unit, from: firstDay, through: lastDay)
    var sizes = [Int](repeating: 0, count: line.periods.count)
    var cells = line.periods.indices.map { [Cell](repeating: Cell(), count: sizes.count - $0) }
    for customer in 0..<history.customers where members?(customer) ?? true {
      let range = history.range(of: customer)
      guard let first = range.first(where: { history.totals[$0] > 0 }),
        let cohort = line.period(of: history.days[first])
      else { continue }
      sizes[cohort] += 1
      var latest = -1
      for order in first..<range.upperBound {
        guard let period = line.period(of: history.days[order]) else { break }
        cells[cohort][period - cohort].revenue += history.totals[order]
        if history.totals[order] > 0 && period != latest {
          cells[cohort][period - cohort].active += 1
          latest = period
        }
      }
    }
    cohorts = line.periods.indices.filter { sizes[$0] > 0 }.map {
      Cohort(period: line.periods[$0], customers: sizes[$0], cells: cells[$0])
    }
  }
}

/// The periods from one day to another, one after the other, and the one that each day lies in.
private struct PeriodLine {
  let periods: [FigurePeriod]
  private let firstDay: Int
  private let indexes: [Int]

  init(_ unit: FigurePeriod.Unit, from first: CivilDay, through last: CivilDay) {
    var periods = [FigurePeriod(unit, of: first)]
    var indexes: [Int] = []
    var day = first
    while day <= last {
      if day > periods[periods.count - 1].last { periods.append(FigurePeriod(unit, of: day)) }
      indexes.append(periods.count - 1)
      day = day.adding(days: 1)
    }
    self.periods = periods
    self.indexes = indexes
    firstDay = first.daysSince1970
  }

  /// Nil beyond the line.
  func period(of day: Int32) -> Int? {
    let index = Int(day) - firstDay
    return indexes.indices.contains(index) ? indexes[index] : nil
  }
}
