import Shop
import Testing
import Workspace

@Suite struct DateFormatTests {
  @Test(arguments: [
    ("M/d/yyyy", "5/14/1965", "1965-05-14"),
    ("M/d/yyyy", "04/08/1966", "1966-04-08"),
    ("M/d/yyyy", " 04/08/1966 ", "1966-04-08"),
    ("dd.MM.yy", "01.02.26", "2026-02-01"),
    ("dd.MM.yy", "01.02.69", "1969-02-01"),
    ("d MMM yyyy", "3 Feb 2024", "2024-02-03"),
    ("EEEE d MMMM y", "Monday 7 september 2026", "2026-09-07"),
    ("yyyyMMdd", "20260131", "2026-01-31"),
  ])
  func daysAreRead(_ pattern: String, _ text: String, _ day: String) throws {
    let reading = try #require(try read(text, as: pattern))
    #expect(reading.day.description == day)
    #expect(reading.millisecondsIntoDay == nil)
  }

  @Test(arguments: [
    ("M/d/yyyy H:mm", "12/1/2010 8:26", 8 * 3_600 + 26 * 60, nil),
    ("M/d/yyyy h:mm a", "12/1/2010 12:05 AM", 5 * 60, nil),
    ("M/d/yyyy h:mm a", "12/1/2010 12:05 p.m.", 12 * 3_600 + 5 * 60, nil),
    ("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-01-01T10:00:01+02:30", 36_001, 9_000),
    ("yyyy-MM-dd HH:mm:ss Z", "2026-01-01 10:00:01 -0100", 36_001, -3_600),
  ])
  func timesAreRead(_ pattern: String, _ text: String, _ seconds: Int, _ offset: Int?) throws {
    let reading = try #require(try read(text, as: pattern))
    #expect(reading.millisecondsIntoDay == seconds * 1_000)
    #expect(reading.offset == offset)
  }

  @Test func fractionsAreMilliseconds() throws {
    let reading = try #require(try read("2026-01-01 00:00:00.5", as: "yyyy-MM-dd HH:mm:ss.S"))
    #expect(reading.millisecondsIntoDay == 500)
  }

  @Test(arguments: [
    ("M/d/yyyy", "13/1/2020"), ("M/d/yyyy", "2/30/2020"), ("M/d/yyyy", "1/1/20"),
    ("M/d/yyyy", "1/1/2020 10:00"), ("M/d/yyyy", ""), ("M/d/yyyy", "1/1/20201"),
    ("M/d/yyyy H:mm", "1/1/2020 24:00"), ("M/d/yyyy H:mm", "1/1/2020 10:60"),
    ("M/d/yyyy h:mm a", "1/1/2020 13:00 PM"), ("d MMM yyyy", "1 Foo 2020"),
  ])
  func otherTextIsNoDate(_ pattern: String, _ text: String) throws {
    #expect(try read(text, as: pattern) == nil)
  }

  @Test(arguments: [
    ("M/d", InvalidDateFormat.lacks("year (yyyy)")),
    ("yyyy/d", .lacks("month (M)")),
    ("M/yyyy", .lacks("day (d)")),
    ("M/d/yyyy h:mm", .lacks("half of the day (a)")),
    ("M/d/yyyy mm", .lacks("hour (H)")),
    ("M/d/YYYY", .unknownLetters("YYYY")),
    ("M/d/yyyy 'at", .unclosedQuote),
  ])
  func aBadPatternSaysWhy(_ pattern: String, _ reason: InvalidDateFormat) {
    #expect(throws: reason) { try DateFormat(pattern: pattern) }
  }

  private func read(_ text: String, as pattern: String) throws -> DateFormat.Reading? {
    let format = try DateFormat(pattern: pattern)
    return Array(text.utf8).withUnsafeBufferPointer { format.read($0) }
  }
}
