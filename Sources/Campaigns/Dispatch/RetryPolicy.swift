package import Shop

/// When a deferred message is tried again.
package enum RetryPolicy {
  private static let first: Double = 5 * 60
  private static let longest: Double = 4 * 60 * 60

  /// Doubling from five minutes to four hours, spread by a fifth either way, so that a server
  /// that was busy is not met by everyone at once.
  ///
  /// `attempts` counts the tries so far, from 1.
  package static func next(
    after attempts: Int,
    at clock: Instant,
    random: inout some RandomNumberGenerator
  ) -> Instant {
    let doubled = first * Double(1 << min(max(0, attempts - 1), 16))
    let seconds = min(doubled, longest) * Double.random(in: 0.8...1.2, using: &random)
    return clock.advanced(bySeconds: Int64(seconds))
  }
}
