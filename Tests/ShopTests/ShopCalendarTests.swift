import Foundation
import Shop
import Testing

@Suite struct ShopCalendarTests {
  private func calendar(_ zone: String) throws -> ShopCalendar {
    ShopCalendar(timeZone: try #require(TimeZone(identifier: zone)))
  }

  @Test(arguments: [
    // The clock jumps from 02:00 to 03:00, and in autumn from 03:00 back to 02:00.
    ("Europe/Stockholm", "2026-03-29T02:30", "2026-03-29T03:00:00+02:00"),
    ("Europe/Stockholm", "2026-10-25T02:30", "2026-10-25T02:30:00+02:00"),
    ("America/New_York", "2026-03-08 02:30", "2026-03-08T03:00:00-04:00"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:30:00+11:00"),
    ("Europe/Stockholm", "2026-11-22", "2026-11-22T00:00:00+01:00"),
    ("UTC", "2026-11-22T10:00:05.25+01:30", "2026-11-22T08:30:05.250+00:00"),
    ("Europe/Stockholm", "1969-07-20T20:17:40Z", "1969-07-20T21:17:40+01:00"),
  ])
  func readsLocalTimesAsTheWallShowsThem(zone: String, text: String, expected: String) throws {
    let calendar = try calendar(zone)
    let instant = try #require(calendar.instant(iso: text))
    #expect(calendar.iso8601(instant) == expected)
  }

  @Test(arguments: [
    "", "2026", "2026-11-22T", "2026-11-22T25:00", "2026-11-22 10:61", "x",
    "2026-11-22T10:00+25:00", "2026-11-22T10:00:00.", "2026-11-2210:00",
  ])
  func refusesWhatIsNoTime(text: String) throws {
    #expect(try calendar("UTC").instant(iso: text) == nil)
  }

  @Test func daysKeepTheTimeOnTheWallAcrossDaylightSaving() throws {
    let calendar = try calendar("Europe/Stockholm")
    let start = try #require(calendar.instant(iso: "2026-03-28T12:00"))
    #expect(
      calendar.iso8601(calendar.adding(1, .days, to: start)) == "2026-03-29T12:00:00+02:00"
    )
    #expect(
      calendar.iso8601(calendar.adding(24, .hours, to: start)) == "2026-03-29T13:00:00+02:00"
    )
    #expect(
      calendar.iso8601(calendar.adding(-1, .months, to: start)) == "2026-02-28T12:00:00+01:00"
    )
  }

  @Test func aDayWithoutMidnightStartsAfterTheGap() throws {
    let calendar = try calendar("America/Asuncion")
    let day = try #require(CivilDay(iso: "2023-10-01"))
    #expect(calendar.iso8601(calendar.startOfDay(day)) == "2023-10-01T01:00:00-03:00")
  }

  @Test func localAndInstantAreInverseWhereTheWallIsUnambiguous() throws {
    for zone in ["Europe/Stockholm", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"] {
      let calendar = try calendar(zone)
      for hours in stride(from: 0, to: 24 * 800, by: 7) {
        let instant = Instant(seconds: 1_700_000_000 + Int64(hours) * 3_600)
        let (day, seconds) = calendar.local(instant)
        let back = calendar.instant(of: day, secondsIntoDay: seconds)
        #expect(back == instant || back == instant.advanced(bySeconds: -3_600))
      }
    }
  }
}
