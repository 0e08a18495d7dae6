import Loyalty
import Shop
import TestSupport
import Testing

@Suite struct FigureHistoryTests {
  private static let start = CivilDay(daysSince1970: 19_000)

  private static func period(_ first: Int, _ last: Int) -> FigurePeriod {
    FigurePeriod(start.adding(days: first), through: start.adding(days: last))
  }

  @Test func activeIsWhoBoughtWithinTheWindowBeforeTheDay() throws {
    var history = OrderHistory()
    // Bought on these days; the window of ten days before day 20 is 10…19, before day 30 20…29.
    for days in [[9], [10], [19], [20], [29], [30], [10, 20], [3, 25], [12, 31]] {
      history.addCustomer()
      for day in days { history.add(day: Self.start.adding(days: day), total: 100) }
    }
    let figures = history.figures(for: [Self.period(20, 29)], active: ActiveWindow(10, .days))[0]
    #expect(figures.retention == Retention(atStart: 4, atEnd: 4, joined: 3))
    #expect(figures.retention.rate == 0.25)
    #expect(figures.buyers == 4)
    #expect(figures.coversActiveWindow)
  }

  @Test func returnsLowerTheRevenueAndAreNoPurchase() {
    var history = OrderHistory()
    history.addCustomer()
    history.add(day: Self.start, total: 1_000)
    history.add(day: Self.start.adding(days: 1), total: 0)
    history.add(day: Self.start.adding(days: 2), total: -300)
    history.addCustomer()
    history.add(day: Self.start.adding(days: 2), total: -50)
    history.addGuestOrder(day: Self.start.adding(days: 1), total: 400)
    history.addGuestOrder(day: Self.start.adding(days: 9), total: 400)
    let figures = history.figures(for: [Self.period(0, 5)], active: .usual)[0]
    #expect(figures.customerOrders == 1 && figures.customerRevenue == 650)
    #expect(figures.guestOrders == 1 && figures.guestRevenue == 400)
    #expect(figures.orders == 2 && figures.revenue == 1_050)
    #expect(figures.averageOrder == 525)
    #expect(figures.buyers == 1 && figures.repeatBuyers == 0)
    #expect(figures.revenueByDecile == [700, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(!figures.coversActiveWindow)
  }

  @Test func theTopDecileIsRoundedUp() {
    var history = OrderHistory()
    for amount in 1...11 as ClosedRange<Int64> {
      history.addCustomer()
      history.add(day: Self.start, total: amount)
    }
    let figures = history.figures(for: [Self.period(0, 0)], active: .usual)[0]
    #expect(figures.revenueByDecile[0] == 11 + 10)
    #expect(figures.topDecileShare == 21.0 / 66)
    #expect(figures.revenueByDecile.reduce(0, +) == 66)
  }

  @Test func aPeriodOfTheWindowsLengthCoversIt() throws {
    let history = OrderHistory()
    let year = FigurePeriod(.year, of: try #require(CivilDay(iso: "2025-05-05")))
    #expect(history.figures(for: [year], active: .usual)[0].coversActiveWindow)
    #expect(history.figures(for: [year], active: ActiveWindow(12, .months))[0].coversActiveWindow)
    let short = FigurePeriod(year.first.adding(days: 1), through: year.last)
    #expect(!history.figures(for: [short], active: .usual)[0].coversActiveWindow)
  }

  /// One pass over the columns against each figure counted by itself, in random shops.
  @Test(arguments: 1...25 as ClosedRange<UInt64>)
  func allPeriodsAreCountedAsEachAlone(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let shop = randomShop(&random)
    let history = history(of: shop)
    let periods = (0..<6).map { _ in
      let first = Int.random(in: -10...100, using: &random)
      return Self.period(first, first + Int.random(in: 0...40, using: &random))
    }
    let window = ActiveWindow(Int.random(in: 1...50, using: &random), .days)
    for (index, period) in periods.enumerated() {
      let found = history.figures(for: periods, active: window)[index]
      #expect(found == expected(shop, period, window), "seed \(seed)")
      let half = history.figures(for: periods, active: window) { $0.isMultiple(of: 2) }[index]
      let members = shop.indices.filter { $0.isMultiple(of: 2) }.map { shop[$0] }
      #expect(half == expected(members, period, window), "seed \(seed), half of the customers")
    }
  }

  private typealias Shop = [[(day: Int, total: Int64)]]

  private func randomShop(_ random: inout SeededGenerator) -> Shop {
    (0..<Int.random(in: 0...60, using: &random)).map { _ in
      (0..<Int.random(in: 0...8, using: &random))
        .map { _ in
          let total = Int64.random(in: -200...900, using: &random)
          return (Int.random(in: 0...120, using: &random), max(total, -90))
        }
        .sorted { $0.0 < $1.0 }
    }
  }

  private func history(of shop: Shop) -> OrderHistory {
    var history = OrderHistory()
    for orders in shop {
      history.addCustomer()
      for order in orders {
        history.add(day: Self.start.adding(days: order.day), total: order.total)
      }
    }
    return history
  }

  private func expected(
    _ shop: Shop,
    _ period: FigurePeriod,
    _ window: ActiveWindow
  ) -> PeriodFigures {
    let first = period.first.daysSince1970 - Self.start.daysSince1970
    let last = period.last.daysSince1970 - Self.start.daysSince1970
    func isActive(_ customer: [(day: Int, total: Int64)], at day: Int) -> Bool {
      customer.contains { $0.total > 0 && (day - window.amount..<day).contains($0.day) }
    }
    let start = shop.map { isActive($0, at: first) }
    let end = shop.map { isActive($0, at: last + 1) }
    let orders = shop.map { $0.filter { (first...last).contains($0.day) } }
    let purchases = orders.map { $0.count { $0.total > 0 } }
    let spends = zip(orders, purchases).filter { $0.1 > 0 }
      .map { $0.0.reduce(0) { $0 + $1.total } }.sorted(by: >)
    return PeriodFigures(
      period: period,
      retention: Retention(
        atStart: start.count { $0 },
        atEnd: end.count { $0 },
        joined: zip(start, end).count { !$0 && $1 }
      ),
      customerOrders: purchases.reduce(0, +),
      customerRevenue: orders.joined().reduce(0) { $0 + $1.total },
      buyers: spends.count,
      repeatBuyers: purchases.count { $0 > 1 },
      revenueByDecile: (1...10).map { decile in
        // The first ⌈n·k/10⌉ of the buyers.
        func end(_ k: Int) -> Int { (spends.count * k + 9) / 10 }
        return spends[end(decile - 1)..<end(decile)].reduce(0, +)
      },
      coversActiveWindow: last - first + 1 >= window.amount
    )
  }
}
