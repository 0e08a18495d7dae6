package import Store
import Synchronization

/// How a dispatch stands, for people who watch it.
package struct DispatchProgress: Hashable, Sendable {
  package let counts: MessageCounts
  /// What a mail server fails with now; nil where all are well.
  package let trouble: String?
}

/// Keeps the progress of one dispatch and tells whoever watches.
final class ProgressBoard: Sendable {
  private let latest = Mutex(DispatchProgress(counts: MessageCounts(), trouble: nil))
  private let watcher: @Sendable (DispatchProgress) -> Void

  init(_ watcher: @escaping @Sendable (DispatchProgress) -> Void) { self.watcher = watcher }

  var counts: MessageCounts { latest.withLock { $0.counts } }

  func change(_ change: (inout MessageCounts) -> Void) {
    tell { latest in
      var counts = latest.counts
      change(&counts)
      return DispatchProgress(counts: counts, trouble: latest.trouble)
    }
  }

  func trouble(_ words: String?) {
    tell { DispatchProgress(counts: $0.counts, trouble: words) }
  }

  /// Watchers are told one after the other, and never of an older state after a newer one.
  private func tell(_ change: (DispatchProgress) -> DispatchProgress) {
    latest.withLock { latest in
      latest = change(latest)
      watcher(latest)
    }
  }
}
