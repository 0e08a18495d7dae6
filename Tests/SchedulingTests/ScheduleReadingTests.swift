import Scheduling
import Shop
import Testing

@Suite struct ScheduleReadingTests {
  static let equals: [(String, String)] = [
    ("30 8 * * 1-5", "30 8 * * mon-fri"),
    ("0 0 * * 0", "0 0 * * 7"),
    ("0 0 * * 5-7", "0 0 * * Fri,SAT,sun"),
    ("0 0 1 JAN,jul *", "0 0 1 1,7 *"),
    ("*/15 * * * *", "0,15,30,45 * * * *"),
    ("0 8-18/2 * * *", "  0   8,10,12,14,16,18 * * * "),
  ]

  @Test(arguments: equals)
  func cronHasNamesRangesAndSteps(one: String, other: String) throws {
    // The rule for the two day fields depends on how they are written: compare the days it gives.
    let calendar = try calendar("UTC")
    let start = try instant("2026-11-22")
    let end = try instant("2027-11-22")
    #expect(
      try Schedule(cron: one).occurrences(from: start, to: end, in: calendar)
        == Schedule(cron: other).occurrences(from: start, to: end, in: calendar)
    )
  }

  static let everyEquals: [(String, String)] = [
    ("tuesday at 10:00", "Tue at 10:00"),
    ("tuesday at 10:00", "tuesdays at 10:00"),
    ("thursday at 9:00", "thur at 09:00"),
    ("weekday at 9:00", "monday, tue, wed, thu and friday at 9:00"),
    ("weekend at 9:00", "saturday and sunday at 9:00"),
    ("monday,thursday at 9:00", "thursday , monday at 9:00"),
    ("day at 8:30, 20:00", "day at 20:00, and 8:30"),
  ]

  @Test(arguments: everyEquals)
  func everyHasSeveralWordings(one: String, other: String) throws {
    #expect(try Schedule(every: one) == Schedule(every: other))
  }

  static let wrongCron: [(text: String, offset: Int, length: Int, message: String, help: String)] =
    [
      ("30 8 * *", 8, 1, "cron has five fields, not 4", "write minute, hour, day of the"),
      ("", 0, 1, "cron has five fields, not 0", "write minute"),
      ("@daily", 0, 6, "cron has five fields, not 1", "write minute"),
      ("0 30 8 * * 1", 11, 1, "cron has five fields, not 6", "write minute"),
      ("60 8 * * *", 0, 2, "'60' is not a minute", "0 to 59"),
      ("0 24 * * *", 2, 2, "'24' is not an hour", "0 to 23"),
      ("0 8 0 * *", 4, 1, "'0' is not a day of the month", "1 to 31"),
      ("0 8 * 13 *", 6, 2, "'13' is not a month", "1 to 12, or jan to dec"),
      ("0 8 * * 1-8", 10, 1, "'8' is not a day of the week", "0 to 7, or sun to sat"),
      ("0 8 * * mno", 8, 3, "'mno' is not a day of the week", "did you mean 'mon'?"),
      ("0 8 * * fri-mon", 8, 7, "the range 'fri-mon' goes backwards", "write two ranges"),
      ("*/0 8 * * *", 2, 1, "'*/0' has no step of 1 or more", "write it as */15"),
      ("*/x 8 * * *", 2, 1, "'*/x' has no step of 1 or more", "write it as */15"),
      ("5/15 8 * * *", 0, 4, "a step needs a range", "write 5-59/15"),
      ("1,,2 8 * * *", 2, 1, "a minute is missing in the list", "write it as 1,3"),
      ("1- 8 * * *", 2, 1, "'' is not a minute", "0 to 59"),
      ("-1 8 * * *", 0, 1, "'' is not a minute", "0 to 59"),
      ("99999 8 * * *", 0, 5, "'99999' is not a minute", "0 to 59"),
      ("é 8 * * *", 0, 1, "'é' is not a minute", "0 to 59"),
    ]

  @Test(arguments: wrongCron)
  func saysWhereCronIsWrong(
    text: String,
    offset: Int,
    length: Int,
    message: String,
    help: String
  ) throws {
    let problem = try #require(throws: ScheduleProblem.self) { try Schedule(cron: text) }
    #expect(problem.message == message)
    #expect(problem.offset == offset)
    #expect(problem.length == length)
    #expect(problem.help?.hasPrefix(help) == true)
  }

  static let wrongEvery: [(text: String, offset: Int, length: Int, message: String, help: String)] =
    [
      ("tusday at 10:00", 0, 6, "'tusday' is not a day", "did you mean 'tuesday'?"),
      ("monday, thrusday at 10:00", 8, 8, "'thrusday' is not a day", "did you mean 'thursday'?"),
      ("tirsdag at 10:00", 0, 7, "'tirsdag' is not a day", "write day, weekday"),
      ("", 0, 1, "a day is missing", "write it as"),
      ("tuesday", 7, 1, "the time is missing", "write it as 'tuesday at 10:00'"),
      ("tuesday 10:00", 8, 5, "the time is missing", "write it as"),
      ("tuesday at", 10, 1, "the time is missing", "write it as"),
      ("tuesday at 25:00", 11, 5, "'25:00' is not a time", "write it as 09:00"),
      ("tuesday at 9", 11, 1, "'9' is not a time", "write it as 09:00"),
      ("tuesday at 9:00 sharp", 16, 5, "'sharp' is not expected", "write it as"),
      ("month at 9:00", 6, 2, "the day of the month is missing", "write it as 'month on 1"),
      ("month on 0 at 9:00", 9, 1, "'0' is not a day of the month", "write it as 'month on 1"),
      ("month on 31 at 9:00", 9, 2, "not every month has a day 31", "write 'month on last day'"),
      ("month on last at 9:00", 14, 2, "'day' is missing", "write it as 'month on 1"),
      ("hour at 10:00", 5, 2, "'at' is not expected", "write it as"),
    ]

  @Test(arguments: wrongEvery)
  func saysWhereEveryIsWrong(
    text: String,
    offset: Int,
    length: Int,
    message: String,
    help: String
  ) throws {
    let problem = try #require(throws: ScheduleProblem.self) { try Schedule(every: text) }
    #expect(problem.message == message)
    #expect(problem.offset == offset)
    #expect(problem.length == length)
    #expect(problem.help?.hasPrefix(help) == true)
  }

  static let wrongAt: [(text: String, offset: Int, length: Int, message: String)] = [
    ("", 0, 1, "a time is missing"),
    ("2026-12-01", 10, 1, "the time of the day is missing"),
    ("2026-02-30 09:00", 0, 10, "'2026-02-30' is not a day"),
    ("tomorrow 09:00", 0, 8, "'tomorrow' is not a day"),
    ("2026-12-01 9", 11, 1, "'9' is not a time"),
    ("2026-12-01 09:00+01:00", 16, 6, "a time here has no offset"),
    ("2026-12-01T09:00Z", 16, 1, "a time here has no offset"),
    ("2026-12-01 09:00 CET", 17, 3, "'CET' is not expected"),
  ]

  @Test(arguments: wrongAt)
  func saysWhereATimeIsWrong(text: String, offset: Int, length: Int, message: String) throws {
    let problem = try #require(throws: ScheduleProblem.self) { try Schedule(at: text) }
    #expect(problem.message == message)
    #expect(problem.offset == offset)
    #expect(problem.length == length)
    #expect(problem.help != nil)
  }

  @Test func aTimeMayHaveATOrASpace() throws {
    #expect(try Schedule(at: "2026-12-01T09:00") == Schedule(at: "2026-12-01  9:00"))
  }
}
