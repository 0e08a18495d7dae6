import Database
package import Loyalty
import SQL
package import Shop

extension ShopStore {
  /// Where customers stand in the club at a moment, by their keys; each of them is answered.
  ///
  /// What the last `updateClub` has written is read: a handful of queries for some hundred
  /// customers.
  package func clubStandings(
    of customers: [Int64],
    in club: Club,
    at now: Instant
  ) throws -> [Int64: ClubStanding] {
    try database.blockingRead { connection in
      try StandingReader.standings(of: customers, in: club, at: now, on: connection)
    }
  }

  /// As above, off the shared thread pool.
  package func clubStandings(
    of customers: [Int64],
    in club: Club,
    at now: Instant
  ) async throws -> [Int64: ClubStanding] {
    try await database.read { connection in
      try StandingReader.standings(of: customers, in: club, at: now, on: connection)
    }
  }
}

/// Reads standings.
private struct StandingReader {
  /// How many are read at once.
  private static let batch = 500

  let club: Club
  let now: Instant
  let customers: CustomerSelection
  let connection: any DatabaseConnection

  static func standings(
    of keys: [Int64],
    in club: Club,
    at now: Instant,
    on connection: any DatabaseConnection
  ) throws -> [Int64: ClubStanding] {
    var standings: [Int64: ClubStanding] = [:]
    for start in stride(from: 0, to: keys.count, by: batch) {
      let part = Array(keys[start..<min(start + batch, keys.count)])
      let reader = StandingReader(
        club: club,
        now: now,
        customers: .listed(part),
        connection: connection
      )
      try standings.merge(reader.read(part)) { first, _ in first }
    }
    return standings
  }

  private func read(_ keys: [Int64]) throws -> [Int64: ClubStanding] {
    let accounts = try accounts()
    let figures = try tierFigures()
    let vouchers = try VoucherReader.vouchers(of: customers, in: club, before: now, on: connection)
    let stamps = try stamps()
    return Dictionary(
      keys.map { key in
        let rewards = vouchers[key] ?? []
        let cards = club.rules.stampCards.map { card in
          let count = StampCount(
            stamps[key]?[card.name] ?? [],
            every: card.every,
            issued: rewards.filter { $0.isReward(of: card) }.map(\.issuedAt)
          )
          return StampCardStanding(card: card, stamps: count.onCard(every: card.every))
        }
        let account = accounts[key] ?? PointsLots()
        let standing = ClubStanding(
          account,
          figure: figures?[key] ?? 0,
          stampCards: cards,
          vouchers: rewards,
          in: club,
          at: now
        )
        return (key, standing)
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// What is left of each day's points: entries ahead of now are not looked at, since what will
  /// expire by them may yet be used.
  private func accounts() throws -> [Int64: PointsLots] {
    var accounts: [Int64: PointsLots] = [:]
    try connection.forEachRow(
      """
      SELECT customer_key, at, kind, sum(points) AS points FROM points_entries
      WHERE \(customers.contains("customer_key")) AND at < \(now.milliseconds)
      GROUP BY customer_key, at, kind, cause HAVING sum(points) <> 0
      ORDER BY customer_key, at, points DESC
      """
    ) { row in
      let points = try row.int(3)
      let day = club.calendar.day(of: Instant(milliseconds: try row.int(1)))
      if points > 0 {
        accounts[try row.int(0), default: PointsLots()].earn(points, on: day)
      } else {
        accounts[try row.int(0), default: PointsLots()].take(-points)
      }
    }
    return accounts
  }

  /// Nil without tiers.
  private func tierFigures() throws -> [Int64: Int64]? {
    guard let tiers = club.rules.tiers else { return nil }
    var figures: [Int64: Int64] = [:]
    let query = club.tierFigures(on: tiers, of: customers, at: now)
    try connection.forEachRow(query) { figures[try $0.int(0)] = try $0.int(1) }
    return figures
  }

  private func stamps() throws -> [Int64: [String: [StampCount.Mark]]] {
    var stamps: [Int64: [String: [StampCount.Mark]]] = [:]
    if club.rules.stampCards.isEmpty { return stamps }
    try StampMarks.forEach(of: customers, in: club, before: now, on: connection) { mark in
      stamps[mark.customer, default: [:]][mark.card, default: []].append(mark.mark)
    }
    return stamps
  }
}

extension ClubVoucher {
  fileprivate func isReward(of card: StampCard) -> Bool {
    if case .reward(_, let name) = content { name == card.name } else { false }
  }
}
