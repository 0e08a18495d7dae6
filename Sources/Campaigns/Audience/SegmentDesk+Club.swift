package import Loyalty
package import Shop
import Store

/// A customer's place in the club, with how they came to it.
package struct ClubMembership: Sendable {
  package let standing: ClubStanding
  /// The oldest line first.
  package let statement: [StatementLine]
  /// Nil where the club has no tiers.
  package let ladder: TierLadder?
}

extension SegmentDesk {
  /// Where a customer stands in the club; nil where the shop has none.
  package func membership(of customer: CustomerHistory) throws -> ClubMembership? {
    let store = project.store
    guard let club = project.configuration.shopTerms.wholeClub else { return nil }
    try store.updateClub(club)
    guard
      let standing = try store.clubStandings(of: [customer.key], in: club, at: now)[customer.key]
    else { return nil }
    return ClubMembership(
      standing: standing,
      statement: try store.clubStatement(of: customer.key, in: club, before: now),
      ladder: club.rules.tiers
    )
  }
}
