import Shop

extension OrderHistory {
  /// The figures of each period, in one pass over the orders, whether the periods overlap or not.
  ///
  /// With `members`, by customers' numbers, they are of these customers only, and guests left out:
  /// the figures of a segment.
  package func figures(
    for periods: [FigurePeriod],
    active window: ActiveWindow,
    of members: ((Int) -> Bool)? = nil
  ) -> [PeriodFigures] {
    let moments = Moments(periods, window)
    var tallies = periods.map { _ in Tally() }
    var places = [Place](repeating: Place(), count: moments.days.count)
    for customer in 0..<customers where members?(customer) ?? true {
      let range = range(of: customer)
      guard !range.isEmpty else { continue }
      locate(moments, in: range, into: &places)
      for index in periods.indices {
        let start = places[moments.starts[index]]
        let end = places[moments.ends[index]]
        tallies[index].count(wasActive: start.isActive, isActive: end.isActive)
        if start.order < end.order { tallies[index].add(totals[start.order..<end.order]) }
      }
    }
    return periods.indices.map { index in
      let guests = members == nil ? guestTotals(in: periods[index]) : []
      return tallies[index].figures(periods[index], guests: guests, active: window)
    }
  }

  /// Where a customer stands at each moment.
  private func locate(_ moments: Moments, in range: Range<Int>, into places: inout [Place]) {
    var order = range.lowerBound
    var lastPurchase = Int32.min
    for (index, day) in moments.days.enumerated() {
      while order < range.upperBound, days[order] < day {
        if totals[order] > 0 { lastPurchase = days[order] }
        order += 1
      }
      places[index] = Place(order: order, isActive: lastPurchase >= moments.activeSince[index])
    }
  }

  private func guestTotals(in period: FigurePeriod) -> [Int64] {
    let days = period.first.daysSince1970...period.last.daysSince1970
    return guestDays.indices.filter { days.contains(Int(guestDays[$0])) }.map { guestTotals[$0] }
  }
}

/// The starts of the days on which periods begin and after which they end, in the order of time.
private struct Moments {
  let days: [Int32]
  /// A purchase on this day or later makes active at the moment.
  let activeSince: [Int32]
  /// Which moment each period begins at, and ends at.
  let starts: [Int]
  let ends: [Int]

  init(_ periods: [FigurePeriod], _ window: ActiveWindow) {
    let firsts = periods.map(\.first)
    let nexts = periods.map { $0.last.adding(days: 1) }
    let moments = Set(firsts + nexts).sorted()
    let positions = Dictionary(uniqueKeysWithValues: zip(moments, moments.indices))
    days = moments.map { Int32(clamping: $0.daysSince1970) }
    activeSince = moments.map { Int32(clamping: window.firstDay(before: $0).daysSince1970) }
    starts = firsts.compactMap { positions[$0] }
    ends = nexts.compactMap { positions[$0] }
  }
}

/// Where a customer stands at a moment.
private struct Place {
  /// The first order that is not before it.
  var order = 0
  var isActive = false
}

/// The sums of one period.
private struct Tally {
  private var atStart = 0
  private var atEnd = 0
  private var joined = 0
  private var orders = 0
  private var revenue: Int64 = 0
  private var repeatBuyers = 0
  /// What each buyer spent.
  private var spends: [Int64] = []

  mutating func count(wasActive: Bool, isActive: Bool) {
    if wasActive { atStart += 1 }
    if isActive { atEnd += 1 }
    if isActive && !wasActive { joined += 1 }
  }

  mutating func add(_ totals: ArraySlice<Int64>) {
    var purchases = 0
    var spend: Int64 = 0
    for total in totals {
      if total > 0 { purchases += 1 }
      spend += total
    }
    orders += purchases
    revenue += spend
    if purchases > 1 { repeatBuyers += 1 }
    if purchases > 0 { spends.append(spend) }
  }

  func figures(
    _ period: FigurePeriod,
    guests: [Int64],
    active window: ActiveWindow
  ) -> PeriodFigures {
    PeriodFigures(
      period: period,
      retention: Retention(atStart: atStart, atEnd: atEnd, joined: joined),
      customerOrders: orders,
      customerRevenue: revenue,
      guestOrders: guests.count { $0 > 0 },
      guestRevenue: guests.reduce(0, +),
      buyers: spends.count,
      repeatBuyers: repeatBuyers,
      revenueByDecile: deciles,
      coversActiveWindow: window.firstDay(before: period.last.adding(days: 1)) >= period.first
    )
  }

  private var deciles: [Int64] {
    let sorted = spends.sorted(by: >)
    let ends = (0...10).map { (sorted.count * $0 + 9) / 10 }
    return zip(ends, ends.dropFirst()).map { sorted[$0..<$1].reduce(0, +) }
  }
}
