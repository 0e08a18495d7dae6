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
        WHERE run_key = \(run.key)
          AND EXISTS (SELECT 1 FROM runs WHERE key = \(run.key) AND state = 'running')
          AND customer_key IN (
            SELECT customer_key FROM (
              SELECT customer_key FROM messages WHERE run_key = \(run.key) AND state = 'planned'
              ORDER BY next_attempt_at, customer_key LIMIT \(limit)) AS planned
            UNION ALL
            SELECT customer_key FROM (
              SELECT customer_key FROM messages WHERE run_key = \(run.key)
                AND state = 'deferred' AND next_attempt_at <= \(clock.milliseconds)
              ORDER BY next_attempt_at LIMIT \(limit)) AS due
            LIMIT \(limit))
        RETURNING customer_key, email, variant, offer_code, attempts, next_attempt_at,
          first_tried_at
        """
      ) { row in
        claimed.append(
          ClaimedMessage(
            customer: try row.int(0),
            email: try row.text(1),
            variant: try row.optionalText(2),
            offerCode: try row.optionalText(3),
            attempts: Int(try row.int(4)),
            wasDeferred: try row.optionalInt(5) != nil,
            firstTriedAt: try row.optionalInt(6).map { Instant(milliseconds: $0) }
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
          handed_over_at = \(clock.milliseconds),
          first_tried_at = COALESCE(first_tried_at, \(clock.milliseconds))
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
      var verdict = verdict
      if verdict.wantsAnotherTry, try self.run(key: run.key, in: connection)?.state == .cancelled {
        verdict = .skipped(.cancelled)
      }
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
          WHEN \(Pause.isOn(customer: "c", at: clock)) THEN 'paused'
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
    case "paused": .paused
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
      return """
        state = 'deferred', first_tried_at = COALESCE(first_tried_at, \(now)), \(words(reply)),
          next_attempt_at = \(until.milliseconds)
        """
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
  /// Whether the message is to be tried again.
  var wantsAnotherTry: Bool {
    switch self {
    case .deferred, .returned: true
    case .accepted, .rejected, .gaveUp, .inDoubt, .skipped: false
    }
  }

  /// Whether it is certain that no server took the message.
  var reachedNobody: Bool {
    switch self {
    case .rejected, .gaveUp, .skipped, .returned: true
    case .accepted, .deferred, .inDoubt: false
    }
  }
}
