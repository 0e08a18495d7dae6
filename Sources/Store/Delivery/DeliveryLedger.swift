package import Database
import Foundation
import SQL
package import Shop

/// The send log: every run and every message with its state.
///
/// Each state change is one transaction. The unique key (run, customer) is what makes a second
/// mail impossible; a second key (run, address) does the same for an address.
package struct DeliveryLedger: Sendable {
  package let database: any DatabaseAccess

  package init(database: any DatabaseAccess) { self.database = database }

  // MARK: Runs

  /// The campaign's run for an occurrence.
  package func run(campaign: String, occurrence: String) throws -> Run? {
    try database.blockingRead { connection in
      try connection.row(
        Self.runs + "campaign = \(campaign) AND occurrence = \(occurrence)",
        Self.run
      )
    }
  }

  /// The campaign's latest run.
  package func latestRun(campaign: String) throws -> Run? {
    try database.blockingRead { connection in
      try connection.row(
        Self.runs + "campaign = \(campaign) ORDER BY planned_at DESC, key DESC LIMIT 1",
        Self.run
      )
    }
  }

  /// The run that people call by that name.
  package func run(named name: String) throws -> Run? {
    guard let id = Int64(name, radix: 36) else { return nil }
    return try database.blockingRead { connection in
      try connection.row(Self.runs + "id = \(id)", Self.run)
    }
  }

  /// The text of each file that the run was made from, by path: what is sent does not change when
  /// the files do.
  package func content(of run: Run) throws -> [String: String] {
    let text = try database.blockingRead { connection in
      try connection.text("SELECT content FROM runs WHERE key = \(run.key)")
    }
    return try Self.decoded(text ?? "{}", "a run's content")
  }

  /// Runs that have not ended, the oldest first.
  package func openRuns() throws -> [Run] {
    try database.blockingRead { connection in
      var runs: [Run] = []
      try connection.forEachRow(Self.runs + "state IN ('running', 'paused') ORDER BY key") {
        runs.append(try Self.run($0))
      }
      return runs
    }
  }

  func run(key: Int64, in connection: any DatabaseConnection) throws -> Run? {
    try connection.row(Self.runs + "key = \(key)", Self.run)
  }

  /// The run as it is now.
  package func refreshed(_ run: Run) throws -> Run {
    try database.blockingRead { try self.run(key: run.key, in: $0) } ?? run
  }

  /// How many messages of the run are in each state.
  package func counts(of run: Run) throws -> MessageCounts {
    try database.blockingRead { connection in
      var counts: [MessageState: Int] = [:]
      try connection.forEachRow(
        "SELECT state, COUNT(*) FROM messages WHERE run_key = \(run.key) GROUP BY state"
      ) { row in
        guard let state = MessageState(rawValue: try row.text(0)) else {
          throw DeliveryError.damaged("a message state")
        }
        counts[state] = Int(try row.int(1))
      }
      return MessageCounts(counts)
    }
  }

  // MARK: Changing a run's life

  /// Stops a run where it is; false where it was not running.
  package func pause(_ run: Run, reason: String) throws -> Bool {
    try change(run, to: .paused, from: [.running], reason: reason)
  }

  /// Lets a paused run go on; false where it was not paused.
  package func resume(_ run: Run) throws -> Bool {
    try change(run, to: .running, from: [.paused], reason: nil)
  }

  /// Ends a run for good: what has not been handed over is skipped, codes go back.
  ///
  /// False where it had ended already.
  package func cancel(_ run: Run, at clock: Instant) throws -> Bool {
    try database.blockingWrite(durability: .synced) { connection in
      let changed = try connection.execute(
        """
        UPDATE runs SET state = 'cancelled', reason = NULL, finished_at = \(clock.milliseconds)
        WHERE key = \(run.key) AND state IN ('running', 'paused')
        """
      )
      guard changed == 1 else { return false }
      try returnCodes(of: run, where: Self.notHandedOver, in: connection)
      try connection.execute(
        """
        DELETE FROM send_once WHERE run_key = \(run.key) AND email_key IN (
          SELECT email_key FROM messages WHERE run_key = \(run.key) AND \(Self.notHandedOver))
        """
      )
      try connection.execute(
        """
        UPDATE messages SET state = 'skipped', reason = 'cancelled', claim = NULL,
          settled_at = \(clock.milliseconds)
        WHERE run_key = \(run.key) AND \(Self.notHandedOver)
        """
      )
      return true
    }
  }

  /// Ends a running run none of whose messages is open; false where some are.
  package func finish(_ run: Run, at clock: Instant) throws -> Bool {
    try database.blockingWrite(durability: .synced) { connection in
      try connection.execute(
        """
        UPDATE runs SET state = 'finished', reason = NULL, finished_at = \(clock.milliseconds)
        WHERE key = \(run.key) AND state = 'running' AND NOT EXISTS (
          SELECT 1 FROM messages WHERE run_key = \(run.key)
            AND state IN ('planned', 'sending', 'deferred'))
        """
      ) == 1
    }
  }

  private func change(
    _ run: Run,
    to state: Run.State,
    from old: [Run.State],
    reason: String?
  ) throws -> Bool {
    try database.blockingWrite(durability: .synced) { connection in
      try connection.execute(
        """
        UPDATE runs SET state = \(state.rawValue), reason = \(reason)
        WHERE key = \(run.key) AND state IN (\(list: old.map(\.rawValue)))
        """
      ) == 1
    }
  }

  /// Gives unique codes up and pool codes back; a unique code is never given out again.
  func returnCodes(
    of run: Run,
    where condition: SQLQuery,
    in connection: any DatabaseConnection
  ) throws {
    try connection.execute(
      """
      UPDATE offer_codes SET run_key = NULL, customer_key = NULL,
        state = CASE WHEN pooled = 1 THEN 'free' ELSE 'returned' END
      WHERE run_key = \(run.key) AND state = 'reserved' AND customer_key IN (
        SELECT customer_key FROM messages WHERE run_key = \(run.key) AND \(condition))
      """
    )
  }

  /// Messages that no server can have.
  static let notHandedOver: SQLQuery =
    "(state IN ('planned', 'deferred') OR (state = 'sending' AND marked = 0))"

  // MARK: Rows

  private static let runs: SQLQuery = """
    SELECT key, id, campaign, occurrence, state, reason, as_of, planned_at, waterfall
    FROM runs WHERE is_planned = 1 AND\u{20}
    """

  private static func run(_ row: Row) throws -> Run {
    guard let state = Run.State(rawValue: try row.text(4)) else {
      throw DeliveryError.damaged("a run's state")
    }
    return Run(
      key: try row.int(0),
      id: try row.int(1),
      campaign: try row.text(2),
      occurrence: try row.text(3),
      state: state,
      reason: try row.optionalText(5),
      asOf: Instant(milliseconds: try row.int(6)),
      plannedAt: Instant(milliseconds: try row.int(7)),
      waterfall: try decoded(row.text(8), "a run's waterfall")
    )
  }

  static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func decoded<Value: Decodable>(_ text: String, _ what: String) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    } catch {
      throw DeliveryError.damaged(what)
    }
  }
}

extension ShopStore {
  /// The send log of this store.
  package var delivery: DeliveryLedger { DeliveryLedger(database: database) }
}
