import Database
import SQL
package import Shop
package import Workspace

/// What must still hold for a customer at the moment their message goes out.
package struct HandOverRules: Sendable {
  package let consent: ConsentRule
  package let caps: [FrequencyCap]
  package let sendOnce: String?
  package let orders: OrderRules
  package let calendar: ShopCalendar

  package init(
    consent: ConsentRule,
    caps: [FrequencyCap],
    sendOnce: String?,
    orders: OrderRules,
    calendar: ShopCalendar
  ) {
    self.consent = consent
    self.caps = caps
    self.sendOnce = sendOnce
    self.orders = orders
    self.calendar = calendar
  }
}

extension DeliveryLedger {
  /// Takes over what a dead process of this run left behind; only the holder of the run's lock may.
  ///
  /// A message that was marked, or was claimed on another boot, may have reached a server and is
  /// in doubt; any other is planned again. Answers how many were in doubt.
  package func recover(_ run: Run, as claimant: Claimant, at clock: Instant) throws -> Int {
    try database.blockingWrite(durability: .synced) { connection in
      let inDoubt = try connection.execute(
        """
        UPDATE messages SET state = 'in_doubt', claim = NULL, reason = 'interrupted',
          reply = 'the sending process ended before the server had answered',
          settled_at = \(clock.milliseconds)
        WHERE run_key = \(run.key) AND state = 'sending'
          AND (marked = 1 OR claim NOT LIKE \(claimant.bootID + " %"))
        """
      )
      try connection.execute(
        """
        UPDATE messages SET state = 'planned', claim = NULL
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

  /// Claims the next messages of a running run, synced before anything of them goes out.
  ///
  /// Deferred messages come when they are due. Empty when nothing is left to claim now.
  package func claim(
    _ run: Run,
    as claimant: Claimant,
    limit: Int,
    at clock: Instant
  ) throws -> [ClaimedMessage] {
    try database.blockingWrite(durability: .synced) { connection in
      var claimed: [ClaimedMessage] = []
      try connection.forEachRow(
        """
        UPDATE messages SET state = 'sending', claim = \(claimant.text), marked = 0
        WHERE run_key = \(run.key) AND customer_key IN (
          SELECT m.customer_key FROM messages m JOIN runs r ON r.key = m.run_key
          WHERE m.run_key = \(run.key) AND r.state = 'running'
            AND (m.state = 'planned'
              OR (m.state = 'deferred' AND m.next_attempt_at <= \(clock.milliseconds)))
          ORDER BY m.state DESC, m.customer_key LIMIT \(limit))
        RETURNING customer_key, email, variant, offer_code, attempts, next_attempt_at
        """
      ) { row in
        claimed.append(
          ClaimedMessage(
            customer: try row.int(0),
            email: try row.text(1),
            variant: try row.optionalText(2),
            offerCode: try row.optionalText(3),
            attempts: Int(try row.int(4)),
            wasDeferred: try row.optionalInt(5) != nil
          )
        )
      }
      return claimed
    }
  }

  /// The check and mark between the server's 354 and the first byte of the body.
  ///
  /// In one transaction: the claim, the run, consent, suppression and caps still hold, and from
  /// now on the message counts as handed over. Anything but `.marked` means that nothing may go
  /// out.
  package func mark(
    _ message: ClaimedMessage,
    of run: Run,
    as claimant: Claimant,
    attempt: Attempt,
    rules: HandOverRules,
    at clock: Instant
  ) throws -> HandOver {
    try database.blockingWrite(durability: .normal) { connection in
      guard
        let obstacle = try connection.row(
          obstacleQuery(message, of: run, as: claimant, rules: rules, at: clock),
          { try $0.text(0) }
        )
      else { return .stopped }
      guard obstacle == "none" else { return .refused(Self.reason(obstacle)) }
      if let name = rules.sendOnce, !(try takeOnce(name, message, of: run, in: connection)) {
        return .refused(.alreadySent)
      }
      try connection.execute(
        """
        UPDATE messages SET marked = 1, attempts = attempts + 1,
          message_id = \(attempt.messageID), server = \(attempt.server),
          handed_over_at = \(clock.milliseconds)
        WHERE run_key = \(run.key) AND customer_key = \(message.customer)
        """
      )
      return .marked
    }
  }

  /// Writes down how the attempt ended; only while the claim is still this process's.
  ///
  /// `attempt` is nil where nothing was tried. False where the claim is another's: the message
  /// has been settled by someone else and stays as it is.
  @discardableResult
  package func settle(
    _ message: ClaimedMessage,
    of run: Run,
    as claimant: Claimant,
    _ verdict: Verdict,
    attempt: Attempt?,
    sendOnce: String?,
    at clock: Instant
  ) throws -> Bool {
    try database.blockingWrite(durability: .normal) { connection in
      let changed = try connection.execute(
        """
        UPDATE messages SET claim = NULL, marked = 0,
          server = COALESCE(\(attempt?.server), server),
          message_id = COALESCE(\(attempt?.messageID), message_id),
          \(Self.changes(verdict, at: clock))
        WHERE run_key = \(run.key) AND customer_key = \(message.customer)
          AND state = 'sending' AND claim = \(claimant.text)
        """
      )
      guard changed == 1 else { return false }
      if case .skipped = verdict {
        try returnCodes(
          of: run,
          where: "customer_key = \(message.customer)",
          in: connection
        )
      }
      if let sendOnce, verdict.reachedNobody {
        try connection.execute(
          """
          DELETE FROM send_once WHERE name = \(sendOnce) AND run_key = \(run.key)
            AND email_key = (SELECT email_key FROM messages
              WHERE run_key = \(run.key) AND customer_key = \(message.customer))
          """
        )
      }
      return true
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
      let waiting = try connection.int(
        """
        SELECT COUNT(*) FROM messages WHERE run_key = \(run.key) AND state = 'deferred'
          AND next_attempt_at > \(clock.milliseconds)
        """
      )
      let other = try connection.int(
        """
        SELECT 1 FROM messages WHERE run_key = \(run.key) AND (state IN ('planned', 'sending')
          OR (state = 'deferred' AND next_attempt_at <= \(clock.milliseconds))) LIMIT 1
        """
      )
      return other != nil || waiting == 0
    }
  }

  /// When the next deferred message of the run is due; nil where none is deferred.
  package func nextAttempt(of run: Run) throws -> Instant? {
    try database.blockingRead { connection in
      try connection.row(
        """
        SELECT MIN(next_attempt_at) FROM messages
        WHERE run_key = \(run.key) AND state = 'deferred'
        """
      ) { try $0.optionalInt(0).map { Instant(milliseconds: $0) } } ?? nil
    }
  }

  /// One row with the first obstacle or `none`; no row where run or claim no longer stand.
  private func obstacleQuery(
    _ message: ClaimedMessage,
    of run: Run,
    as claimant: Claimant,
    rules: HandOverRules,
    at clock: Instant
  ) -> SQLQuery {
    let consent = rules.consent.mayBeMailed(
      customer: "c",
      at: clock,
      rules: rules.orders,
      calendar: rules.calendar
    )
    let capped: SQLQuery =
      rules.caps.isEmpty
      ? "1 = 0"
      : rules.caps.map { $0.reached(by: "m.email_key", at: clock, calendar: rules.calendar) }
        .joined(by: " OR ")
    return """
      SELECT CASE
          WHEN c.unsubscribed_at IS NOT NULL THEN 'unsubscribed'
          WHEN c.email_key IS NULL OR c.email_key <> m.email_key THEN 'address_changed'
          WHEN m.email_key IN (SELECT email_key FROM suppressions) THEN 'suppressed'
          WHEN NOT (\(consent)) THEN 'no_consent'
          WHEN \(capped) THEN 'capped'
          ELSE 'none'
        END
      FROM messages m
      JOIN runs r ON r.key = m.run_key
      JOIN customers c ON c.key = m.customer_key
      WHERE m.run_key = \(run.key) AND m.customer_key = \(message.customer)
        AND m.state = 'sending' AND m.claim = \(claimant.text) AND m.marked = 0
        AND r.state = 'running'
      """
  }

  private static func reason(_ obstacle: String) -> SkipReason {
    switch obstacle {
    case "unsubscribed": .unsubscribed
    case "address_changed": .addressChanged
    case "suppressed": .suppressed
    case "capped": .capped
    default: .noConsent
    }
  }

  /// Whether this run may mail the address under that key: nobody else has, or is about to.
  private func takeOnce(
    _ name: String,
    _ message: ClaimedMessage,
    of run: Run,
    in connection: any DatabaseConnection
  ) throws -> Bool {
    try connection.execute(
      """
      INSERT INTO send_once (name, email_key, run_key)
      SELECT \(name), email_key, run_key FROM messages
      WHERE run_key = \(run.key) AND customer_key = \(message.customer)
      ON CONFLICT (name, email_key) DO UPDATE SET run_key = excluded.run_key
        WHERE send_once.run_key = excluded.run_key
      """
    ) == 1
  }

  private static func changes(_ verdict: Verdict, at clock: Instant) -> SQLQuery {
    let now = clock.milliseconds
    switch verdict {
    case .accepted(let reply):
      return "state = 'accepted', reason = NULL, settled_at = \(now), \(words(reply))"
    case .rejected(let reply):
      return "state = 'rejected', reason = NULL, settled_at = \(now), \(words(reply))"
    case .gaveUp(let reply):
      return "state = 'rejected', reason = 'gave_up', settled_at = \(now), \(words(reply))"
    case .deferred(let reply, let until):
      return "state = 'deferred', next_attempt_at = \(until.milliseconds), \(words(reply))"
    case .inDoubt(let reply):
      return "state = 'in_doubt', reason = 'no_answer', settled_at = \(now), \(words(reply))"
    case .skipped(let reason):
      return "state = 'skipped', reason = \(reason.text), settled_at = \(now)"
    case .returned:
      return """
        state = 'planned', next_attempt_at = NULL, attempts = attempts - marked,
          handed_over_at = CASE WHEN marked = 1 THEN NULL ELSE handed_over_at END
        """
    }
  }

  /// The server's words; a try that ended before the mark is counted here.
  private static func words(_ reply: LoggedReply) -> SQLQuery {
    """
    attempts = attempts + 1 - marked, reply_code = \(reply.code),
      enhanced_code = \(reply.enhancedCode), reply = \(reply.text)
    """
  }
}

extension Verdict {
  /// Whether it is certain that no server took the message.
  var reachedNobody: Bool {
    switch self {
    case .rejected, .gaveUp, .skipped, .returned: true
    case .accepted, .deferred, .inDoubt: false
    }
  }
}
