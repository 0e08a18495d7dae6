import Database
import SQL
package import Shop

/// One message as the log shows it.
package struct LoggedMessage: Hashable, Sendable {
  package let customer: String
  package let customerKey: Int64
  package let email: String
  package let state: MessageState
  package let reason: String?
  package let attempts: Int
  package let reply: LoggedReply?
  package let server: String?
  package let messageID: String?
  package let variant: String?
  package let offerCode: String?
  package let plannedAt: Instant
  package let handedOverAt: Instant?
  package let settledAt: Instant?
  package let campaign: String
}

/// Which messages of the log.
package struct LogFilter: Hashable, Sendable {
  package let state: MessageState?
  package let customerKey: Int64?

  package init(state: MessageState? = nil, customerKey: Int64? = nil) {
    self.state = state
    self.customerKey = customerKey
  }
}

extension DeliveryLedger {
  /// Calls `each` for the run's messages, in the order of the customers' ids.
  package func forEachMessage(
    of run: Run,
    _ filter: LogFilter = LogFilter(),
    _ each: (LoggedMessage) throws -> Void
  ) throws {
    var conditions: [SQLQuery] = ["m.run_key = \(run.key)"]
    if let state = filter.state { conditions.append("m.state = \(state.rawValue)") }
    if let key = filter.customerKey { conditions.append("m.customer_key = \(key)") }
    try database.blockingRead { connection in
      try connection.forEachRow(
        Self.messages + "WHERE " + conditions.joined(by: " AND ") + " ORDER BY c.id"
      ) { try each(try Self.message($0)) }
    }
  }

  /// Every message that a customer was ever planned for, the newest first.
  package func messages(toCustomer key: Int64) throws -> [LoggedMessage] {
    try database.blockingRead { connection in
      var messages: [LoggedMessage] = []
      try connection.forEachRow(
        Self.messages
          + "WHERE m.customer_key = \(key) AND r.is_planned = 1 ORDER BY m.planned_at DESC, r.key DESC"
      ) { messages.append(try Self.message($0)) }
      return messages
    }
  }

  /// Settles messages in doubt: as sent, or to be sent again by a run that goes on.
  ///
  /// Answers how many there were. `among` limits it to those customers.
  package func resolve(
    _ run: Run,
    asSent: Bool,
    among customers: Set<Int64>?,
    at clock: Instant
  ) throws -> Int {
    var keys: [Int64] = []
    try forEachMessage(of: run, LogFilter(state: .inDoubt)) { message in
      if customers?.contains(message.customerKey) ?? true { keys.append(message.customerKey) }
    }
    return try database.blockingWrite(durability: .synced) { connection in
      var settled = 0
      for key in keys {
        let change: SQLQuery =
          asSent
          ? "state = 'accepted', reason = 'resolved', settled_at = \(clock.milliseconds)"
          : "state = 'planned', reason = 'resend', settled_at = NULL, handed_over_at = NULL, next_attempt_at = NULL"
        settled += try connection.execute(
          """
          UPDATE messages SET marked = 0, \(change)
          WHERE run_key = \(run.key) AND customer_key = \(key) AND state = 'in_doubt'
          """
        )
      }
      if !asSent && settled > 0 {
        try connection.execute(
          """
          UPDATE runs SET state = 'running', finished_at = NULL
          WHERE key = \(run.key) AND state = 'finished'
          """
        )
      }
      return settled
    }
  }

  private static let messages: SQLQuery = """
    SELECT c.id, m.customer_key, m.email, m.state, m.reason, m.attempts, m.reply_code,
      m.enhanced_code, m.reply, m.server, m.message_id, m.variant, m.offer_code, m.planned_at,
      m.handed_over_at, m.settled_at, r.campaign
    FROM messages m
    JOIN customers c ON c.key = m.customer_key
    JOIN runs r ON r.key = m.run_key\u{20}
    """

  private static func message(_ row: Row) throws -> LoggedMessage {
    guard let state = MessageState(rawValue: try row.text(3)) else {
      throw DeliveryError.damaged("a message state")
    }
    func instant(_ column: Int) throws -> Instant? {
      try row.optionalInt(column).map { Instant(milliseconds: $0) }
    }
    let reply = try row.optionalText(8).map {
      LoggedReply(
        code: try row.optionalInt(6).map(Int.init),
        enhancedCode: try row.optionalText(7),
        text: $0
      )
    }
    return LoggedMessage(
      customer: try row.text(0),
      customerKey: try row.int(1),
      email: try row.text(2),
      state: state,
      reason: try row.optionalText(4),
      attempts: Int(try row.int(5)),
      reply: reply,
      server: try row.optionalText(9),
      messageID: try row.optionalText(10),
      variant: try row.optionalText(11),
      offerCode: try row.optionalText(12),
      plannedAt: Instant(milliseconds: try row.int(13)),
      handedOverAt: try instant(14),
      settledAt: try instant(15),
      campaign: try row.text(16)
    )
  }
}
