import Foundation
import Loyalty
import SQL
import Shop
import Store
import Testing

/// One point per 10 kronor and 50 for a review, in Stockholm.
func bookClub(
  expiry: PointsExpiry = .never,
  per amount: Int64 = 1_000,
  tiers: TierLadder? = nil,
  stampCards: [StampCard] = [],
  vouchers: [VoucherRule] = [],
  orders: OrderRules = .usual
) throws -> Club {
  Club(
    rules: ClubRules(
      purchases: PointsRate(points: 1, per: amount),
      events: [EventPoints(kind: "review", points: 50)],
      expiry: expiry,
      tiers: tiers,
      stampCards: stampCards,
      vouchers: vouchers
    ),
    orders: orders,
    calendar: try ImportFixture.stockholm()
  )
}

/// Runs a test with a fresh store of a shop that has a club.
func withClub(
  _ club: Club,
  _ body: (inout ImportFixture) async throws -> Void
) async throws {
  try await withFixture { fixture in
    var fixture = fixture
    fixture.club = club
    try await body(&fixture)
  }
}

extension ImportFixture {
  func instant(_ text: String) throws -> Instant {
    try #require(Self.stockholm().instant(iso: text))
  }

  /// Where the customer stands at the beginning of a day.
  func standing(_ id: String, at day: String = "2026-11-22") throws -> ClubStanding {
    let key = try #require(try store.history(ofCustomer: id)).key
    let club = try #require(club)
    return try #require(try store.clubStandings(of: [key], in: club, at: instant(day))[key])
  }

  /// The lines of a customer: the day, the points, the cause, and `*` where it is a correction.
  func statement(_ id: String, before day: String = "2026-11-22") throws -> [String] {
    let key = try #require(try store.history(ofCustomer: id)).key
    let club = try #require(club)
    return try store.clubStatement(of: key, in: club, before: instant(day)).map { line in
      "\(club.calendar.day(of: line.at)) \(line.points) \(line.cause)"
        + (line.isCorrection ? "*" : "")
    }
  }

  /// What all entries come to, by customer, time and cause, whatever the store's keys.
  func accounts() throws -> [String] {
    try rows(
      """
      SELECT c.id, e.at, e.kind, coalesce(o.id, v.id, v.kind || v.at, e.cause), sum(e.points)
      FROM points_entries AS e JOIN customers AS c ON c.key = e.customer_key
      LEFT JOIN orders AS o ON e.kind = 'order' AND o.key = e.cause
      LEFT JOIN customer_events AS v ON e.kind = 'event' AND v.key = e.cause
      GROUP BY 1, 2, 3, 4 HAVING sum(e.points) <> 0 ORDER BY 1, 2, 3, 4
      """
    )
  }

  func entryCount() throws -> String {
    try rows("SELECT count(*) FROM points_entries").joined()
  }
}
