import Synchronization

/// Raised once, from any thread; looked at by everything that waits, many times a second.
final class StopSignal: Sendable {
  private let flag = Atomic(false)

  /// The longest that a wait goes without looking.
  static let interval: Duration = .milliseconds(100)

  var isRaised: Bool { flag.load(ordering: .acquiring) }

  func raise() { flag.store(true, ordering: .releasing) }
}
