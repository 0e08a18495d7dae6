import Loyalty
import Shop
import TestSupport
import Testing

@Suite struct CohortTests {
  private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(iso: text)) }

  private func history(_ customers: [[(String, Int64)]]) throws -> OrderHistory {
    var history = OrderHistory()
    for orders in customers {
      history.addCustomer()
      for (text, total) in orders { history.add(day: try day(text), total: total) }
    }
    return history
  }

  @Test func aCohortIsFollowedMonthByMonth() throws {
    let history = try history([
      [("2025-01-03", 100), ("2025-01-30", 50), ("2025-03-01", 70)],
      [("2025-01-31", 200), ("2025-02-01", 10), ("2025-02-28", -5)],
      [("2025-02-10", -40), ("2025-03-05", 30)],
      [("2025-02-11", 0)],
      [],
    ])
    let table = CohortTable(history, by: .month, through: try day("2025-03-31"))
    #expect(table.cohorts.map { "\($0.period.first)" } == ["2025-01-01", "2025-03-01"])
    #expect(table.cohorts.map(\.customers) == [2, 1])
    #expect(table.cohorts[0].cells.map(\.active) == [2, 1, 1])
    #expect(table.cohorts[0].cells.map(\.revenue) == [350, 5, 70])
    #expect((0..<3).map(table.cohorts[0].share) == [1, 0.5, 0.5])
    // What came before the first purchase is of no cohort.
    #expect(table.cohorts[1].cells.map(\.revenue) == [30])
  }

  @Test func ordersAfterTheLastDayAreLeftOut() throws {
    let history = try history([
      [("2025-01-03", 100), ("2025-02-15", 50)], [("2025-02-16", 10)],
    ])
    let table = CohortTable(history, by: .month, through: try day("2025-02-15"))
    #expect(table.cohorts.count == 1)
    #expect(table.cohorts[0].cells.map(\.active) == [1, 1])
    #expect(CohortTable(history, by: .month, through: try day("2024-12-31")).cohorts.isEmpty)
    #expect(CohortTable(OrderHistory(), by: .month, through: try day("2025-12-31")).cohorts.isEmpty)
  }

  @Test func quartersAndMembersAreFollowedToo() throws {
    let history = try history([
      [("2025-01-03", 100), ("2025-03-30", 50), ("2025-04-01", 70)], [("2025-02-16", 10)],
    ])
    let table = CohortTable(history, by: .quarter, through: try day("2025-04-30"))
    #expect(table.unit == .quarter)
    #expect(table.cohorts.map(\.customers) == [2])
    #expect(table.cohorts[0].cells.map(\.active) == [2, 1])
    let one = CohortTable(history, by: .quarter, through: try day("2025-04-30")) { $0 == 1 }
    #expect(one.cohorts[0].customers == 1)
    #expect(one.cohorts[0].cells.map(\.active) == [1, 0])
  }

  @Test func eachCustomerIsInOneCohortAndAllRevenueInOneCell() {
    var random = SeededGenerator(seed: 11)
    var history = OrderHistory()
    var revenue: Int64 = 0
    for _ in 0..<300 {
      history.addCustomer()
      var day = 19_000 + Int.random(in: 0...700, using: &random)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let total = Int64.random(in: 1...900, using: &random)
        history.add(day: CivilDay(daysSince1970: day), total: total)
        revenue += total
        day += Int.random(in: 0...90, using: &random)
      }
    }
    for unit in FigurePeriod.Unit.allCases {
      let table = CohortTable(history, by: unit, through: CivilDay(daysSince1970: 20_500))
      #expect(table.cohorts.reduce(0) { $0 + $1.customers } == 300)
      #expect(table.cohorts.flatMap(\.cells).reduce(0) { $0 + $1.revenue } == revenue)
      #expect(table.cohorts.allSatisfy { $0.cells[0].active == $0.customers })
    }
  }
}
