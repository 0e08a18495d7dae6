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
  /// Those whose time has come are first, deferred or put aside, then those that have none. Empty
  /// when nothing is left to claim now.
  package func claim(
    _ run: Run,
    as claimant: Claimant,
    limit: Int,
    at clock: Instant
  ) throws -> [ClaimedMessage] {
    try database.blockingWrite(durability: .synced) { connection in
      let due: SQLQuery = "next_attempt_at <= \(clock.milliseconds) ORDER BY next_attempt_at"
      var claimed: [ClaimedMessage] = []
      for (state, condition) in [
        (MessageState.deferred, due), (.planned, due),
        (.planned, "next_attempt_at IS NULL ORDER BY customer_key"),
      ] where claimed.count < limit {
        claimed += try claim(
          run,
          as: claimant,
          state,
          where: condition,
          limit: limit - claimed.count,
          in: connection
        )
      }
      return claimed
    }
  }

  private func claim(
    _ run: Run,
    as claimant: Claimant,
    _ state: MessageState,
    where condition: SQLQuery,
    limit: Int,
    in connection: any DatabaseConnection
  ) throws -> [ClaimedMessage] {
    let claimed = try connection.rows(
      """
      UPDATE messages SET state = 'sending', claim = \(claimant.text), marked = 0
      WHERE run_key = \(run.key)
        AND EXISTS (SELECT 1 FROM runs WHERE key = \(run.key) AND state = 'running')
        AND customer_key IN (
          SELECT customer_key FROM messages
          WHERE run_key = \(run.key) AND state = \(state.rawValue) AND \(condition)
          LIMIT \(limit))
      RETURNING customer_key, email, variant, offer_code, email_key, attempts, first_tried_at
      """
    ) { row in
      let address = try row.text(4)
      return ClaimedMessage(
        customer: try row.int(0),
        email: try row.text(1),
        variant: try row.optionalText(2),
        offerCode: try row.optionalText(3),
        domain: String(address[(address.lastIndex(of: "@") ?? address.startIndex)...].dropFirst()),
        attempts: Int(try row.int(5)),
        wasDeferred: state == .deferred,
        firstTriedAt: try row.optionalInt(6).map { Instant(milliseconds: $0) }
      )
    }
    return claimed.sorted { $0.customer < $1.customer }
  }

  /// Writes down some steps of one sender's messages in one transaction, in their order: the
  /// verdict of one message and the mark of the next cost one commit.
  ///
  /// Answers what each step came to.
  package func record(
    _ steps: [LedgerStep],
    of run: Run,
    as claimant: Claimant,
    rules: HandOverRules,
    at clock: Instant
  ) throws -> [LedgerStep.Answer] {
    try database.blockingWrite(durability: .normal) { connection in
      try steps.map { step in
        switch step {
        case .mark(let message, let attempt):
          .handOver(
            try mark(
              message,
              of: run,
              as: claimant,
              attempt: attempt,
              rules: rules,
              at: clock,
              in: connection
            )
          )
        case .settle(let message, let verdict, let attempt):
          .settled(
            try settle(
              message,
              of: run,
              as: claimant,
              verdict,
              attempt: attempt,
              sendOnce: rules.sendOnce,
              at: clock,
              in: connection
            )
          )
        }
      }
    }
  }

  /// The check and mark between the server's 354 and the first byte of the body.
  ///
  /// The claim, the run, consent, suppression and caps still hold, and from now on the message
  /// counts as handed over. Anything but `.marked` means that nothing may go out.
  private func mark(
    _ message: ClaimedMessage,
    of run: Run,
    as claimant: Claimant,
    attempt: Attempt,
    rules: HandOverRules,
    at clock: Instant,
    in connection: any DatabaseConnection
  ) throws -> HandOver {
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

  /// Writes down how the attempt ended; only while the claim is still this process's.
  ///
  /// False where the claim is another's: the message has been settled by someone else and stays as
  /// it is.
  private func settle(
    _ message: ClaimedMessage,
    of run: Run,
    as claimant: Claimant,
    _ verdict: Verdict,
    attempt: Attempt?,
    sendOnce: String?,
    at clock: Instant,
    in connection: any DatabaseConnection
  ) throws -> Bool {
    var verdict = verdict
    if verdict.wantsAnotherTry, try self.run(key: run.key, in: connection)?.state == .cancelled {
      verdict = .skipped(.cancelled)
    }
    let itself: SQLQuery = "run_key = \(run.key) AND customer_key = \(message.customer)"
    let changed = try connection.execute(
      """
      UPDATE messages SET claim = NULL, marked = 0,
        server = COALESCE(\(attempt?.server), server),
        message_id = COALESCE(\(attempt?.messageID), message_id),
        \(verdict.changes(at: clock))
      WHERE \(itself) AND state = 'sending' AND claim = \(claimant.text)
      """
    )
    guard changed == 1 else { return false }
    if case .skipped = verdict { try returnCodes(of: run, where: itself, in: connection) }
    if case .bounced = verdict {
      try connection.execute(
        """
        INSERT INTO suppressions (email_key, reason, at)
        SELECT email_key, 'hard_bounce', \(clock.milliseconds) FROM messages WHERE \(itself)
        ON CONFLICT (email_key) DO NOTHING
        """
      )
    }
    if let sendOnce, verdict.reachedNobody {
      try connection.execute(
        """
        DELETE FROM send_once WHERE name = \(sendOnce) AND run_key = \(run.key)
          AND email_key = (SELECT email_key FROM messages WHERE \(itself))
        """
      )
    }
    return true
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
}
