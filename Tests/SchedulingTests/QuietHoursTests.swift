import Scheduling
import Shop
import Testing

@Suite struct QuietHoursTests {
  static let times: [(hours: String, time: String, isQuiet: Bool)] = [
    ("21:00-08:00", "21:00", true),
    ("21:00-08:00", "23:59", true),
    ("21:00-08:00", "00:00", true),
    ("21:00-08:00", "07:59", true),
    ("21:00-08:00", "08:00", false),
    ("21:00-08:00", "20:59", false),
    ("12:00 - 13:00", "12:30", true),
    ("12:00 - 13:00", "13:00", false),
    ("12:00-13:00", "11:59", false),
    ("00:00-06:00", "00:00", true),
    ("22:00-00:00", "23:00", true),
    ("22:00-00:00", "00:00", false),
  ]

  @Test(arguments: times)
  func knowsItsTimes(hours: String, time: String, isQuiet: Bool) throws {
    let time = try #require(ClockTime(time))
    #expect(try QuietHours(hours).contains(time) == isQuiet)
  }

  static let ends: [(hours: String, instant: String, end: String)] = [
    ("21:00-08:00", "2026-11-22T22:00:00+01:00", "2026-11-23T08:00:00+01:00"),
    ("21:00-08:00", "2026-11-23T07:59:59+01:00", "2026-11-23T08:00:00+01:00"),
    ("21:00-08:00", "2026-11-23T08:00:00+01:00", "2026-11-23T08:00:00+01:00"),
    ("21:00-08:00", "2026-11-23T12:00:00+01:00", "2026-11-23T12:00:00+01:00"),
    ("21:00-02:30", "2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"),
    ("21:00-02:30", "2026-10-25T01:00:00+02:00", "2026-10-25T02:30:00+02:00"),
    ("21:00-02:30", "2026-10-25T02:10:00+01:00", "2026-10-25T02:10:00+01:00"),
  ]

  @Test(arguments: ends)
  func endsAtTheNextEndOnTheWall(hours: String, instant text: String, end: String) throws {
    let calendar = try calendar("Europe/Stockholm")
    let found = try QuietHours(hours).end(after: instant(text), in: calendar)
    #expect(calendar.iso8601(found) == end)
  }

  static let wrong: [(text: String, offset: Int, message: String)] = [
    ("21:00", 0, "'21:00' is not a stretch of the day"),
    ("", 0, "'' is not a stretch of the day"),
    ("21:00-", 0, "'21:00-' is not a stretch of the day"),
    ("21-8", 0, "'21' is not a time"),
    ("21:00 - 24:00", 8, "'24:00' is not a time"),
    ("08:00-8:00", 0, "quiet hours must end at another time than they start"),
  ]

  @Test(arguments: wrong)
  func saysWhatIsWrong(text: String, offset: Int, message: String) throws {
    let problem = try #require(throws: ScheduleProblem.self) { try QuietHours(text) }
    #expect(problem.message == message)
    #expect(problem.offset == offset)
  }

  @Test func aTimeReadsAsItIsWritten() {
    #expect(ClockTime("9:05")?.description == "09:05")
    #expect(ClockTime(hour: 23, minute: 59)?.description == "23:59")
    #expect(ClockTime(hour: 24, minute: 0) == nil)
    for text in ["", "9", "9:5", "009:00", "9:60", "24:00", "-1:00", "９:00", "9:00:00"] {
      #expect(ClockTime(text) == nil, "\(text)")
    }
  }
}
