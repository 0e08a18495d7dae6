import Scheduling
import Shop
import TestSupport
import Testing

@Suite struct OccurrenceTests {
  /// A schedule, its zone, an instant, and the occurrences after it.
  static let changesOfTheClock: [(cron: String, zone: String, after: String, next: [String])] = [
    // Stockholm goes from 02:00 to 03:00 on 2026-03-29, and from 03:00 to 02:00 on 2026-10-25.
    (
      "30 2 * * *", "Europe/Stockholm", "2026-03-28T00:00:00+01:00",
      ["2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"]
    ),
    (
      "*/20 2,3 * * *", "Europe/Stockholm", "2026-03-29T00:00:00+01:00",
      ["2026-03-29T03:00:00+02:00", "2026-03-29T03:20:00+02:00", "2026-03-29T03:40:00+02:00"]
    ),
    (
      "30 2 * * *", "Europe/Stockholm", "2026-10-24T12:00:00+02:00",
      ["2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"]
    ),
    (
      "0,30 * * * *", "Europe/Stockholm", "2026-10-25T02:30:00+02:00",
      ["2026-10-25T03:00:00+01:00", "2026-10-25T03:30:00+01:00"]
    ),
    (
      "0,30 * * * *", "Europe/Stockholm", "2026-10-25T02:10:00+01:00",
      ["2026-10-25T03:00:00+01:00"]
    ),
    // New York: 2026-03-08 and 2026-11-01.
    (
      "15 2 * * *", "America/New_York", "2026-03-08T00:00:00-05:00",
      ["2026-03-08T03:00:00-04:00", "2026-03-09T02:15:00-04:00"]
    ),
    (
      "15 1 * * *", "America/New_York", "2026-11-01T00:00:00-04:00",
      ["2026-11-01T01:15:00-04:00", "2026-11-02T01:15:00-05:00"]
    ),
    // Lord Howe moves by half an hour: 2026-10-04 at 02:00 to 02:30, 2026-04-05 at 02:00 to 01:30.
    (
      "10 2 * * *", "Australia/Lord_Howe", "2026-10-04T00:00:00+10:30",
      ["2026-10-04T02:30:00+11:00", "2026-10-05T02:10:00+11:00"]
    ),
    (
      "45 1 * * *", "Australia/Lord_Howe", "2026-04-05T00:00:00+11:00",
      ["2026-04-05T01:45:00+11:00", "2026-04-06T01:45:00+10:30"]
    ),
    // Cairo's days begin at 01:00 when the clock goes forward at midnight: 2026-04-24.
    (
      "0 0 * * *", "Africa/Cairo", "2026-04-23T12:00:00+02:00",
      ["2026-04-24T01:00:00+03:00", "2026-04-25T00:00:00+03:00"]
    ),
    (
      "59 23 * * *", "Africa/Cairo", "2026-04-23T12:00:00+02:00",
      ["2026-04-23T23:59:00+02:00", "2026-04-24T23:59:00+03:00"]
    ),
  ]

  @Test(arguments: changesOfTheClock)
  func aSkippedTimeMovesAndADoubleOneRunsOnce(
    cron: String,
    zone: String,
    after: String,
    next: [String]
  ) throws {
    let schedule = try Schedule(cron: cron)
    let calendar = try calendar(zone)
    var last = try instant(after)
    for expected in next {
      let occurrence = try #require(schedule.nextOccurrence(after: last, in: calendar))
      #expect(calendar.iso8601(occurrence) == expected)
      last = occurrence
    }
  }

  static let days: [(cron: String, after: String, next: String?)] = [
    ("30 8 * * 1-5", "2026-11-20T08:30:00Z", "2026-11-23T08:30:00+00:00"),
    ("0 9 29 2 *", "2026-11-22T00:00:00Z", "2028-02-29T09:00:00+00:00"),
    ("0 9 29 2 *", "2096-03-01T00:00:00Z", "2104-02-29T09:00:00+00:00"),
    ("0 9 30 2 *", "2026-11-22T00:00:00Z", nil),
    ("0 9 31 4,6,9,11 *", "2026-11-22T00:00:00Z", nil),
    ("0 9 13 * 5", "2026-11-22T00:00:00Z", "2026-11-27T09:00:00+00:00"),
    ("0 9 13 * 5", "2026-12-11T10:00:00Z", "2026-12-13T09:00:00+00:00"),
    ("0 9 1-7 * */7", "2026-11-22T00:00:00Z", "2026-12-06T09:00:00+00:00"),
    ("0 9 29 2 */7", "2026-11-22T00:00:00Z", "2032-02-29T09:00:00+00:00"),
    ("0 9 30 2 1", "2026-11-22T00:00:00Z", "2027-02-01T09:00:00+00:00"),
    ("0 9 * * 7", "2026-11-22T10:00:00Z", "2026-11-29T09:00:00+00:00"),
    ("0 9 * * 0", "2026-11-22T10:00:00Z", "2026-11-29T09:00:00+00:00"),
    ("59 23 31 12 *", "2026-12-31T23:59:00Z", "2027-12-31T23:59:00+00:00"),
    ("* * * * *", "2026-11-22T10:00:59Z", "2026-11-22T10:01:00+00:00"),
  ]

  @Test(arguments: days)
  func findsTheDayOrSaysThatThereIsNone(cron: String, after: String, next: String?) throws {
    let calendar = try calendar("UTC")
    let occurrence = try Schedule(cron: cron)
      .nextOccurrence(after: instant(after), in: calendar)
    #expect(occurrence.map(calendar.iso8601) == next)
  }

  static let everyday: [(every: String, next: [String])] = [
    ("tuesday at 10:00", ["2026-11-24T10:00:00+01:00", "2026-12-01T10:00:00+01:00"]),
    ("day at 08:30", ["2026-11-23T08:30:00+01:00", "2026-11-24T08:30:00+01:00"]),
    ("weekday at 9:00", ["2026-11-23T09:00:00+01:00", "2026-11-24T09:00:00+01:00"]),
    ("monday, thursday at 10:00", ["2026-11-23T10:00:00+01:00", "2026-11-26T10:00:00+01:00"]),
    ("weekend at 10:00", ["2026-11-28T10:00:00+01:00", "2026-11-29T10:00:00+01:00"]),
    ("month on 1 at 09:00", ["2026-12-01T09:00:00+01:00", "2027-01-01T09:00:00+01:00"]),
    ("month on 1, 15 at 09:00", ["2026-12-01T09:00:00+01:00", "2026-12-15T09:00:00+01:00"]),
    ("month on last day at 9:00", ["2026-11-30T09:00:00+01:00", "2026-12-31T09:00:00+01:00"]),
    ("day at 08:30 and 20:00", ["2026-11-22T20:00:00+01:00", "2026-11-23T08:30:00+01:00"]),
    ("hour", ["2026-11-22T18:00:00+01:00", "2026-11-22T19:00:00+01:00"]),
  ]

  @Test(arguments: everyday)
  func everyMeansWhatItSays(every: String, next: [String]) throws {
    let calendar = try calendar("Europe/Stockholm")
    let schedule = try Schedule(every: every)
    var last = try instant("2026-11-22T17:30:00+01:00")
    for expected in next {
      let occurrence = try #require(schedule.nextOccurrence(after: last, in: calendar))
      #expect(calendar.iso8601(occurrence) == expected)
      last = occurrence
    }
  }

  @Test func oneTimeComesOnce() throws {
    let calendar = try calendar("Europe/Stockholm")
    let schedule = try Schedule(at: "2026-12-01 09:00")
    let occurrence = try instant("2026-12-01T08:00:00Z")
    #expect(!schedule.isRecurring)
    #expect(
      schedule.nextOccurrence(after: try instant("2026-11-22"), in: calendar) == occurrence
    )
    #expect(schedule.nextOccurrence(after: occurrence, in: calendar) == nil)
    let skipped = try Schedule(at: "2026-03-29 02:30")
    #expect(
      skipped.nextOccurrence(after: try instant("2026-01-01"), in: calendar)
        == (try instant("2026-03-29T01:00:00Z"))
    )
  }

  @Test func aStretchHasItsStartAndNotItsEnd() throws {
    let calendar = try calendar("UTC")
    let schedule = try Schedule(cron: "0 */6 * * *")
    let found = schedule.occurrences(
      from: try instant("2026-11-22T00:00:00Z"),
      to: try instant("2026-11-22T18:00:00Z"),
      in: calendar
    )
    #expect(found.map(\.milliseconds) == (0..<3).map { 1_795_305_600_000 + $0 * 21_600_000 })
  }

  @Test(arguments: [
    ("Europe/Stockholm", "2026-03-27"), ("Europe/Stockholm", "2026-10-23"),
    ("America/New_York", "2026-10-30"), ("Australia/Lord_Howe", "2026-10-02"),
    ("Australia/Lord_Howe", "2026-04-03"), ("Africa/Cairo", "2026-04-22"), ("UTC", "2028-02-27"),
  ])
  func agreesWithANaiveEvaluation(zone: String, start: String) throws {
    let seed: UInt64 = 4_711
    var random = SeededGenerator(seed: seed)
    let calendar = try calendar(zone)
    let start = try instant(start, zone)
    let end = start.advanced(bySeconds: 5 * 86_400)
    var withOccurrences = 0
    for _ in 0..<12 {
      let cron = Self.randomCron(&random)
      let found = try Schedule(cron: cron).occurrences(from: start, to: end, in: calendar)
      let expected = NaiveCron(cron).occurrences(from: start, to: end, in: calendar)
      #expect(found == expected, "seed \(seed): \(cron)")
      if !found.isEmpty { withOccurrences += 1 }
    }
    #expect(withOccurrences > 3)
  }

  private static func randomCron(_ random: inout SeededGenerator) -> String {
    let ranges = [0...59, 0...23, 1...31, 1...12, 0...7]
    return ranges.map { range -> String in
      let choice = Int.random(in: 0..<8, using: &random)
      let ends = [Int.random(in: range, using: &random), Int.random(in: range, using: &random)]
      let step = Int.random(in: 1...7, using: &random)
      let span = "\(min(ends[0], ends[1]))-\(max(ends[0], ends[1]))"
      switch choice {
      case 0: return "\(ends[0]),\(ends[1])"
      case 1: return span
      case 2: return "\(span)/\(step)"
      case 3: return "*/\(step)"
      case 4 where range.upperBound > 12: return "\(ends[0])"
      default: return "*"
      }
    }
    .joined(separator: " ")
  }
}
