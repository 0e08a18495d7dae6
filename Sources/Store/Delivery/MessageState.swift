/// What has become of one message of a run.
package enum MessageState: String, Hashable, Sendable, CaseIterable {
  case planned
  /// Claimed by a process that is preparing it or handing it over.
  case sending
  /// A server has taken it.
  case accepted
  /// A server asked to come back later.
  case deferred
  case rejected
  /// Handed over without a reply: a server may have it or not, and only `resolve` can settle it.
  case inDoubt = "in_doubt"
  case skipped

  /// Whether nothing more happens by itself.
  package var isSettled: Bool {
    switch self {
    case .accepted, .rejected, .inDoubt, .skipped: true
    case .planned, .sending, .deferred: false
    }
  }
}

/// How many messages of a run are in each state; they add up to its audience.
package struct MessageCounts: Hashable, Sendable {
  private var counts: [MessageState: Int] = [:]

  package init(_ counts: [MessageState: Int] = [:]) { self.counts = counts }

  package subscript(state: MessageState) -> Int { counts[state, default: 0] }

  package var audience: Int { counts.values.reduce(0, +) }

  /// Messages that something may still happen to by itself.
  package var open: Int {
    MessageState.allCases.filter { !$0.isSettled }.reduce(0) { $0 + self[$1] }
  }

  package mutating func move(from old: MessageState, to new: MessageState) {
    counts[old, default: 0] -= 1
    counts[new, default: 0] += 1
  }
}
