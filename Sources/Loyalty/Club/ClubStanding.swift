package import Shop

/// Where a customer stands in the club at a moment.
package struct ClubStanding: Hashable, Sendable {
  /// The balance: the sum of the entries before that moment.
  ///
  /// Negative where returns have taken back what was spent already.
  package let points: Int64
  /// How many of them expire soon unless they are used.
  package let expiring: Int64
  /// The next to expire.
  package let nextExpiry: PointsAhead?
  /// What decides the tier, in minor units or points; nil without tiers.
  package let tierFigure: Int64?
  package let tier: TierLevel?
  package let nextTier: TierGap?
  package let stampCards: [StampCardStanding]
  /// All vouchers and rewards that were issued before that moment, the newest first.
  package let vouchers: [ClubVoucher]

  /// What follows from what is left of each day's points, and from the tiers' figure.
  package init(
    _ account: PointsLots,
    figure: Int64,
    stampCards: [StampCardStanding],
    vouchers: [ClubVoucher],
    in club: Club,
    at now: Instant
  ) {
    let soon = club.rules.expiringSoon.after(now, in: club.calendar)
    func lastDay(_ lot: PointsLots.Lot) -> CivilDay? {
      club.rules.expiry.lastDay(ofPointsEarnedOn: lot.earned)
    }
    points = account.balance
    nextExpiry = account.lots.first.flatMap { oldest in
      lastDay(oldest).map { day in
        let points = account.lots.prefix { lastDay($0) == day }.reduce(0) { $0 + $1.points }
        return PointsAhead(points: points, lastDay: day)
      }
    }
    expiring = account.lots.prefix { lot in
      lastDay(lot).map { club.calendar.startOfDay($0.adding(days: 1)) <= soon } ?? false
    }
    .reduce(0) { $0 + $1.points }
    let tiers = club.rules.tiers
    tierFigure = tiers.map { _ in max(0, figure) }
    tier = tiers?.level(at: figure)
    nextTier = tiers?.next(at: figure)
    self.stampCards = stampCards
    self.vouchers = vouchers
  }
}

/// Points that are about to expire.
package struct PointsAhead: Hashable, Sendable {
  package let points: Int64
  /// The last day on which they can be used.
  package let lastDay: CivilDay

  package init(points: Int64, lastDay: CivilDay) {
    self.points = points
    self.lastDay = lastDay
  }
}

/// How far a customer has come on a stamp card.
package struct StampCardStanding: Hashable, Sendable {
  package let card: StampCard
  /// Stamps on the card that is not full yet, from 0 to one less than fill it.
  package let stamps: Int

  package init(card: StampCard, stamps: Int) {
    self.card = card
    self.stamps = stamps
  }
}

/// A voucher for points or the reward of a full stamp card, as a customer got it.
package struct ClubVoucher: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// An amount off, in minor units.
    case amount(Int64)
    /// What the stamp card of that name promised.
    case reward(String, card: String)
  }

  package enum State: Hashable, Sendable {
    case open
    case redeemed
    case expired
  }

  package let code: String
  package let content: Content
  package let issuedAt: Instant
  /// The first instant at which it is over; nil where it never is.
  package let validUntil: Instant?
  /// What it cost.
  package let points: Int64
  /// When one of the customer's orders had the code as its coupon.
  package let redeemedAt: Instant?

  package init(
    code: String,
    content: Content,
    issuedAt: Instant,
    validUntil: Instant?,
    points: Int64,
    redeemedAt: Instant?
  ) {
    self.code = code
    self.content = content
    self.issuedAt = issuedAt
    self.validUntil = validUntil
    self.points = points
    self.redeemedAt = redeemedAt
  }

  package func state(at now: Instant) -> State {
    if redeemedAt != nil { return .redeemed }
    guard let validUntil else { return .open }
    return now < validUntil ? .open : .expired
  }
}
