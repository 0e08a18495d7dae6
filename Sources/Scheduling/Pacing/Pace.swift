package import Shop

/// What is left of a rate after a request for patience: half of it, growing back within half an
/// hour.
package struct Pace: Hashable, Sendable {
  /// Things a second right after the last cut.
  package let slowed: Double
  /// Things a second before the first cut.
  package let full: Double
  /// When the last cut was.
  package let since: Instant

  package init(slowed: Double, full: Double, since: Instant) {
    self.slowed = slowed
    self.full = full
    self.since = since
  }

  /// One in a minute: slower than that is a pause, which is not decided here.
  private static let slowest: Double = 1.0 / 60
  /// From nothing back to the full rate, in seconds.
  private static let recovery: Double = 30 * 60
  /// Requests so soon after a cut answer what was under way before it, in milliseconds.
  private static let reaction: Int64 = 10_000

  /// Things a second now; nil once the full rate is reached again.
  package func rate(at now: Instant) -> Double? {
    // A clock that was set back does not make a pace older than it is.
    let seconds = Double(max(0, now.milliseconds - since.milliseconds)) / 1_000
    let rate = slowed + full * seconds / Self.recovery
    return rate < full ? rate : nil
  }

  /// The pace after a request for patience.
  ///
  /// `full` is the rate where there was no cut before, or where it is over.
  package static func cut(_ current: Pace?, full: Double, at now: Instant) -> Pace {
    guard let current, let rate = current.rate(at: now) else {
      return Pace(slowed: max(slowest, full / 2), full: max(full, 2 * slowest), since: now)
    }
    if (0..<reaction).contains(now.milliseconds - current.since.milliseconds) { return current }
    return Pace(slowed: max(slowest, rate / 2), full: current.full, since: now)
  }
}
