import Loyalty
import Segmentation
import TestSupport
import Testing

/// Sentences about the club of the small shop.
extension SentenceMeaningTests {
  static let points: [(String, String)] = [
    ("points >= 180", "anna eva"),
    ("points > 180", "eva"),
    ("points is 180", "anna"),
    ("points = 0", "bo cia filip"),
    ("points >= 0", "anna bo cia eva filip"),
    ("points < 0", "dan"),
    ("points < 1 point", "bo cia dan filip"),
    ("points 1..300", "anna eva"),
    ("points between 181 and 300 points", "eva"),
    ("points is one of 0, 180", "anna bo cia filip"),
    ("points is not 0", "anna dan eva"),
    ("not points >= 180", "bo cia dan filip"),
    ("points at least 179.5", "anna eva"),
    ("top 1 by points", "eva"),
    ("top 9 by points", "anna eva"),
    ("top 50% by points", "eva"),
  ]

  static let tiersBySpending: [(String, String)] = [
    ("tier is VIP gold", "anna"),
    ("tier is \"vip GOLD\"", "anna"),
    ("tier is silver", "eva"),
    ("tier is bronze", "bo dan"),
    ("tier in silver, vip gold", "anna eva"),
    ("tier in bronze, VIP gold", "anna bo dan"),
    ("tier is one of silver, bronze", "bo dan eva"),
    ("tier is not bronze", "anna eva"),
    ("tier not in bronze, silver", "anna"),
    ("tier is not bronze, silver, VIP gold", ""),
    ("not tier is bronze", "anna cia eva filip"),
    ("tier is known", "anna bo dan eva"),
    ("tier is unknown", "cia filip"),
    ("not tier is known", "cia filip"),
  ]

  /// Of what was earned: used and expired points count as well, and what Dan owes counts as 0.
  static let tiersByPoints: [(String, String)] = [
    ("tier is VIP gold", "anna"),
    ("tier is silver", ""),
    ("tier is bronze", "bo cia dan eva filip"),
    ("tier is not VIP gold", "bo cia dan eva filip"),
    ("tier is known", "anna bo cia dan eva filip"),
    ("tier is unknown", ""),
  ]

  /// Since 1 April 2026 Anna has spent 2,500, and Eva 200.
  static let tiersSinceADay: [(String, String)] = [
    ("tier is silver", "anna"),
    ("tier is bronze", "dan eva"),
    ("tier is known", "anna dan eva"),
  ]

  @Test func everySentenceAboutTheClubHasItsMembers() async throws {
    try await withTemporaryFolder { folder in
      let shop = try ShopDatabase(SmallShop.customers, guests: SmallShop.guests, in: folder)
      try shop.credit(TestClub.ledger)
      let table =
        Self.points.map { ($0, $1, TestClub.pointsOnly) }
        + Self.tiersBySpending.map { ($0, $1, TestClub.bySpending) }
        + Self.tiersSinceADay.map { ($0, $1, TestClub.sinceADay) }
        + Self.tiersByPoints.map { ($0, $1, TestClub.byPoints) }
      for (sentence, expected, club) in table {
        let segment = try TestTerms.segment(sentence, club: club)
        let ids = Set(expected.split(separator: " ").map(String.init))
        let found = try shop.members(of: segment, at: SmallShop.now)
        let judged = try shop.judgedMembers(of: segment, at: SmallShop.now)
        #expect(found == ids, "by SQL: \(sentence)")
        #expect(judged == ids, "by judgement: \(sentence)")
        let counted = try shop.columnMembers(of: segment, at: SmallShop.now)
        #expect(counted == ids, "by columns: \(sentence)")
        let count = try shop.number(segment.countQuery(at: SmallShop.now))
        #expect(count == Int64(ids.count), "counted: \(sentence)")
      }
    }
  }
}
