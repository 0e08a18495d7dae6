import Foundation
import Shop
import Testing
import Workspace

@Suite struct ValueTests {
  @Test(arguments: [
    ("365 days", CalendarSpan(365, .days)), ("12 months", CalendarSpan(12, .months)),
    ("1 year", CalendarSpan(1, .years)), ("3h", CalendarSpan(3, .hours)),
    ("day", CalendarSpan(1, .days)), (" 2 Weeks ", CalendarSpan(2, .weeks)),
  ])
  func spans(text: String, expected: CalendarSpan) {
    #expect(CalendarSpan(text) == expected)
  }

  @Test(arguments: [
    "", "7", "0 days", "-1 day", "1.5 days", "seven days", "3 fortnights", "1 2 days",
  ])
  func noSpans(text: String) {
    #expect(CalendarSpan(text) == nil)
  }

  @Test func aSpanIsCountedByTheCalendar() throws {
    let calendar = ShopCalendar(timeZone: try #require(TimeZone(identifier: "Europe/Stockholm")))
    let march = try #require(calendar.instant(iso: "2026-03-31T09:00"))
    let month = CalendarSpan(1, .months)
    #expect(calendar.iso8601(month.before(march, in: calendar)) == "2026-02-28T09:00:00+01:00")
    #expect(calendar.iso8601(month.after(march, in: calendar)) == "2026-04-30T09:00:00+02:00")
  }

  @Test(arguments: [
    ("3 per 7 days", "3 per 7 days"), ("1 per day", "1 per day"), ("2 per 1 month", "2 per month"),
  ])
  func caps(text: String, written: String) {
    #expect(FrequencyCap(text)?.description == written)
  }

  @Test(arguments: ["3 per", "per day", "0 per day", "3 in 7 days", "3/7 days", ""])
  func noCaps(text: String) {
    #expect(FrequencyCap(text) == nil)
  }

  @Test(arguments: [
    ("10%", 100_000), ("10 %", 100_000), ("2.5%", 25_000), ("2,5 %", 25_000), ("0.1", 100_000),
    ("100%", 1_000_000), ("0%", 0), ("0.0001%", 1),
  ])
  func shares(text: String, millionths: Int) {
    #expect(Share(text) == Share(millionths: millionths))
  }

  @Test(arguments: ["", "%", "101%", "2", "-1%", "1.00001%", "ten %", ".5", "1.", "1..2"])
  func noShares(text: String) {
    #expect(Share(text) == nil)
  }
}
