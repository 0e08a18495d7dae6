import Loyalty
import Shop
import Testing

@Suite struct PointsExpiryTests {
  @Test(
    arguments: [
      (PointsExpiry.after(CalendarSpan(12, .months)), "2026-03-05", "2027-03-05"),
      (.after(CalendarSpan(1, .months)), "2026-01-31", "2026-02-28"),
      (.after(CalendarSpan(90, .days)), "2026-01-01", "2026-04-01"),
      (.after(CalendarSpan(1, .years)), "2028-02-29", "2029-02-28"),
      (.endOfYear(after: nil), "2026-01-01", "2026-12-31"),
      (.endOfYear(after: nil), "2026-12-31", "2026-12-31"),
      (.endOfYear(after: CalendarSpan(12, .months)), "2026-12-31", "2027-12-31"),
      (.endOfYear(after: CalendarSpan(1, .days)), "2026-12-31", "2027-12-31"),
    ]
  )
  func pointsLastThroughADay(_ expiry: PointsExpiry, _ earned: String, _ last: String) throws {
    let day = try #require(CivilDay(iso: earned))
    #expect(expiry.lastDay(ofPointsEarnedOn: day)?.description == last)
  }

  @Test func pointsThatNeverExpireHaveNoLastDay() {
    #expect(PointsExpiry.never.lastDay(ofPointsEarnedOn: CivilDay(daysSince1970: 0)) == nil)
  }

  /// The year ends with the shop's clock, wherever that is.
  @Test(
    arguments: [
      ("Europe/Stockholm", "2026-12-31T23:59:59.999+01:00"),
      ("America/New_York", "2026-12-31T23:59:59.999-05:00"),
      ("Pacific/Auckland", "2026-12-31T23:59:59.999+13:00"),
      ("UTC", "2026-12-31T23:59:59.999+00:00"),
    ]
  )
  func theYearEndsByTheShopsClock(_ zone: String, _ last: String) throws {
    let club = try bookClub(expiry: .endOfYear(after: nil), zone: zone)
    let activity = ClubActivity(orders: [try club.order(1, "2026-12-31 23:59:59", 10_000)])
    #expect(
      club.lines(club.ledger(of: activity)).last == "\(last) expiry 2026-12-31 -10"
    )
  }

  @Test func anOrderTheMomentAfterMidnightBelongsToTheNewYear() throws {
    let club = try bookClub(expiry: .endOfYear(after: nil))
    let activity = ClubActivity(orders: [try club.order(1, "2027-01-01 00:00", 10_000)])
    #expect(
      club.lines(club.ledger(of: activity)).last
        == "2027-12-31T23:59:59.999+01:00 expiry 2027-01-01 -10"
    )
  }

  /// On 29 March 2026 the clock of Stockholm skips an hour; in Santiago midnight itself is skipped
  /// on 6 September 2026.
  @Test(
    arguments: [
      ("Europe/Stockholm", "2026-03-28 12:00", "2026-03-29T23:59:59.999+02:00"),
      ("Europe/Stockholm", "2026-10-24 12:00", "2026-10-25T23:59:59.999+01:00"),
      ("America/Santiago", "2026-09-04 12:00", "2026-09-05T23:59:59.999-04:00"),
    ]
  )
  func aDayEndsWhereItDoesWhenClocksChange(
    _ zone: String,
    _ earned: String,
    _ last: String
  ) throws {
    let club = try bookClub(expiry: .after(CalendarSpan(1, .days)), zone: zone)
    let activity = ClubActivity(orders: [try club.order(1, earned, 10_000)])
    #expect(
      club.lines(club.ledger(of: activity)).last
        == "\(last) expiry \(earned.prefix(10)) -10"
    )
  }

  @Test func pointsAreThereUntilMidnightAndGoneAtMidnight() throws {
    let club = try bookClub(expiry: .after(CalendarSpan(12, .months)))
    let ledger = club.ledger(
      of: ClubActivity(orders: [try club.order(1, "2026-03-05 14:30", 10_000)])
    )
    #expect(ledger.balance(before: try club.at("2026-03-05 14:30")) == 0)
    #expect(ledger.balance(before: try club.at("2027-03-05 23:59:59")) == 10)
    #expect(ledger.balance(before: try club.at("2027-03-06")) == 0)
  }
}
