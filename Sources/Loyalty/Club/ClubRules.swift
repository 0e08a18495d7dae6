package import Shop

/// What a shop's customer club gives, and for what.
package struct ClubRules: Hashable, Sendable {
  /// What purchases give; nil where they give no points.
  package let purchases: PointsRate?
  /// What events give; of kinds that are not here, those give points that say themselves how many.
  package let events: [EventPoints]
  package let rounding: PointsRounding
  package let expiry: PointsExpiry
  /// Points that expire within this time count as expiring.
  package let expiringSoon: CalendarSpan
  /// The club's first day, before which nothing counts; nil where all there is does.
  package let since: CivilDay?
  package let tiers: TierLadder?
  package let stampCards: [StampCard]
  /// At most one of them spends points.
  package let vouchers: [VoucherRule]

  package init(
    purchases: PointsRate? = nil,
    events: [EventPoints] = [],
    rounding: PointsRounding = .down,
    expiry: PointsExpiry = .never,
    expiringSoon: CalendarSpan = CalendarSpan(30, .days),
    since: CivilDay? = nil,
    tiers: TierLadder? = nil,
    stampCards: [StampCard] = [],
    vouchers: [VoucherRule] = []
  ) {
    precondition(vouchers.count { $0.spends } <= 1, "one voucher spends the points")
    self.purchases = purchases
    self.events = events
    self.rounding = rounding
    self.expiry = expiry
    self.expiringSoon = expiringSoon
    self.since = since
    self.tiers = tiers
    self.stampCards = stampCards
    self.vouchers = vouchers
  }
}

/// The club as a whole: its rules, the orders that count and where its days begin.
package struct Club: Hashable, Sendable {
  package let rules: ClubRules
  package let orders: OrderRules
  package let calendar: ShopCalendar

  package init(rules: ClubRules, orders: OrderRules, calendar: ShopCalendar) {
    self.rules = rules
    self.orders = orders
    self.calendar = calendar
  }

  /// The first instant that counts; nil where all there is counts.
  package var start: Instant? { rules.since.map(calendar.startOfDay) }
}

/// Points for money: 1 point per 10 kronor.
package struct PointsRate: Hashable, Sendable {
  /// From 1 to 1,000.
  package let points: Int64
  /// In minor units, at least 1.
  package let amount: Int64

  package init(points: Int64, per amount: Int64) {
    precondition((1...1_000).contains(points) && amount > 0, "a rate is positive and moderate")
    self.points = points
    self.amount = amount
  }

  /// What an order of that total gives; of a return, negative, what it takes back.
  ///
  /// A return is rounded like the purchase: what comes back whole takes exactly what it gave.
  package func points(for total: Int64, _ rounding: PointsRounding) -> Int64 {
    // No order is worth more: the product stays within 64 bits.
    let whole = Int64(min(total.magnitude, 1_000_000_000_000_000)) * points
    let (quotient, remainder) = whole.quotientAndRemainder(dividingBy: amount)
    let isUp =
      switch rounding {
      case .down: false
      case .nearest: remainder >= amount - remainder
      case .up: remainder > 0
      }
    let points = quotient + (isUp ? 1 : 0)
    return total < 0 ? -points : points
  }
}

/// How a fraction of a point is rounded.
package enum PointsRounding: String, Hashable, Sendable, CaseIterable {
  case down
  /// Half a point counts as one.
  case nearest
  case up
}

/// What an event of a kind gives.
package struct EventPoints: Hashable, Sendable {
  /// Compared without regard to case.
  package let kind: String
  package let points: Int64

  package init(kind: String, points: Int64) {
    self.kind = kind
    self.points = points
  }
}

/// How long points last.
package enum PointsExpiry: Hashable, Sendable {
  case never
  /// Through the day that is so much later than the day on which they were earned.
  case after(CalendarSpan)
  /// Through 31 December of the year in which they were earned or, with a span, of the year of the
  /// day that is so much later.
  case endOfYear(after: CalendarSpan?)

  /// The last day on which points can be used that were earned on a day; nil where there is none.
  package func lastDay(ofPointsEarnedOn day: CivilDay) -> CivilDay? {
    switch self {
    case .never: nil
    case .after(let span): span.after(day)
    case .endOfYear(let span):
      CivilDay(year: (span?.after(day) ?? day).year + 1, month: 1, day: 1)?.adding(days: -1)
    }
  }
}

/// A voucher for those who have enough points.
package struct VoucherRule: Hashable, Sendable {
  /// How many points it takes, at least 1.
  package let at: Int64
  /// In minor units.
  package let worth: Int64
  /// From the moment that it is issued; nil where it never ends.
  package let validity: CalendarSpan?
  /// Whether the voucher is paid for with the points, again and again; else it is issued once, when
  /// the balance first reaches them, and they stay.
  package let spends: Bool
  /// What its codes begin with.
  package let prefix: String

  package init(
    at: Int64,
    worth: Int64,
    validity: CalendarSpan? = nil,
    spends: Bool = true,
    prefix: String = ""
  ) {
    precondition(at > 0, "a voucher takes points")
    self.at = at
    self.worth = worth
    self.validity = validity
    self.spends = spends
    self.prefix = prefix
  }
}

/// A card that a purchase of certain goods stamps; when it is full its customer gets the reward.
package struct StampCard: Hashable, Sendable {
  package enum Goods: Hashable, Sendable {
    /// Compared without regard to case, as is a brand.
    case category(String)
    case brand(String)
  }

  package let name: String
  package let goods: Goods
  /// How many stamps fill it, at least 2.
  package let every: Int
  package let reward: String

  package init(name: String, goods: Goods, every: Int, reward: String) {
    self.name = name
    self.goods = goods
    self.every = every
    self.reward = reward
  }
}
