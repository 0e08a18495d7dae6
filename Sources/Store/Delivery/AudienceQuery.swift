package import Database
package import SQL
package import Shop
package import Workspace

/// The question who of the customers that segments matched may be mailed.
package struct AudienceQuery: Sendable {
  /// Keys of the customers in any included segment.
  package let included: SQLQuery
  /// Keys of the customers in any excluded segment.
  package let excluded: SQLQuery?
  /// For each offer that needs it, keys of the customers who are eligible: all others are excluded.
  package let eligible: [SQLQuery]
  package let consent: ConsentRule
  package let caps: [FrequencyCap]
  package let sendOnce: String?
  package let rules: OrderRules
  package let calendar: ShopCalendar
  /// The moment of segments and orders.
  package let asOf: Instant
  /// The clock's time, for caps.
  package let clock: Instant

  package init(
    included: SQLQuery,
    excluded: SQLQuery?,
    eligible: [SQLQuery],
    consent: ConsentRule,
    caps: [FrequencyCap],
    sendOnce: String?,
    rules: OrderRules,
    calendar: ShopCalendar,
    asOf: Instant,
    clock: Instant
  ) {
    self.included = included
    self.excluded = excluded
    self.eligible = eligible
    self.consent = consent
    self.caps = caps
    self.sendOnce = sendOnce
    self.rules = rules
    self.calendar = calendar
    self.asOf = asOf
    self.clock = clock
  }
}

/// One matched customer, and why they are not mailed if they are not.
package struct AudienceMember: Hashable, Sendable {
  package let key: Int64
  package let id: String
  package let email: String?
  package let mailboxKey: String?
  /// Where they live, as imported.
  package let timeZone: String?
  package let step: Waterfall.Step?
}

extension AudienceQuery {
  /// Keys of the customers whom segments let through, before consent and caps.
  package var targeted: SQLQuery {
    "SELECT c.key FROM customers c WHERE c.key IN (\(included)) AND NOT (\(isExcluded))"
  }

  /// Calls `each` for every matched customer, in the order of their ids.
  package func forEachMember(
    in connection: any DatabaseConnection,
    _ each: (AudienceMember) throws -> Void
  ) throws {
    try connection.forEachRow(query) { row in
      let step = try row.optionalText(4).flatMap(Waterfall.Step.init(rawValue:))
      try each(
        AudienceMember(
          key: try row.int(0),
          id: try row.text(1),
          email: try row.optionalText(2),
          mailboxKey: try row.optionalText(3),
          timeZone: try row.optionalText(5),
          step: step
        )
      )
    }
  }

  private var query: SQLQuery {
    """
    WITH
    matched AS (\(included)),
    considered AS (
      SELECT c.key, c.id, c.email, c.email_key, c.time_zone,
        CASE
          WHEN \(isExcluded) THEN 'excluded'
          WHEN NOT (\(mayBeMailed)) THEN 'no_consent'
          WHEN c.unsubscribed_at IS NOT NULL
            OR c.email_key IN (SELECT email_key FROM suppressions) THEN 'suppressed'
          WHEN \(Pause.isOn(customer: "c", at: clock)) THEN 'paused'
          WHEN c.email_key IS NULL THEN 'invalid_address'
        END AS step,
        (SELECT MAX(o.placed_at) FROM orders o
          WHERE o.customer_key = c.key AND o.placed_at < \(asOf.milliseconds) AND o.total > 0
            AND \(rules.counted(status: "o.status"))) AS last_order
      FROM customers c
      WHERE c.key IN (SELECT key FROM matched)
    ),
    ranked AS (
      SELECT key, id, email, email_key, time_zone, step,
        CASE WHEN step IS NULL THEN ROW_NUMBER() OVER (
          PARTITION BY email_key, step ORDER BY COALESCE(last_order, -1) DESC, id)
        END AS place
      FROM considered
    )
    SELECT r.key, r.id, r.email, r.email_key,
      CASE
        WHEN r.step IS NOT NULL THEN r.step
        WHEN r.place > 1 THEN 'duplicate_address'
        WHEN \(isCapped) THEN 'capped'
        WHEN \(wasSent) THEN 'already_sent'
      END,
      r.time_zone
    FROM ranked r
    ORDER BY r.id
    """
  }

  private var isExcluded: SQLQuery {
    var conditions: [SQLQuery] = eligible.map { "c.key NOT IN (\($0))" }
    if let excluded { conditions.append("c.key IN (\(excluded))") }
    return conditions.isEmpty ? "1 = 0" : conditions.joined(by: " OR ")
  }

  private var mayBeMailed: SQLQuery {
    consent.mayBeMailed(customer: "c", at: asOf, rules: rules, calendar: calendar)
  }

  private var isCapped: SQLQuery {
    guard !caps.isEmpty else { return "1 = 0" }
    return caps.map { cap in
      "(\(cap.reached(by: "r.email_key", at: clock, calendar: calendar)))"
    }.joined(by: " OR ")
  }

  private var wasSent: SQLQuery {
    guard let sendOnce else { return "1 = 0" }
    return """
      EXISTS (SELECT 1 FROM send_once s WHERE s.name = \(sendOnce) AND s.email_key = r.email_key)
      """
  }
}

extension ConsentRule {
  /// Whether the customer of that table alias may be mailed at all, as a condition.
  func mayBeMailed(
    customer: SQLQuery,
    at now: Instant,
    rules: OrderRules,
    calendar: ShopCalendar
  ) -> SQLQuery {
    switch self {
    case .consent:
      return "COALESCE(\(customer).email_consent, 0) = 1"
    case .customer(let span):
      // A plain no is respected; who has said nothing may be mailed as long as they are a customer.
      let since = span.before(now, in: calendar).milliseconds
      return """
        COALESCE(\(customer).email_consent, 1) = 1
          AND (COALESCE(\(customer).email_consent, 0) = 1 OR EXISTS (
          SELECT 1 FROM orders o WHERE o.customer_key = \(customer).key
            AND o.placed_at >= \(since) AND o.placed_at < \(now.milliseconds) AND o.total > 0
            AND \(rules.counted(status: "o.status"))))
        """
    }
  }
}

extension OrderRules {
  /// Whether an order with that status counts, as a condition.
  func counted(status: SQLQuery) -> SQLQuery {
    guard !notCounted.isEmpty else { return "1 = 1" }
    let folded = notCounted.map(TextFolding.casefold)
    return "(\(status) IS NULL OR casefold(\(status)) NOT IN (\(list: folded)))"
  }
}

extension FrequencyCap {
  /// Whether the address has had its share of mails within the span before now, as a condition.
  func reached(by address: SQLQuery, at clock: Instant, calendar: ShopCalendar) -> SQLQuery {
    """
    (SELECT COUNT(*) FROM messages sent WHERE sent.email_key = \(address)
      AND sent.handed_over_at > \(span.before(clock, in: calendar).milliseconds)
      AND (sent.state IN ('accepted', 'in_doubt')
        OR (sent.state = 'sending' AND sent.marked = 1))) >= \(count)
    """
  }
}
