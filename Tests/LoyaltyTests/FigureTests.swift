import Loyalty
import Shop
import Testing

@Suite struct FigureTests {
  @Test(arguments: [(1_000, 1_150, 200, 0.95, 0.05), (1_000, 900, 200, 0.7, 0.3)])
  func retentionIsWhatIsLeftOfTheStart(
    start: Int,
    end: Int,
    new: Int,
    rate: Double,
    churn: Double
  ) throws {
    let retention = Retention(atStart: start, atEnd: end, joined: new)
    #expect(retention.rate == rate)
    #expect(abs(try #require(retention.churn) - churn) < 1e-15)
  }

  @Test func withoutCustomersAtTheStartThereIsNoRetention() {
    let retention = Retention(atStart: 0, atEnd: 50, joined: 50)
    #expect(retention.rate == nil && retention.churn == nil)
  }

  /// 8,000 customers buy 4 books of 200 kronor a year.
  private static let bookshop = figures(
    retention: Retention(atStart: 1_000, atEnd: 900, joined: 200),
    orders: 32_000,
    revenue: 640_000_000,
    buyers: 8_000
  )

  private static func figures(
    retention: Retention = Retention(atStart: 0, atEnd: 0, joined: 0),
    orders: Int,
    revenue: Int64,
    buyers: Int,
    coversActiveWindow: Bool = true
  ) -> PeriodFigures {
    PeriodFigures(
      period: FigurePeriod(.year, of: CivilDay(daysSince1970: 20_000)),
      retention: retention,
      customerOrders: orders,
      customerRevenue: revenue,
      buyers: buyers,
      repeatBuyers: buyers / 4,
      revenueByDecile: [revenue / 2] + Array(repeating: revenue / 18, count: 9),
      coversActiveWindow: coversActiveWindow
    )
  }

  @Test func theBookshopsCustomersAreWorth800KronorAYear() throws {
    let figures = Self.bookshop
    #expect(figures.averageOrder == 20_000)
    #expect(figures.purchaseFrequency == 4)
    #expect(figures.customerValue == 80_000)
    #expect(figures.repeatRate == 0.25)
    #expect(figures.topDecileShare == 0.5)
    // 30 % leave a year, so that they stay for 3 years and a third: 800 · 3.33.
    #expect(abs(try #require(figures.averageLifespan) - 10.0 / 3) < 1e-9)
    #expect(figures.simpleLifetimeValue == 266_667)
  }

  @Test func theBookshopDoublesIfAFifthBuysFiveTimesMore() throws {
    let change = try WhatIf("20% buy 5 times more")
    #expect(change.factor == 2)
    #expect(change.revenue(from: Self.bookshop.revenue) == 1_280_000_000)
  }

  @Test func nothingIsDividedByNothing() {
    let none = Self.figures(orders: 0, revenue: 0, buyers: 0)
    #expect(none.averageOrder == nil && none.purchaseFrequency == nil)
    #expect(none.customerValue == nil && none.repeatRate == nil && none.topDecileShare == nil)
    #expect(none.averageLifespan == nil && none.simpleLifetimeValue == nil)
  }

  @Test func theSimpleLifetimeValueNeedsChurnAndALongPeriod() {
    let loyal = Retention(atStart: 10, atEnd: 10, joined: 0)
    let stays = Self.figures(retention: loyal, orders: 10, revenue: 100, buyers: 10)
    #expect(stays.averageLifespan == nil && stays.simpleLifetimeValue == nil)
    let month = Self.figures(
      retention: Retention(atStart: 10, atEnd: 9, joined: 0),
      orders: 10,
      revenue: 100,
      buyers: 10,
      coversActiveWindow: false
    )
    #expect(month.simpleLifetimeValue == nil)
  }

  @Test func industriesAreListedWithWhatTheyKeep() {
    let levels = IndustryRetention.levels
    #expect(levels.count == 7)
    let byName = Dictionary(uniqueKeysWithValues: levels.map { ($0.industry, $0.rate) })
    #expect(byName["e-commerce"] == 0.3)
    #expect(byName["vehicles"] == 0.83)
    #expect(levels.last?.industry == "all" && levels.last?.rate == 0.755)
    #expect(levels.dropLast().map(\.rate) == levels.dropLast().map(\.rate).sorted(by: >))
  }
}
