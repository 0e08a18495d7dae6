import Foundation
import Loyalty
import Shop
import Testing

@Suite struct PredictionSummaryTests {
  private static let start = CivilDay(daysSince1970: 20_000)

  private func summary(_ orders: [(Int, Int64)], through last: Int) -> PurchaseSummary? {
    let orders = orders.map { (day: Self.start.adding(days: $0.0), total: $0.1) }
    return PurchaseSummary(orders: orders, through: Self.start.adding(days: last))
  }

  @Test func aDayWithPurchasesCountsOnce() {
    let found = summary([(0, 500), (0, 100), (7, 300), (7, 50), (21, 1_000)], through: 35)
    #expect(found == PurchaseSummary(repeats: 2, recency: 3, age: 5, repeatSpend: 1_350))
  }

  @Test func freeOrdersArePurchasesAndReturnsAreNot() {
    let found = summary([(0, 0), (5, -900), (14, 0), (20, 700), (25, -700)], through: 28)
    let expected = PurchaseSummary(repeats: 2, recency: 20.0 / 7, age: 4, repeatSpend: 700)
    #expect(found == expected)
  }

  @Test func theFirstDayAndWhatComesAfterTheLastAreNoRepeats() {
    #expect(
      summary([(0, 100), (0, 100), (8, 100)], through: 7)
        == PurchaseSummary(repeats: 0, recency: 0, age: 1)
    )
    #expect(summary([(0, 100)], through: 0) == PurchaseSummary(repeats: 0, recency: 0, age: 0))
  }

  @Test func whoHasNotBoughtHasNoSummary() {
    #expect(summary([], through: 10) == nil)
    #expect(summary([(3, -100)], through: 10) == nil)
    #expect(summary([(11, 100)], through: 10) == nil)
  }

  @Test func theLastFullDayIsTheOneThatWasOver() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Stockholm"))
    let calendar = ShopCalendar(timeZone: zone)
    for (now, day) in [
      ("2026-11-22", "2026-11-21"), ("2026-11-22T00:00:00.001+01:00", "2026-11-21"),
      ("2026-11-22T23:59", "2026-11-21"), ("2026-11-22T23:30:00Z", "2026-11-22"),
    ] {
      let now = try #require(calendar.instant(iso: now))
      #expect("\(calendar.lastFullDay(before: now))" == day)
    }
  }

  @Test func theSampleIsThePapersFile() throws {
    let found = try CDNOW.sampleSummaries()
    let published = try CDNOW.paperSummaries()
    #expect(found.count == published.count)
    for (found, published) in zip(found, published) {
      #expect(found.repeats == published.repeats)
      #expect(abs(found.recency - published.recency) <= 0.005_001)
      #expect(abs(found.age - published.age) <= 0.005_001)
    }
  }

  @Test func aHistoryGivesEachCustomersSummary() {
    var history = OrderHistory()
    history.addCustomer()
    history.add(day: Self.start, total: 100)
    history.add(day: Self.start.adding(days: 7), total: 200)
    history.addCustomer()
    history.addCustomer()
    history.add(day: Self.start.adding(days: 3), total: -5)
    history.addGuestOrder(day: Self.start.adding(days: -2), total: 70)
    #expect(
      history.purchaseSummaries(through: Self.start.adding(days: 14)) == [
        PurchaseSummary(repeats: 1, recency: 1, age: 2, repeatSpend: 200), nil, nil,
      ]
    )
    #expect(history.customers == 3)
    #expect(history.orders == 4)
    #expect(history.firstDay == Self.start.adding(days: -2))
    #expect(OrderHistory().firstDay == nil)
  }
}
