import Loyalty
import Shop
import TestSupport

/// An entry of a ledger of points as the tests write it.
struct TestPoints: Hashable {
  let customer: Int64
  let at: Instant
  let points: Int64
  /// `order`, `event`, `expiry` or `voucher`.
  let kind: String
}

/// The club of the tests.
enum TestClub {
  /// By what was spent in the last 12 months.
  static let bySpending = rules(
    .spend,
    [("bronze", 10_000), ("Silver", 240_000), ("VIP gold", 400_000)]
  )
  /// By the points earned in the last 12 months; everyone has the lowest tier.
  static let byPoints = rules(.points, [("bronze", 0), ("Silver", 100), ("VIP gold", 300)])
  /// By what was spent since the club's first day.
  static let sinceADay = rules(
    .spend,
    [("bronze", 10_000), ("Silver", 240_000), ("VIP gold", 400_000)],
    since: TestTerms.day("2026-04-01")
  )
  static let pointsOnly = ClubRules(purchases: rate)

  /// The ledger of the small shop, with an entry at the very moment that is now.
  ///
  /// Anna has 180 of 380 points earned, Bo's have expired, Dan owes some, Eva has earned 240 long
  /// ago and 60 since.
  static let ledger: [TestPoints] = [
    entry(SmallShop.anna, "2026-03-01 10:00", 500, "order"),
    entry(SmallShop.anna, "2026-03-20 10:00", -120, "order"),
    entry(SmallShop.anna, "2026-04-01 10:00", -200, "voucher"),
    entry(SmallShop.anna, "2026-06-15 12:00", 1_000, "order"),
    entry(SmallShop.bo, "2025-01-17 12:00", 80, "event"),
    entry(SmallShop.bo, "2026-01-17 12:00", -80, "expiry"),
    entry(SmallShop.dan, "2026-06-01 12:00", -10, "order"),
    entry(SmallShop.eva, "2025-06-15 11:59", 240, "order"),
    entry(SmallShop.eva, "2025-06-15 12:00", 60, "event"),
  ]

  private static func entry(
    _ history: CustomerHistory,
    _ time: String,
    _ points: Int64,
    _ kind: String
  ) -> TestPoints {
    TestPoints(
      customer: history.key,
      at: TestTerms.instant(time),
      points: points,
      kind: kind
    )
  }

  static func rules(
    _ basis: TierLadder.Basis,
    _ levels: [(String, Int64)],
    in window: CalendarSpan? = CalendarSpan(12, .months),
    since first: CivilDay? = nil
  ) -> ClubRules {
    ClubRules(
      purchases: rate,
      since: first,
      tiers: TierLadder(
        basis: basis,
        window: window,
        levels: levels.map { TierLevel(name: $0, from: $1) }
      )
    )
  }

  /// What is given matters to no segment: these are asked of the ledger.
  private static let rate = PointsRate(points: 1, per: 1_000)
}
