import Loyalty
import Reports
import Shop
import Testing

@Suite struct RFMGridTests {
  /// Five customers who bought once each, for the same sum, on the same day.
  @Test func recencyGoesByTheInstantAndNotByTheDay() throws {
    let day = try #require(CivilDay(iso: "2026-06-01"))
    var history = OrderHistory()
    for _ in 0..<5 {
      history.addCustomer()
      history.add(day: day, total: 100)
    }
    let instants = (0..<5).map { Instant(seconds: Int64(day.daysSince1970) * 86_400 + 60 * $0) }
    let grid = RFMGrid(history, lastPurchases: instants)
    #expect(grid.customers == 5)
    for recency in 1...5 {
      let found = grid.cells.filter { $0.recency == recency }.reduce(0) { $0 + $1.customers }
      #expect(found == 1, "recency \(recency)")
    }
  }

  @Test func whoHasOnlyReturnsIsNotScored() throws {
    var history = OrderHistory()
    history.addCustomer()
    history.add(day: try #require(CivilDay(iso: "2026-06-01")), total: -100)
    let grid = RFMGrid(history, lastPurchases: [nil])
    #expect(grid.customers == 0)
    #expect(grid.spent == 0)
  }
}
