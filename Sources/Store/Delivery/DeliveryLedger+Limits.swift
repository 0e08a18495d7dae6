import Database
package import Foundation
import SQL
package import Scheduling
package import Shop

/// The limits that all senders of a store share.
extension DeliveryLedger {
  // MARK: Rates

  /// The next slots of a limit; others get those after them.
  package func leaseSlots(
    of limit: String,
    perSecond: Double,
    at clock: Instant
  ) throws -> SlotLease {
    try database.blockingWrite(durability: .normal) { connection in
      var frontier =
        try connection.int("SELECT frontier FROM send_limits WHERE name = \(limit)") ?? 0
      let lease = SlotLease(of: perSecond, from: &frontier, at: clock)
      try connection.execute(
        """
        INSERT INTO send_limits (name, frontier) VALUES (\(limit), \(frontier))
        ON CONFLICT (name) DO UPDATE SET frontier = excluded.frontier
        """
      )
      return lease
    }
  }

  /// Slows a limit down after a request for patience, and answers its pace from now on.
  ///
  /// `full` is its rate where it was not slow already. Slots that were given out at the old pace
  /// beyond now are given back.
  package func slow(_ limit: String, full: Double, at clock: Instant) throws -> Pace {
    try database.blockingWrite(durability: .normal) { connection in
      let pace = Pace.cut(try Self.pace(of: limit, in: connection), full: full, at: clock)
      try connection.execute(
        """
        INSERT INTO send_limits (name, frontier, slowed, full_rate, slowed_at)
        VALUES (\(limit), 0, \(pace.slowed), \(pace.full), \(pace.since.milliseconds))
        ON CONFLICT (name) DO UPDATE SET slowed = excluded.slowed, full_rate = excluded.full_rate,
          slowed_at = excluded.slowed_at
        """
      )
      return pace
    }
  }

  /// The limits that are slowed down now, by any sender.
  package func paces(at clock: Instant) throws -> [String: Pace] {
    try database.blockingRead { connection in
      var paces: [String: Pace] = [:]
      try connection.forEachRow(
        "SELECT name, slowed, full_rate, slowed_at FROM send_limits WHERE slowed IS NOT NULL"
      ) { row in
        let pace = try Self.pace(row)
        if pace.rate(at: clock) != nil { paces[try row.text(0)] = pace }
      }
      return paces
    }
  }

  private static func pace(of limit: String, in connection: any DatabaseConnection) throws -> Pace?
  {
    try connection.row(
      """
      SELECT name, slowed, full_rate, slowed_at FROM send_limits
      WHERE name = \(limit) AND slowed IS NOT NULL
      """,
      pace
    )
  }

  private static func pace(_ row: Row) throws -> Pace {
    Pace(
      slowed: try row.real(1),
      full: try row.real(2),
      since: Instant(milliseconds: try row.int(3))
    )
  }

  // MARK: Warming up

  /// Takes up to so many messages of a new server's number of the day; nil where its plan is over.
  ///
  /// A day on which the server sends nothing is no step of the plan.
  package func takeWarmUp(
    _ count: Int,
    of server: String,
    plan: WarmUpPlan,
    on day: CivilDay
  ) throws -> Int? {
    try database.blockingWrite(durability: .normal) { connection in
      let today = try connection.row(
        """
        SELECT step, used FROM warm_up_days
        WHERE server = \(server) AND day = \(Int64(day.daysSince1970))
        """
      ) { (step: Int(try $0.int(0)), used: Int(try $0.int(1))) }
      let last = try connection.int("SELECT MAX(step) FROM warm_up_days WHERE server = \(server)")
      let step = today?.step ?? Int(last ?? 0) + 1
      guard let number = plan.number(onDay: step) else { return nil }
      let taken = max(0, min(count, number - (today?.used ?? 0)))
      try connection.execute(
        """
        INSERT INTO warm_up_days (server, day, step, used)
        VALUES (\(server), \(Int64(day.daysSince1970)), \(Int64(step)), \(Int64(taken)))
        ON CONFLICT (server, day) DO UPDATE SET used = used + excluded.used
        """
      )
      return taken
    }
  }

  /// Gives back what was taken of a day's number and not sent.
  package func returnWarmUp(_ count: Int, of server: String, on day: CivilDay) throws {
    try database.blockingWrite(durability: .normal) { connection in
      _ = try connection.execute(
        """
        UPDATE warm_up_days SET used = used - \(Int64(count))
        WHERE server = \(server) AND day = \(Int64(day.daysSince1970))
        """
      )
      // A day on which nothing went out after all is no step of the plan.
      _ = try connection.execute(
        """
        DELETE FROM warm_up_days
        WHERE server = \(server) AND day = \(Int64(day.daysSince1970)) AND used <= 0
        """
      )
    }
  }

  // MARK: Connections

  /// How many of a server's connections this sender may have open, all senders together staying
  /// within the limit.
  ///
  /// Each gets an equal part; a part that another still uses comes when it gives it up, so call it
  /// again and again. `using` are those that it has open now. Senders that have died have no part.
  package func shareOfConnections(
    to server: String,
    limit: Int,
    using open: Int,
    as claimant: Claimant,
    locks folder: URL
  ) throws -> Int {
    let known = try holders(of: server)
    if known.count == 1, known[claimant.text] == limit { return limit }
    return try database.blockingWrite(durability: .normal) { connection in
      var holders = try Self.holders(of: server, in: connection)
      for holder in holders.keys where holder != claimant.text {
        if SenderLock.isAlive(holder, boot: claimant.bootID, in: folder) { continue }
        holders[holder] = nil
        try connection.execute(
          "DELETE FROM connection_shares WHERE server = \(server) AND holder = \(holder)"
        )
      }
      holders[claimant.text] = open
      let names = holders.keys.sorted()
      let place = names.firstIndex(of: claimant.text) ?? 0
      let part = limit / names.count + (place < limit % names.count ? 1 : 0)
      let others = holders.reduce(0) { $1.key == claimant.text ? $0 : $0 + $1.value }
      let share = max(0, min(part, limit - others))
      // What is open beyond the share still counts, until it is closed.
      let used = max(share, open)
      try connection.execute(
        """
        INSERT INTO connection_shares (server, holder, used)
        VALUES (\(server), \(claimant.text), \(Int64(used)))
        ON CONFLICT (server, holder) DO UPDATE SET used = excluded.used
        """
      )
      return share
    }
  }

  /// Gives up this sender's part of all servers' connections.
  package func leaveConnections(as claimant: Claimant) throws {
    try database.blockingWrite(durability: .normal) { connection in
      _ = try connection.execute(
        "DELETE FROM connection_shares WHERE holder = \(claimant.text)"
      )
    }
  }

  private func holders(of server: String) throws -> [String: Int] {
    try database.blockingRead { try Self.holders(of: server, in: $0) }
  }

  private static func holders(
    of server: String,
    in connection: any DatabaseConnection
  ) throws -> [String: Int] {
    var holders: [String: Int] = [:]
    try connection.forEachRow(
      "SELECT holder, used FROM connection_shares WHERE server = \(server)"
    ) { holders[try $0.text(0)] = Int(try $0.int(1)) }
    return holders
  }
}
