package import Shop

/// What an entry of points is for; orders and events by the store's keys.
package enum PointsCause: Hashable, Sendable {
  case order(Int64)
  case event(Int64)
  /// What was earned on that day and not used in time.
  case expiry(earned: CivilDay)
  /// The customer's nth voucher that was paid for with points, from 1.
  case voucher(Int)
}

/// One line of a ledger.
package struct PointsEntry: Hashable, Sendable {
  package let at: Instant
  package let cause: PointsCause
  /// Never 0.
  package let points: Int64

  package init(at: Instant, cause: PointsCause, points: Int64) {
    self.at = at
    self.cause = cause
    self.points = points
  }
}

/// Everything about a customer that the club's arithmetic looks at.
package struct ClubActivity: Hashable, Sendable {
  /// An order that counts.
  package struct Order: Hashable, Sendable {
    package let key: Int64
    package let at: Instant
    /// In minor units, negative for a return.
    package let total: Int64

    package init(key: Int64, at: Instant, total: Int64) {
      self.key = key
      self.at = at
      self.total = total
    }
  }

  package struct Event: Hashable, Sendable {
    package let key: Int64
    package let at: Instant
    package let kind: String
    /// What the event itself says that it gives, or negative takes.
    package let points: Int64?

    package init(key: Int64, at: Instant, kind: String, points: Int64? = nil) {
      self.key = key
      self.at = at
      self.kind = kind
      self.points = points
    }
  }

  /// A voucher that the customer has already: it stays, whatever becomes of what it came from.
  package struct Voucher: Hashable, Sendable {
    package let at: Instant
    /// What it cost.
    package let points: Int64

    package init(at: Instant, points: Int64) {
      self.at = at
      self.points = points
    }
  }

  package var orders: [Order]
  package var events: [Event]
  /// Those paid for with points, as they were issued.
  package var vouchers: [Voucher]
  /// Of the vouchers that leave the points, which the customer has, by how many points they take.
  package var milestones: Set<Int64>

  package init(
    orders: [Order] = [],
    events: [Event] = [],
    vouchers: [Voucher] = [],
    milestones: Set<Int64> = []
  ) {
    self.orders = orders
    self.events = events
    self.vouchers = vouchers
    self.milestones = milestones
  }
}

/// A customer's points from the first to the last, also those that lie ahead, and the vouchers that
/// are still to be issued for them.
///
/// It follows from the customer's activity and the club's rules alone. What takes points takes the
/// oldest first. A return, or an event that takes points, may take more than there are: the balance
/// is then negative, and the next points fill it up before any of them last. An expiry stands at
/// the last millisecond at which the points could be used, also where that lies ahead.
///
/// The voucher that spends points is issued as soon as the balance reaches them, as often as it
/// does. One that the customer has already is the next one that falls due, or else is paid for at
/// the moment that it was issued, so that a correction never issues it twice and never takes it
/// away.
package struct PointsLedger: Hashable, Sendable {
  /// A voucher that the customer does not have yet.
  package struct DueVoucher: Hashable, Sendable {
    package let rule: VoucherRule
    package let at: Instant
    /// As in `PointsCause.voucher`; 0 for one that leaves the points.
    package let ordinal: Int
  }

  /// In the order of time.
  package internal(set) var entries: [PointsEntry] = []
  package internal(set) var due: [DueVoucher] = []

  /// The sum of the entries before a moment.
  package func balance(before now: Instant) -> Int64 {
    entries.reduce(0) { $1.at < now ? $0 + $1.points : $0 }
  }
}
