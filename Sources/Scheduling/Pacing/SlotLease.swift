package import Shop

/// Moments at which something may happen, evenly spaced, that one of several sharers has for
/// itself.
///
/// Sharers of a rate know one common number, the moment from which on nothing is given out yet.
/// Each takes a stretch of slots from there at a time, so that they seldom have to meet, and uses
/// them one by one. A slot that is not used soon is lost: what was not done in the past is not made
/// up for in a burst.
package struct SlotLease: Hashable, Sendable {
  /// The moment from which on nothing is given out, in microseconds since 1970.
  package typealias Frontier = Int64

  /// How much time a lease covers, in microseconds; at least one slot.
  private static let stretch: Int64 = 250_000
  /// How late a slot may be used.
  private static let lateness: Int64 = 250_000

  private var next: Frontier
  private let interval: Int64
  private var left: Int

  /// Takes the next slots of a rate, in a second, and moves the frontier that all share.
  ///
  /// Who finds the frontier further ahead than anyone leases lives after a clock that was set
  /// back: the frontier begins anew.
  package init(of perSecond: Double, from frontier: inout Frontier, at now: Instant) {
    let now = now.milliseconds * 1_000
    interval = max(1, Int64((1_000_000 / perSecond).rounded(.up)))
    left = Int(max(1, Self.stretch / interval))
    let isAhead = frontier - now > 4 * max(Self.stretch, interval) + 60_000_000
    next = isAhead ? now : max(frontier, now)
    frontier = next + Int64(left) * interval
  }

  /// What asking for a slot gives.
  package enum Answer: Hashable, Sendable {
    case now
    case notBefore(Instant)
    /// The lease has no slots left.
    case usedUp
  }

  /// Whether a slot may be used now, without using it.
  package mutating func look(at now: Instant) -> Answer {
    let time = now.milliseconds * 1_000 + 999
    // A low rate has one slot a lease, which stays good as long as the next is not due.
    let oldest = time - max(Self.lateness, interval)
    while left > 0, next < oldest { skip() }
    guard left > 0 else { return .usedUp }
    if next <= time { return .now }
    return .notBefore(Instant(milliseconds: (next + 999) / 1_000))
  }

  /// Uses the slot that `look` has found.
  package mutating func take() {
    precondition(left > 0, "a slot is taken that the lease does not have")
    skip()
  }

  private mutating func skip() {
    next += interval
    left -= 1
  }
}
