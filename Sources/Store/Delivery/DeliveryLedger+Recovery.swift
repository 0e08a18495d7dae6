import Database
import SQL
package import Shop

/// What is done before and after messages are sent.
extension DeliveryLedger {
  /// Takes over what a dead process of this run left behind; only the holder of the run's lock may.
  ///
  /// A message that was marked, or was claimed on another boot, may have reached a server and is
  /// in doubt; any other is planned again. Answers how many were in doubt. A mark that a power
  /// failure took away took its time and its `sendOnce` key with it: both are written down again,
  /// since somebody may have the mail.
  package func recover(
    _ run: Run,
    as claimant: Claimant,
    sendOnce: String?,
    at clock: Instant
  ) throws -> Int {
    let mayHaveArrived: SQLQuery = """
      run_key = \(run.key) AND state = 'sending'
        AND (marked = 1 OR claim NOT LIKE \(claimant.bootID + " %"))
      """
    return try database.blockingWrite(durability: .synced) { connection in
      if let sendOnce {
        // SQLite's grammar wants a WHERE clause before ON CONFLICT, and there is one.
        try connection.execute(
          """
          INSERT INTO send_once (name, email_key, run_key)
          SELECT \(sendOnce), email_key, run_key FROM messages WHERE \(mayHaveArrived)
          ON CONFLICT (name, email_key) DO NOTHING
          """
        )
      }
      let inDoubt = try connection.execute(
        """
        UPDATE messages SET state = 'in_doubt', claim = NULL, reason = 'interrupted',
          reply = 'the sending process ended before the server had answered',
          handed_over_at = COALESCE(handed_over_at, \(clock.milliseconds)),
          settled_at = \(clock.milliseconds)
        WHERE \(mayHaveArrived)
        """
      )
      try connection.execute(
        """
        UPDATE messages SET state = 'planned', claim = NULL, next_attempt_at = NULL
        WHERE run_key = \(run.key) AND state = 'sending'
        """
      )
      return inDoubt
    }
  }

  /// Makes every deferred message due now: a person asked for it.
  package func hasten(_ run: Run, at clock: Instant) throws {
    try database.blockingWrite(durability: .normal) { connection in
      _ = try connection.execute(
        """
        UPDATE messages SET next_attempt_at = \(clock.milliseconds)
        WHERE run_key = \(run.key) AND state = 'deferred'
        """
      )
    }
  }

  /// Gives back what this process has claimed and not handed over.
  package func release(_ run: Run, as claimant: Claimant) throws {
    try database.blockingWrite(durability: .normal) { connection in
      _ = try connection.execute(
        """
        UPDATE messages SET state = 'planned', claim = NULL, next_attempt_at = NULL
        WHERE run_key = \(run.key) AND state = 'sending' AND marked = 0
          AND claim = \(claimant.text)
        """
      )
    }
  }

  /// Whether there is something to do about a run now: a message to send, one to try again, one
  /// that a dead process left, or only its end to be written down.
  package func hasWork(_ run: Run, at clock: Instant) throws -> Bool {
    try database.blockingRead { connection in
      if try connection.int(
        """
        SELECT 1 FROM messages WHERE run_key = \(run.key) AND state = 'sending'
        UNION ALL \(Self.claimable(run, at: clock)) LIMIT 1
        """
      ) != nil {
        return true
      }
      let waiting = try connection.int(
        """
        SELECT 1 FROM messages WHERE run_key = \(run.key) AND state IN ('planned', 'deferred')
        LIMIT 1
        """
      )
      return waiting == nil
    }
  }

  /// How many messages could be claimed now, `limit` at most.
  package func claimable(of run: Run, at clock: Instant, limit: Int) throws -> Int {
    try database.blockingRead { connection in
      let count = try connection.int(
        "SELECT COUNT(*) FROM (\(Self.claimable(run, at: clock)) LIMIT \(limit)) AS some"
      )
      return Int(count ?? 0)
    }
  }

  /// When the next message of the run is due that waits for its time; nil where none does.
  package func nextAttempt(of run: Run) throws -> Instant? {
    try database.blockingRead { connection in
      let times = try ["planned", "deferred"].compactMap { state in
        try connection.int(
          """
          SELECT MIN(next_attempt_at) FROM messages
          WHERE run_key = \(run.key) AND state = \(state) AND next_attempt_at IS NOT NULL
          """
        )
      }
      return times.min().map { Instant(milliseconds: $0) }
    }
  }

  /// A row of 1 for each message that could be claimed; parts that each are one stretch of an index.
  private static func claimable(_ run: Run, at clock: Instant) -> SQLQuery {
    """
    SELECT 1 FROM messages
      WHERE run_key = \(run.key) AND state = 'planned' AND next_attempt_at IS NULL
    UNION ALL SELECT 1 FROM messages WHERE run_key = \(run.key) AND state = 'planned'
      AND next_attempt_at <= \(clock.milliseconds)
    UNION ALL SELECT 1 FROM messages WHERE run_key = \(run.key) AND state = 'deferred'
      AND next_attempt_at <= \(clock.milliseconds)
    """
  }
}
