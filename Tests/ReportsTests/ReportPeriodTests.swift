import Loyalty
import Reports
import Shop
import Testing

@Suite struct ReportPeriodTests {
  private static func day(_ text: String) throws -> CivilDay { try #require(CivilDay(iso: text)) }

  @Test(arguments: [
    ("2026-11-21", "2025-11-01", "2026-10-31"), ("2026-10-31", "2025-11-01", "2026-10-31"),
    ("2026-10-30", "2025-10-01", "2026-09-30"), ("2024-02-29", "2023-03-01", "2024-02-29"),
  ])
  func usuallyItIsTheLastTwelveFullMonths(lastDay: String, first: String, last: String) throws {
    let period = ReportPeriod.usual(through: try Self.day(lastDay))
    #expect("\(period.first)" == first)
    #expect("\(period.last)" == last)
  }

  @Test(arguments: [
    ("2025", "2025-01-01", "2025-12-31"), ("2025-Q4", "2025-10-01", "2025-12-31"),
    ("2024-q1", "2024-01-01", "2024-03-31"), ("2024-02", "2024-02-01", "2024-02-29"),
  ])
  func partsOfTheCalendarHaveNames(text: String, first: String, last: String) throws {
    let period = try #require(ReportPeriod.named(text))
    #expect("\(period.first)" == first)
    #expect("\(period.last)" == last)
  }

  @Test(arguments: [
    "", "25", "2025-", "2025-13", "2025-Q5", "2025-1", "2025-01-01", "-2025", "٢٠٢٥",
  ])
  func nothingElseHas(text: String) {
    #expect(ReportPeriod.named(text) == nil)
  }

  @Test func whatIsNotOverIsCutOff() throws {
    let period = try #require(ReportPeriod.named("2026"))
    let past = ReportPeriod.past(period, through: try Self.day("2026-11-21"))
    #expect(past.map { "\($0.last)" } == "2026-11-21")
    #expect(ReportPeriod.past(period, through: try Self.day("2025-12-31")) == nil)
  }
}
