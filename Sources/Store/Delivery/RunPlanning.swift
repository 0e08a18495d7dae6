import Database
import Foundation
import SQL
import Shop

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

extension DeliveryLedger {
  /// Freezes a run's audience, in one synced transaction: all of it or nothing.
  ///
  /// Nil where the occurrence has a run already, whoever planned it. `assign` decides for each
  /// member whom nothing stops; `makeCode` makes a new unique code of an offer and is called again
  /// when a code is taken.
  package func plan(
    _ run: NewRun,
    assign: (AudienceMember) -> Assignment,
    makeCode: (String) -> String
  ) throws -> Run? {
    try database.blockingWrite(durability: .synced) { connection in
      guard let key = try insert(run, in: connection) else { return nil }
      var waterfall = Waterfall()
      // The audience is read to its end before anything is written: it looks at the messages.
      var members: [AudienceMember] = []
      try run.audience.forEachMember(in: connection) { member in
        if member.step == nil { members.append(member) } else { waterfall.count(member.step) }
      }
      for member in members {
        switch assign(member) {
        case .holdout:
          waterfall.count(.holdout)
          try connection.execute(
            "INSERT INTO holdouts (run_key, customer_key) VALUES (\(key), \(member.key))"
          )
        case .mailed(let variant, let source):
          waterfall.count(nil)
          let code = try source.map {
            try reserve($0, for: member.key, of: key, in: connection, makeCode: makeCode)
          }
          try insert(member, variant: variant, code: code, run: key, run, in: connection)
        }
      }
      let text = try Self.encoded(waterfall)
      let state: Run.State = waterfall.mailed == 0 ? .finished : .running
      try connection.execute(
        """
        UPDATE runs SET waterfall = \(text), state = \(state.rawValue) WHERE key = \(key)
        """
      )
      return try self.run(key: key, in: connection)
    }
  }

  private func insert(_ run: NewRun, in connection: any DatabaseConnection) throws -> Int64? {
    let waterfall = try Self.encoded(Waterfall())
    let content = try Self.encoded(run.content)
    return try connection.row(
      """
      INSERT INTO runs (id, campaign, occurrence, state, as_of, planned_at, waterfall, content)
      VALUES (\(Int64.random(in: 1...Int64.max)), \(run.campaign), \(run.occurrence), 'running',
        \(run.audience.asOf.milliseconds), \(run.audience.clock.milliseconds), \(waterfall),
        \(content))
      ON CONFLICT (campaign, occurrence) DO NOTHING
      RETURNING key
      """
    ) { try $0.int(0) }
  }

  private func insert(
    _ member: AudienceMember,
    variant: String?,
    code: String?,
    run key: Int64,
    _ run: NewRun,
    in connection: any DatabaseConnection
  ) throws {
    try connection.execute(
      """
      INSERT INTO messages
        (run_key, customer_key, state, variant, email, email_key, offer_code, planned_at)
      VALUES (\(key), \(member.key), 'planned', \(variant), \(member.email),
        \(member.mailboxKey), \(code), \(run.audience.clock.milliseconds))
      """
    )
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
