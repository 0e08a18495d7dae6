import Loyalty
import Shop
import Testing

@Suite struct ClubStandingTests {
  private func standing(_ lots: [(Int64, String)], at now: String) throws -> ClubStanding {
    let club = try bookClub(expiry: .after(CalendarSpan(12, .months)))
    var account = PointsLots()
    for (points, day) in lots { account.earn(points, on: try #require(CivilDay(iso: day))) }
    return ClubStanding(
      account,
      figure: 0,
      stampCards: [],
      vouchers: [],
      in: club,
      at: try club.at(now)
    )
  }

  private let lots: [(Int64, String)] = [
    (10, "2026-01-10"), (20, "2026-01-11"), (40, "2026-06-01"),
  ]

  @Test(
    arguments: [
      ("2026-11-01", 0), ("2026-12-11 23:59:59", 0), ("2026-12-12", 10), ("2026-12-13", 30),
    ] as [(String, Int64)]
  )
  func pointsThatEndWithinThirtyDaysAreExpiring(_ now: String, _ points: Int64) throws {
    let standing = try standing(lots, at: now)
    #expect(standing.points == 70)
    #expect(standing.expiring == points)
  }

  @Test func theNextToExpireAreThoseOfTheOldestDay() throws {
    let next = try standing(lots, at: "2026-11-01").nextExpiry
    #expect(next?.points == 10)
    #expect(next?.lastDay.description == "2027-01-10")
  }

  @Test func aVoucherIsOpenUntilItIsOverOrUsed() {
    func state(until end: Int64?, redeemed: Int64?) -> ClubVoucher.State {
      ClubVoucher(
        code: "ABC",
        content: .amount(5_000),
        issuedAt: Instant(seconds: 0),
        validUntil: end.map(Instant.init(seconds:)),
        points: 50,
        redeemedAt: redeemed.map(Instant.init(seconds:))
      )
      .state(at: Instant(seconds: 10))
    }
    #expect(state(until: nil, redeemed: nil) == .open)
    #expect(state(until: 11, redeemed: nil) == .open)
    #expect(state(until: 10, redeemed: nil) == .expired)
    #expect(state(until: 10, redeemed: 5) == .redeemed)
  }
}
