import SQL
import Shop

/// Makes ledgers, of one customer after the other.
///
/// What the calendar says about a day is remembered, so that millions of orders are quick.
package struct LedgerMaker: Sendable {
  private let rules: ClubRules
  private let start: Instant?
  private let eventPoints: [String: Int64]
  private let spending: VoucherRule?
  private let milestones: [VoucherRule]
  private var days: ClubDays

  package init(_ club: Club) {
    rules = club.rules
    start = club.start
    eventPoints = Dictionary(
      club.rules.events.map { (TextFolding.casefold($0.kind), $0.points) },
      uniquingKeysWith: { first, _ in first }
    )
    spending = club.rules.vouchers.first { $0.spends }
    milestones = club.rules.vouchers.filter { !$0.spends }.sorted { $0.at < $1.at }
    days = ClubDays(club)
  }

  package mutating func ledger(of activity: ClubActivity) -> PointsLedger {
    let gains = gains(of: activity)
    var account = Account(vouchers: activity.vouchers, milestones: activity.milestones)
    var next = gains.startIndex
    while true {
      let gain = next < gains.endIndex ? gains[next].at : nil
      guard let at = [gain, account.nextIssued].compactMap(\.self).min() else { break }
      expire(from: &account, by: at)
      var end = next
      while end < gains.endIndex, gains[end].at == at { end += 1 }
      account.enter(gains[next..<end], on: days.day(of: at))
      next = end
      issueVouchers(&account, at: at)
      account.payForVouchers(issuedBy: at)
    }
    expire(from: &account, by: nil)
    return account.ledger
  }

  /// What orders and events give and take, in the order of time, what gives first.
  private func gains(of activity: ClubActivity) -> [PointsEntry] {
    var gains: [PointsEntry] = []
    gains.reserveCapacity(activity.orders.count + activity.events.count)
    func add(_ cause: PointsCause, _ at: Instant, _ points: Int64) {
      if let start, at < start { return }
      if points != 0 { gains.append(PointsEntry(at: at, cause: cause, points: points)) }
    }
    if let rate = rules.purchases {
      for order in activity.orders {
        add(.order(order.key), order.at, rate.points(for: order.total, rules.rounding))
      }
    }
    for event in activity.events {
      let points = event.points ?? eventPoints[TextFolding.casefold(event.kind)] ?? 0
      add(.event(event.key), event.at, points)
    }
    return gains.sorted { $0.at == $1.at ? $0.points > $1.points : $0.at < $1.at }
  }

  /// Takes away what cannot be used any more at a moment; for nil all that will ever expire.
  private mutating func expire(from account: inout Account, by now: Instant?) {
    while let oldest = account.lots.lots.first, let end = days.end(ofPointsEarnedOn: oldest.earned)
    {
      if let now, end > now { return }
      account.expire(at: Instant(milliseconds: end.milliseconds - 1))
    }
  }

  private func issueVouchers(_ account: inout Account, at now: Instant) {
    for rule in milestones where account.lots.balance >= rule.at {
      account.reach(rule, at: now)
    }
    if let spending { account.spend(by: spending, at: now) }
  }
}

/// A ledger in the making.
private struct Account {
  private(set) var ledger = PointsLedger()
  private(set) var lots = PointsLots()
  private let vouchers: [ClubActivity.Voucher]
  private var milestones: Set<Int64>
  /// How many vouchers have been paid for.
  private var paid = 0

  init(vouchers: [ClubActivity.Voucher], milestones: Set<Int64>) {
    self.vouchers = vouchers
    self.milestones = milestones
  }

  /// When the first voucher was issued that has not been paid for.
  var nextIssued: Instant? { paid < vouchers.count ? vouchers[paid].at : nil }

  mutating func enter(_ gains: ArraySlice<PointsEntry>, on day: CivilDay) {
    for gain in gains {
      ledger.entries.append(gain)
      if gain.points > 0 { lots.earn(gain.points, on: day) } else { lots.take(-gain.points) }
    }
  }

  mutating func expire(at instant: Instant) {
    guard let lot = lots.removeOldest() else { return }
    ledger.entries.append(
      PointsEntry(at: instant, cause: .expiry(earned: lot.earned), points: -lot.points)
    )
  }

  mutating func reach(_ rule: VoucherRule, at now: Instant) {
    guard milestones.insert(rule.at).inserted else { return }
    ledger.due.append(PointsLedger.DueVoucher(rule: rule, at: now, ordinal: 0))
  }

  /// Pays for as many vouchers as the balance allows.
  mutating func spend(by rule: VoucherRule, at now: Instant) {
    while true {
      let isIssued = paid < vouchers.count
      let price = isIssued ? vouchers[paid].points : rule.at
      guard lots.balance >= price else { return }
      pay(price, at: now)
      if !isIssued {
        ledger.due.append(PointsLedger.DueVoucher(rule: rule, at: now, ordinal: paid))
      }
    }
  }

  /// Pays, whatever the balance, for what the customer had got by then.
  mutating func payForVouchers(issuedBy now: Instant) {
    while let issued = nextIssued, issued <= now { pay(vouchers[paid].points, at: now) }
  }

  private mutating func pay(_ price: Int64, at now: Instant) {
    paid += 1
    lots.take(price)
    ledger.entries.append(PointsEntry(at: now, cause: .voucher(paid), points: -price))
  }
}

/// What the calendar says about the days of a club, remembered.
private struct ClubDays: Sendable {
  private let expiry: PointsExpiry
  private let calendar: ShopCalendar
  private var local: LocalDays
  private var ends: [CivilDay: Instant?] = [:]

  init(_ club: Club) {
    expiry = club.rules.expiry
    calendar = club.calendar
    local = LocalDays(club.calendar)
  }

  mutating func day(of instant: Instant) -> CivilDay { local.day(of: instant.milliseconds) }

  /// The first instant at which points of a day cannot be used any more; nil where there is none.
  mutating func end(ofPointsEarnedOn day: CivilDay) -> Instant? {
    if let known = ends[day] { return known }
    let last = expiry.lastDay(ofPointsEarnedOn: day)
    let end = last.map { calendar.startOfDay($0.adding(days: 1)) }
    ends[day] = .some(end)
    return end
  }
}
