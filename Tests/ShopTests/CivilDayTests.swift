import Shop
import Testing

@Suite struct CivilDayTests {
  @Test func everyDayOfFourCenturiesSurvivesTheRoundTrip() {
    var previous: (Int, Int, Int) = (0, 0, 0)
    for number in -80_000...80_000 {
      let day = CivilDay(daysSince1970: number)
      let (year, month, date) = day.components
      #expect(CivilDay(year: year, month: month, day: date) == day)
      #expect((year, month, date) > previous)
      previous = (year, month, date)
    }
  }

  @Test func knowsFamousDays() {
    #expect(CivilDay(iso: "1970-01-01")?.daysSince1970 == 0)
    #expect(CivilDay(iso: "2026-11-22")?.weekday == 7)
    #expect(CivilDay(iso: "2000-02-29")?.daysSince1970 == 11_016)
    #expect(CivilDay(iso: "2026-11-22")?.description == "2026-11-22")
  }

  @Test(arguments: ["1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "26-1-1", "2026/01/01"])
  func refusesDaysThatAreNone(text: String) {
    #expect(CivilDay(iso: text) == nil)
  }

  @Test func monthsAreClampedToTheirLastDay() throws {
    let day = try #require(CivilDay(iso: "2024-01-31"))
    #expect(day.adding(months: 1).description == "2024-02-29")
    #expect(day.adding(months: -2).description == "2023-11-30")
    #expect(day.adding(months: 13).description == "2025-02-28")
  }

  @Test func aLeapDayChildAgesOnTheTwentyEighth() throws {
    let born = try #require(CivilDay(iso: "2000-02-29"))
    #expect(born.completedYears(until: try #require(CivilDay(iso: "2019-02-27"))) == 18)
    #expect(born.completedYears(until: try #require(CivilDay(iso: "2019-02-28"))) == 19)
    #expect(born.completedYears(until: try #require(CivilDay(iso: "2020-02-28"))) == 19)
    #expect(born.completedYears(until: try #require(CivilDay(iso: "2020-02-29"))) == 20)
  }
}
