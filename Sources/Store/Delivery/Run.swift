package import Shop

/// One occurrence of a campaign, with its audience frozen.
package struct Run: Hashable, Sendable {
  package enum State: String, Hashable, Sendable {
    case running
    case paused
    case cancelled
    case finished
  }

  package let key: Int64
  /// A random positive number, the same in every token and Message-ID of the run.
  package let id: Int64
  package let campaign: String
  /// Which occurrence of the schedule: empty for a campaign that runs once.
  package let occurrence: String
  package let state: State
  /// Why it is paused, for people.
  package let reason: String?
  /// The moment that segments, templates and offers were evaluated at.
  package let asOf: Instant
  package let plannedAt: Instant
  package let waterfall: Waterfall

  /// The run's id as people and JSON see it.
  package var name: String { String(id, radix: 36) }
}
