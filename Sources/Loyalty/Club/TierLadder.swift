package import Shop

/// The levels of a club and what decides on which of them a customer stands.
///
/// The figure is what the customer spent or earned before now: in the window, or ever. One below 0,
/// where the window holds a return but not its purchase, counts as 0.
package struct TierLadder: Hashable, Sendable {
  package enum Basis: String, Hashable, Sendable, CaseIterable {
    /// The sum of the orders that count, returns included, in minor units.
    case spend
    /// Points earned less points that returns took back; spending them or letting them expire does
    /// not lower it.
    case points
  }

  package let basis: Basis
  /// The time before now that counts; nil for all of it.
  package let window: CalendarSpan?
  /// From the lowest up, at least one.
  package let levels: [TierLevel]

  package init(basis: Basis, window: CalendarSpan?, levels: [TierLevel]) {
    precondition(!levels.isEmpty, "a ladder has a level")
    self.basis = basis
    self.window = window
    self.levels = levels.sorted { $0.from < $1.from }
  }

  /// The level at a figure; nil below the lowest.
  package func level(at figure: Int64) -> TierLevel? {
    levels.last { $0.from <= max(0, figure) }
  }

  /// The next level up and what is missing for it; nil on the highest.
  package func next(at figure: Int64) -> TierGap? {
    let figure = max(0, figure)
    return levels.first { $0.from > figure }
      .map { TierGap(level: $0, missing: $0.from - figure) }
  }

  /// The first instant of the time that counts at a moment; nil where all of it does.
  package func start(before now: Instant, in calendar: ShopCalendar) -> Instant? {
    window?.before(now, in: calendar)
  }
}

/// One level of a club.
package struct TierLevel: Hashable, Sendable {
  package let name: String
  /// The least figure of those who stand here, in minor units or points.
  package let from: Int64
  /// What it brings, as customers read it.
  package let benefits: String?

  package init(name: String, from: Int64, benefits: String? = nil) {
    self.name = name
    self.from = from
    self.benefits = benefits
  }
}

/// What is missing for a level.
package struct TierGap: Hashable, Sendable {
  package let level: TierLevel
  /// In minor units or points, at least 1.
  package let missing: Int64

  package init(level: TierLevel, missing: Int64) {
    self.level = level
    self.missing = missing
  }
}
