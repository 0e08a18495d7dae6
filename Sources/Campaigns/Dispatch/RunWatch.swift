import Mail
import Shop
import Store

/// Looks, while a run is sent, at what others may have changed: the run itself, limits, and how many
/// share the servers.
struct RunWatch: Sendable {
  let dispatcher: Dispatcher
  let queue: OutgoingQueue
  let desk: LimitDesk
  let crews: [LaneCrew]
  let thread: LedgerThread

  private static let beat = Duration.milliseconds(50)
  /// How many beats lie between two looks at the store: people expect a pause to act at once.
  private static let look = 10

  /// Looks until the queue is closed, which it sees to.
  func run(stop: StopSignal) async throws {
    var beats = 0
    while !queue.isClosed {
      if stop.isRequested { return queue.close() }
      try await Task.sleep(for: Self.beat)
      beats += 1
      if beats % Self.look == 0 { try await look() }
      // Who sleeps there would not see that its connection is wanted elsewhere.
      if crews.contains(where: \.isCrowded) { queue.nudge() }
    }
  }

  /// Looks once.
  func look() async throws {
    let shares = try await thread.work {
      let ledger = dispatcher.store.delivery
      guard try ledger.refreshed(dispatcher.run).state == .running else { return [Int]?.none }
      try desk.learn()
      return try zip(dispatcher.lanes, crews).map { lane, crew in
        try ledger.shareOfConnections(
          to: lane.transport.server,
          limit: lane.connections,
          using: crew.open,
          as: dispatcher.claimant,
          locks: dispatcher.store.folder
        )
      }
    }
    guard let shares else { return queue.close() }
    for (crew, share) in zip(crews, shares) { crew.allow(share) }
  }
}
