import Concurrency
import Loyalty
import Shop
import Store
import Workspace

/// The one place where a dispatch reads what to send and writes what became of it.
///
/// Its work blocks on the store, so it has a thread of its own.
actor DeliveryBook {
  /// A claimed message with its customer as they are now.
  struct Item: Sendable {
    let message: ClaimedMessage
    let history: CustomerHistory
    /// Nil where no template shows it.
    let standing: ClubStanding?
  }

  /// How many messages are claimed in one synced transaction: a commit to disk costs some
  /// milliseconds, and so many messages take about as long to send.
  private static let batchSize = 200

  nonisolated let executor = BlockingExecutor(name: "delivery-book")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let run: Run
  private let frame: MessageFrame
  private let ledger: DeliveryLedger
  private let store: ShopStore
  private let claimant: Claimant
  private let clock: @Sendable () -> Instant
  private let progress: @Sendable (MessageCounts) -> Void
  private var waiting: [Item] = []
  private var isClosed = false
  private var counts = MessageCounts()

  init(
    run: Run,
    frame: MessageFrame,
    ledger: DeliveryLedger,
    store: ShopStore,
    claimant: Claimant,
    clock: @escaping @Sendable () -> Instant,
    progress: @escaping @Sendable (MessageCounts) -> Void
  ) {
    self.run = run
    self.frame = frame
    self.ledger = ledger
    self.store = store
    self.claimant = claimant
    self.clock = clock
    self.progress = progress
  }

  private var sendOnce: String? { frame.campaign.limits.sendOnce }

  /// Settles what a dead process left, and counts; answers how many came to be in doubt.
  ///
  /// With `hastened`, deferred messages do not wait for their time.
  func open(hastened: Bool) throws -> Int {
    if hastened { try ledger.hasten(run, at: clock()) }
    let inDoubt = try ledger.recover(run, as: claimant, sendOnce: sendOnce, at: clock())
    counts = try ledger.counts(of: run)
    progress(counts)
    return inDoubt
  }

  /// How many messages could be claimed now, `limit` at most.
  func claimable(limit: Int) throws -> Int {
    try ledger.claimable(of: run, at: clock(), limit: limit)
  }

  /// The next message to send, or nil when there is none now.
  func next() throws -> Item? {
    while waiting.isEmpty, !isClosed { try claim() }
    guard !isClosed else { return nil }
    return waiting.removeLast()
  }

  /// No more messages are given out: what is claimed goes back.
  func close() { isClosed = true }

  func settle(_ message: ClaimedMessage, _ verdict: Verdict, attempt: Attempt?) throws {
    let settled = try ledger.settle(
      message,
      of: run,
      as: claimant,
      verdict,
      attempt: attempt,
      sendOnce: sendOnce,
      at: clock()
    )
    guard settled else { return }
    counts.move(from: .sending, to: verdict.state)
    progress(counts)
  }

  /// Gives back what was claimed and not handed over, and answers how the run stands.
  func end() throws -> (run: Run, counts: MessageCounts, nextAttempt: Instant?) {
    isClosed = true
    try ledger.release(run, as: claimant)
    _ = try ledger.finish(run, at: clock())
    return (
      try ledger.refreshed(run), try ledger.counts(of: run), try ledger.nextAttempt(of: run)
    )
  }

  private func claim() throws {
    let claimed = try ledger.claim(run, as: claimant, limit: Self.batchSize, at: clock())
    guard !claimed.isEmpty else {
      isClosed = true
      return
    }
    for message in claimed {
      counts.move(from: message.wasDeferred ? .deferred : .planned, to: .sending)
    }
    let keys = claimed.map(\.customer)
    let histories = try store.histories(of: keys)
    let standings = try store.standings(of: keys, shown: frame)
    let byKey = Dictionary(uniqueKeysWithValues: histories.map { ($0.key, $0) })
    for message in claimed.reversed() {
      guard let history = byKey[message.customer] else {
        throw DeliveryError.damaged("a message to a customer")
      }
      waiting.append(
        Item(message: message, history: history, standing: standings[message.customer])
      )
    }
  }
}
