import Loyalty
import Shop
import Testing

@Suite struct TierLadderTests {
  private let ladder = TierLadder(
    basis: .spend,
    window: CalendarSpan(12, .months),
    levels: [
      TierLevel(name: "gold", from: 800_000), TierLevel(name: "bronze", from: 0),
      TierLevel(name: "silver", from: 200_000, benefits: "Fri frakt"),
    ]
  )

  @Test(
    arguments: [
      (-1, "bronze", "silver", 200_000), (0, "bronze", "silver", 200_000),
      (199_999, "bronze", "silver", 1),
      (200_000, "silver", "gold", 600_000), (900_000, "gold", nil, nil),
    ] as [(Int64, String?, String?, Int64?)]
  )
  func theGreatestThresholdReachedDecides(
    _ figure: Int64,
    _ name: String?,
    _ next: String?,
    _ missing: Int64?
  ) {
    #expect(ladder.level(at: figure)?.name == name)
    #expect(ladder.next(at: figure)?.level.name == next)
    #expect(ladder.next(at: figure)?.missing == missing)
  }

  @Test func theWindowEndsNow() throws {
    let calendar = try shopCalendar()
    let now = try #require(calendar.instant(iso: "2026-11-22 12:00"))
    let start = try #require(ladder.start(before: now, in: calendar))
    #expect(calendar.iso8601(start) == "2025-11-22T12:00:00+01:00")
  }
}
