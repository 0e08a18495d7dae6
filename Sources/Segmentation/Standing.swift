package import SQL

/// A customer's place in a ranking.
package struct Standing: Hashable, Sendable {
  /// From 1.
  package let position: Int64
  /// How many are ranked.
  package let among: Int64

  package init(position: Int64, among: Int64) {
    self.position = position
    self.among = among
  }
}

/// A ranking that a segment depends on.
package struct RankingID: Hashable, Sendable {
  let ranking: Ranking
  /// The segment whose members are ranked; nil for the whole shop.
  let members: String?
}

/// A question only the whole shop can answer: one row with `position` and `among`, or none where
/// the customer is not ranked.
package struct StandingQuery: Sendable {
  package let id: RankingID
  package let query: SQLQuery
}
