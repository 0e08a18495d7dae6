import Foundation
import Loyalty
import Shop
import Testing
import Workspace

@Suite struct ClubRulesTests {
  private static let shop = """
    name: Bokhandeln
    time_zone: Europe/Stockholm
    currency: SEK
    language: sv
    brand: {sender: hej@bokhandeln.example, address: Storgatan 1}
    smtp: {url: "smtp://127.0.0.1:2525"}
    web: {url: "https://post.bokhandeln.example"}

    """

  private func withLoyalty(
    _ text: String,
    _ body: (LoyaltySettings) throws -> Void
  ) async throws {
    let file = Self.shop + "loyalty:\n" + text
    try await TestWorkspace.load(with: ["stamkund.yaml": file]) { workspace in
      #expect(TestWorkspace.report(workspace) == "")
      try body(try #require(workspace.configuration).loyalty)
    }
  }

  @Test func allThatAClubCanBeIsRead() async throws {
    let text = """
        points: {purchases: 2 per 10 SEK, review: 50, referral: 200}
        rounding: nearest
        expiry: end of year after 12 months
        expiring: 6 weeks
        since: 2026-01-01
        tiers:
          by: spend
          in: 12 months
          levels:
            - {name: gold, from: 8000 SEK, benefits: First to know}
            - {name: bronze, from: 0}
        stamp_cards:
          - {name: coffee, category: Coffee, every: 10, reward: A free bag}
          - {name: tea, brand: Lyons, every: 5, reward: A tin}
        vouchers:
          - {at: 500, worth: 50 SEK, valid: 90 days, prefix: BONUS}
          - {at: 1000, worth: 20.50 SEK, spends: no}
      """
    try await withLoyalty(text) { loyalty in
      #expect(loyalty.predictions == .usual)
      let rules = ClubRules(
        purchases: PointsRate(points: 2, per: 1_000),
        events: [EventPoints(kind: "review", points: 50), .init(kind: "referral", points: 200)],
        rounding: .nearest,
        expiry: .endOfYear(after: CalendarSpan(12, .months)),
        expiringSoon: CalendarSpan(6, .weeks),
        since: CivilDay(iso: "2026-01-01"),
        tiers: TierLadder(
          basis: .spend,
          window: CalendarSpan(12, .months),
          levels: [
            TierLevel(name: "bronze", from: 0),
            TierLevel(name: "gold", from: 800_000, benefits: "First to know"),
          ]
        ),
        stampCards: [
          StampCard(name: "coffee", goods: .category("Coffee"), every: 10, reward: "A free bag"),
          StampCard(name: "tea", goods: .brand("Lyons"), every: 5, reward: "A tin"),
        ],
        vouchers: [
          VoucherRule(at: 500, worth: 5_000, validity: CalendarSpan(90, .days), prefix: "BONUS"),
          VoucherRule(at: 1_000, worth: 2_050, spends: false),
        ]
      )
      #expect(loyalty.club == rules)
    }
  }

  @Test func aRateAloneIsAClub() async throws {
    try await withLoyalty("  points: 1 per 0.50 SEK\n") { loyalty in
      #expect(loyalty.club == ClubRules(purchases: PointsRate(points: 1, per: 50)))
    }
  }

  @Test(
    arguments: [
      ("never", PointsExpiry.never), ("12 months", .after(CalendarSpan(12, .months))),
      ("90 days", .after(CalendarSpan(90, .days))), ("End of year", .endOfYear(after: nil)),
      ("end of  year after 1 year", .endOfYear(after: CalendarSpan(1, .years))),
    ]
  )
  func anExpiryIsReadAsItIsSaid(_ text: String, _ expiry: PointsExpiry) async throws {
    try await withLoyalty("  points: 1 per 10 SEK\n  expiry: \(text)\n") { loyalty in
      #expect(loyalty.club?.expiry == expiry)
    }
  }

  @Test func predictionsAloneAreNoClub() async throws {
    try await withLoyalty("  horizon: 90 days\n  discount: 5%\n") { loyalty in
      #expect(loyalty.club == nil)
      #expect(loyalty.predictions.horizon == Horizon(90, .days))
      #expect(loyalty.predictions.yearlyDiscount == 0.05)
    }
  }

  @Test func theClubKnowsTheShopsOrdersAndDays() async throws {
    let file = Self.shop + "orders: {not_counted: [void]}\nloyalty: {points: 1 per 10 SEK}\n"
    try await TestWorkspace.load(with: ["stamkund.yaml": file]) { workspace in
      let club = try #require(workspace.configuration?.club)
      #expect(club.orders.notCounted == ["void"])
      #expect(club.calendar.timeZone.identifier == "Europe/Stockholm")
    }
  }
}
