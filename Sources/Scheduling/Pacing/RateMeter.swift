import Foundation
package import Shop

/// How often something has happened lately.
package struct RateMeter: Hashable, Sendable {
  /// The time, in milliseconds, over which the past fades to a third.
  private static let memory: Double = 10_000

  private var weight: Double = 0
  private var last: Instant?

  package init() {}

  package mutating func count(at now: Instant) {
    weight = faded(at: now) + 1
    last = now
  }

  /// Things a second, fading once nothing more happens.
  package func perSecond(at now: Instant) -> Double { faded(at: now) * 1_000 / Self.memory }

  private func faded(at now: Instant) -> Double {
    guard let last else { return 0 }
    let age = Double(max(0, now.milliseconds - last.milliseconds))
    return weight * exp(-age / Self.memory)
  }
}
