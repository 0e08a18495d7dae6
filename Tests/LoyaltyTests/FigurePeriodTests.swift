import Loyalty
import Shop
import Testing

@Suite struct FigurePeriodTests {
  private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(iso: text)) }

  @Test(arguments: [
    (FigurePeriod.Unit.month, "2024-02-17", "2024-02-01", "2024-02-29", 29),
    (.month, "2025-12-31", "2025-12-01", "2025-12-31", 31),
    (.quarter, "2025-03-31", "2025-01-01", "2025-03-31", 90),
    (.quarter, "2025-11-02", "2025-10-01", "2025-12-31", 92),
    (.year, "2024-06-30", "2024-01-01", "2024-12-31", 366),
  ])
  func aDayLiesInItsPeriod(
    unit: FigurePeriod.Unit,
    of text: String,
    first: String,
    last: String,
    days: Int
  ) throws {
    let period = FigurePeriod(unit, of: try day(text))
    #expect(period == FigurePeriod(try day(first), through: try day(last)))
    #expect(period.days == days)
  }

  @Test func onlyFullPeriodsAreListed() throws {
    let (first, last) = (try day("2025-01-02"), try day("2025-07-31"))
    let months = FigurePeriod.full(.month, from: first, through: last)
    #expect(
      months.map { "\($0.first)" } == ["02", "03", "04", "05", "06", "07"].map { "2025-\($0)-01" }
    )
    let quarters = FigurePeriod.full(.quarter, from: first, through: last)
    #expect(quarters == [FigurePeriod(.quarter, of: try day("2025-04-01"))])
    #expect(FigurePeriod.full(.year, from: first, through: last).isEmpty)
    let exact = FigurePeriod.full(
      .month,
      from: try day("2025-01-01"),
      through: try day("2025-01-31")
    )
    #expect(exact.count == 1)
  }

  @Test(arguments: [
    (365, ShopCalendar.Unit.days, "2025-01-01", "2024-01-02"),
    (12, .months, "2025-01-01", "2024-01-01"),
    (1, .months, "2025-03-31", "2025-02-28"), (2, .weeks, "2025-03-15", "2025-03-01"),
    (2, .years, "2025-03-15", "2023-03-15"), (24, .hours, "2025-03-15", "2025-03-14"),
    (25, .hours, "2025-03-15", "2025-03-13"),
  ])
  func theActiveWindowReachesBack(
    amount: Int,
    unit: ShopCalendar.Unit,
    before text: String,
    first: String
  ) throws {
    let window = ActiveWindow(amount, unit)
    #expect("\(window.firstDay(before: try day(text)))" == first)
  }
}
