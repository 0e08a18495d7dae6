import Database
import Foundation
import SQL
package import Shop

/// What a run is planned from.
package struct NewRun: Sendable {
  package let campaign: String
  package let occurrence: String
  package let content: [String: String]
  package let audience: AudienceQuery

  package init(
    campaign: String,
    occurrence: String,
    content: [String: String],
    audience: AudienceQuery
  ) {
    self.campaign = campaign
    self.occurrence = occurrence
    self.content = content
    self.audience = audience
  }
}

/// What the campaign decides for a member that nothing stops.
package enum Assignment: Hashable, Sendable {
  /// Kept out, to measure against.
  case holdout
  /// Mailed, with the variant's name and the source of the offer's code.
  case mailed(variant: String?, code: CodeSource?)
}

/// Where a message's offer code comes from.
package enum CodeSource: Hashable, Sendable {
  /// The same for everyone.
  case shared(String)
  /// One of its own, which the closure given to `plan` makes.
  case unique(offer: String)
  /// The next free one of a list.
  case pool(offer: String)
}

/// What a campaign decides of each member whom nothing stops.
package struct PlanningRules {
  package let assign: (AudienceMember) -> Assignment
  /// Before when a member is not mailed; nil where that may be at once.
  package let notBefore: (AudienceMember) -> Instant?
  /// A new unique code of an offer; asked again when a code is taken.
  package let makeCode: (String) -> String

  package init(
    assign: @escaping (AudienceMember) -> Assignment,
    notBefore: @escaping (AudienceMember) -> Instant? = { _ in nil },
    makeCode: @escaping (String) -> String
  ) {
    self.assign = assign
    self.notBefore = notBefore
    self.makeCode = makeCode
  }
}

extension DeliveryLedger {
  /// How many members are written in one transaction: others write in between.
  private static let planningBatch = 2_000

  /// Freezes a run's audience, as it is at one moment: all of it or nothing.
  ///
  /// The run is written in parts and is there for nobody before the last is, so that memory does
  /// not grow with the audience and others may write meanwhile. What a planning that died has left
  /// is taken away first, so the caller holds the campaign's `PlanLock`. Nil where the occurrence
  /// has a run already, whoever planned it.
  package func plan(_ run: NewRun, _ rules: PlanningRules) throws -> Run? {
    try removeUnfinished(ofCampaign: run.campaign)
    guard let key = try database.blockingWrite({ try insert(run, in: $0) }) else { return nil }
    var waterfall = Waterfall()
    var members: [AudienceMember] = []
    func write() throws {
      try database.blockingWrite { connection in
        for member in members {
          try add(member, to: key, run, rules, &waterfall, in: connection)
        }
      }
      members.removeAll(keepingCapacity: true)
    }
    do {
      try database.blockingRead { connection in
        try run.audience.forEachMember(in: connection) { member in
          guard member.step == nil else { return waterfall.count(member.step) }
          members.append(member)
          if members.count == Self.planningBatch { try write() }
        }
      }
      try write()
    } catch {
      // Why it failed is what people need to know; what is left is taken away the next time.
      try? removeUnfinished(ofCampaign: run.campaign)
      throw error
    }
    return try database.blockingWrite(durability: .synced) { connection in
      let text = try Self.encoded(waterfall)
      let state: Run.State = waterfall.mailed == 0 ? .finished : .running
      try connection.execute(
        """
        UPDATE runs SET waterfall = \(text), state = \(state.rawValue), is_planned = 1
        WHERE key = \(key)
        """
      )
      return try self.run(key: key, in: connection)
    }
  }

  private func add(
    _ member: AudienceMember,
    to key: Int64,
    _ run: NewRun,
    _ rules: PlanningRules,
    _ waterfall: inout Waterfall,
    in connection: any DatabaseConnection
  ) throws {
    switch rules.assign(member) {
    case .holdout:
      waterfall.count(.holdout)
      try connection.execute(
        "INSERT INTO holdouts (run_key, customer_key) VALUES (\(key), \(member.key))"
      )
    case .mailed(let variant, let source):
      waterfall.count(nil)
      let code = try source.map {
        try reserve($0, for: member.key, of: key, in: connection, makeCode: rules.makeCode)
      }
      try connection.execute(
        """
        INSERT INTO messages (run_key, customer_key, state, variant, email, email_key, offer_code,
          planned_at, next_attempt_at)
        VALUES (\(key), \(member.key), 'planned', \(variant), \(member.email),
          \(member.mailboxKey), \(code), \(run.audience.clock.milliseconds),
          \(rules.notBefore(member)?.milliseconds))
        """
      )
    }
  }

  /// Takes away what plannings that died have left of a campaign's runs, some at a time.
  private func removeUnfinished(ofCampaign campaign: String) throws {
    let keys = try database.blockingRead { connection in
      try connection.rows(
        "SELECT key FROM runs WHERE campaign = \(campaign) AND is_planned = 0"
      ) { try $0.int(0) }
    }
    for key in keys {
      for table: SQLQuery in ["messages", "holdouts"] {
        var removed = 0
        repeat {
          removed = try database.blockingWrite { connection in
            try connection.execute(
              """
              DELETE FROM \(table) WHERE run_key = \(key) AND customer_key IN (
                SELECT customer_key FROM \(table) WHERE run_key = \(key) LIMIT 10000)
              """
            )
          }
        } while removed > 0
      }
      try database.blockingWrite { connection in
        try connection.execute(
          """
          UPDATE offer_codes SET run_key = NULL, customer_key = NULL,
            state = CASE WHEN pooled = 1 THEN 'free' ELSE 'returned' END
          WHERE run_key = \(key)
          """
        )
        try connection.execute("DELETE FROM runs WHERE key = \(key)")
      }
    }
  }

  private func insert(_ run: NewRun, in connection: any DatabaseConnection) throws -> Int64? {
    let waterfall = try Self.encoded(Waterfall())
    let content = try Self.encoded(run.content)
    return try connection.row(
      """
      INSERT INTO runs (id, campaign, occurrence, state, as_of, planned_at, waterfall, content,
        is_planned)
      VALUES (\(Int64.random(in: 1...Int64.max)), \(run.campaign), \(run.occurrence), 'running',
        \(run.audience.asOf.milliseconds), \(run.audience.clock.milliseconds), \(waterfall),
        \(content), 0)
      ON CONFLICT (campaign, occurrence) DO NOTHING
      RETURNING key
      """
    ) { try $0.int(0) }
  }

  /// Reserves a code for one message; a code is never given to two.
  private func reserve(
    _ source: CodeSource,
    for customer: Int64,
    of run: Int64,
    in connection: any DatabaseConnection,
    makeCode: (String) -> String
  ) throws -> String {
    switch source {
    case .shared(let code): return code
    case .pool(let offer):
      let code = try connection.row(
        """
        UPDATE offer_codes SET run_key = \(run), customer_key = \(customer), state = 'reserved'
        WHERE code = (
          SELECT code FROM offer_codes WHERE offer = \(offer) AND state = 'free'
          ORDER BY code LIMIT 1)
        RETURNING code
        """
      ) { try $0.text(0) }
      guard let code else { throw DeliveryError.codesExhausted(offer: offer) }
      return code
    case .unique(let offer):
      for _ in 0..<1_000 {
        let code = makeCode(offer)
        let inserted = try connection.execute(
          """
          INSERT INTO offer_codes (code, offer, run_key, customer_key, state)
          VALUES (\(code), \(offer), \(run), \(customer), 'reserved')
          ON CONFLICT (code) DO NOTHING
          """
        )
        if inserted == 1 { return code }
      }
      throw DeliveryError.codesExhausted(offer: offer)
    }
  }
}

/// Why the ledger could not do what was asked.
package enum DeliveryError: Error, CustomStringConvertible {
  case codesExhausted(offer: String)
  case damaged(String)

  package var description: String {
    switch self {
    case .codesExhausted(let offer):
      "the offer '\(offer)' has no codes left: make its codes longer or its list larger"
    case .damaged(let what): "the store holds \(what) that cannot be read"
    }
  }
}
