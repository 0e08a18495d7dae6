/// The whole shop's club at a moment.
package struct ClubFigures: Hashable, Sendable {
  /// The customers on one level.
  package struct Level: Hashable, Sendable {
    package let level: TierLevel
    package let customers: Int

    package init(level: TierLevel, customers: Int) {
      self.level = level
      self.customers = customers
    }
  }

  /// Customers with points to use.
  package let members: Int
  /// The points that they have together, which the shop owes.
  ///
  /// What single customers owe the shop, since returns took back what they had used, is not taken
  /// off.
  package let points: Int64
  /// What the points come to as vouchers, in minor units; nil where they buy none.
  package let worth: Int64?
  /// Vouchers and rewards that can be used.
  package let openVouchers: Int
  /// The sum of those over an amount, in minor units.
  package let vouchersWorth: Int64
  /// From the lowest up; none where the club has no tiers.
  package let levels: [Level]

  package init(
    members: Int,
    points: Int64,
    worth: Int64?,
    openVouchers: Int,
    vouchersWorth: Int64,
    levels: [Level]
  ) {
    self.members = members
    self.points = points
    self.worth = worth
    self.openVouchers = openVouchers
    self.vouchersWorth = vouchersWorth
    self.levels = levels
  }
}

extension ClubRules {
  /// What points come to as vouchers that are paid for with them, to the nearest minor unit; nil
  /// where there are none.
  package func worth(of points: Int64) -> Int64? {
    vouchers.first(where: \.spends).map { rule in
      let product = Int128(points) * Int128(rule.worth)
      return Int64(clamping: (2 * product + Int128(rule.at)) / (2 * Int128(rule.at)))
    }
  }
}
