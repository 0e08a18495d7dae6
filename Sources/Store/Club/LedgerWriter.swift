import Database
import Loyalty
import SQL
import Shop

/// Appends to the store what customers' entries and vouchers lack, within one transaction.
final class LedgerWriter {
  /// Characters of a code after its prefix: 31^9 codes, of which nobody guesses one.
  private static let codeLength = 10

  private let club: Club
  private let clock: Instant
  private let addEntry: any PreparedStatement
  private let addVoucher: any PreparedStatement
  private var random = SystemRandomNumberGenerator()

  init(_ club: Club, clock: Instant, on connection: any DatabaseConnection) throws {
    self.club = club
    self.clock = clock
    addEntry = try connection.prepare(
      """
      INSERT INTO points_entries (customer_key, at, kind, cause, number, points, written_at)
      VALUES (\(list: [SQLValue](repeating: .null, count: 7)))
      """
    )
    addVoucher = try connection.prepare(
      """
      INSERT INTO vouchers (code, customer_key, source, name, ordinal, issued_at, valid_until,
        points, worth, reward, written_at)
      VALUES (\(list: [SQLValue](repeating: .null, count: 11)))
      ON CONFLICT (code) DO NOTHING
      """
    )
  }

  func write(_ customers: [Int64: ClubCustomer], by maker: inout LedgerMaker) throws {
    // In the order of keys, in which rows are written fastest.
    for (key, customer) in customers.sorted(by: { $0.key < $1.key }) {
      let ledger = maker.ledger(of: customer.activity)
      try write(ledger.entries, over: customer.written, of: key)
      for due in ledger.due { try issue(due, to: key) }
      for card in club.rules.stampCards { try issueRewards(card, customer, to: key) }
    }
  }

  /// Appends an entry for each cause that what is written does not come to.
  private func write(
    _ entries: [PointsEntry],
    over written: [WrittenEntry: (points: Int64, number: Int64)],
    of customer: Int64
  ) throws {
    addEntry.bind(customer, at: 0)
    addEntry.bind(clock.milliseconds, at: 6)
    var left = written
    for entry in entries {
      let known = left.removeValue(forKey: WrittenEntry(entry))
      let missing = entry.points - (known?.points ?? 0)
      if missing != 0 {
        try add(WrittenEntry(entry), number: (known?.number ?? 0) + 1, points: missing)
      }
    }
    for (entry, known) in left where known.points != 0 {
      try add(entry, number: known.number + 1, points: -known.points)
    }
  }

  private func add(_ entry: WrittenEntry, number: Int64, points: Int64) throws {
    addEntry.bind(entry.at, at: 1)
    addEntry.bind(.text(entry.kind), at: 2)
    addEntry.bind(entry.cause, at: 3)
    addEntry.bind(number, at: 4)
    addEntry.bind(points, at: 5)
    try addEntry.run()
  }

  private func issue(_ due: PointsLedger.DueVoucher, to customer: Int64) throws {
    try issue(
      to: customer,
      source: due.rule.spends ? .points : .milestone,
      name: due.rule.spends ? "" : String(due.rule.at),
      ordinal: due.rule.spends ? due.ordinal : 1,
      at: due.at,
      rule: due.rule
    )
  }

  private func issueRewards(
    _ card: StampCard,
    _ customer: ClubCustomer,
    to key: Int64
  ) throws {
    guard let marks = customer.stamps[card.name] else { return }
    let issued = customer.rewards[card.name] ?? []
    let count = StampCount(marks, every: card.every, issued: issued)
    for (index, at) in count.due.enumerated() {
      try issue(
        to: key,
        source: .stamps,
        name: card.name,
        ordinal: issued.count + index + 1,
        at: at,
        reward: card.reward
      )
    }
  }

  private func issue(
    to customer: Int64,
    source: VoucherSource,
    name: String,
    ordinal: Int,
    at instant: Instant,
    rule: VoucherRule? = nil,
    reward: String? = nil
  ) throws {
    let end = rule?.validity.map { $0.after(instant, in: club.calendar) }
    addVoucher.bind(customer, at: 1)
    addVoucher.bind(.text(source.rawValue), at: 2)
    addVoucher.bind(.text(name), at: 3)
    addVoucher.bind(Int64(ordinal), at: 4)
    addVoucher.bind(instant.milliseconds, at: 5)
    addVoucher.bind(end?.milliseconds, at: 6)
    addVoucher.bind(source == .points ? rule?.at ?? 0 : 0, at: 7)
    addVoucher.bind(rule?.worth, at: 8)
    addVoucher.bind(reward.sqlValue, at: 9)
    addVoucher.bind(clock.milliseconds, at: 10)
    // A code that somebody has already is drawn anew.
    repeat {
      let code = OfferCode.unique(
        prefix: rule?.prefix ?? "",
        length: Self.codeLength,
        using: &random
      )
      addVoucher.bind(.text(code), at: 0)
    } while try addVoucher.run() == 0
  }
}

extension WrittenEntry {
  fileprivate init(_ entry: PointsEntry) {
    at = entry.at.milliseconds
    switch entry.cause {
    case .order(let key): (kind, cause) = ("order", key)
    case .event(let key): (kind, cause) = ("event", key)
    case .expiry(let day): (kind, cause) = ("expiry", Int64(day.daysSince1970))
    case .voucher(let ordinal): (kind, cause) = ("voucher", Int64(ordinal))
    }
  }
}
