import Mail
import Scheduling
import Shop
import Store
import Synchronization

/// A message that is written and waits for a connection.
struct ReadyMessage: Sendable {
  let message: ClaimedMessage
  let messageID: String
  let outgoing: OutgoingMessage
}

/// What is ready to go out, by recipient domain, and who may take it: the meeting place of those
/// who write messages and the connections.
///
/// It holds a bounded number of messages. Every limit is looked at here, when a connection asks:
/// the message that it gets may go out now.
final class OutgoingQueue: Sendable {
  /// What a connection is told that asks for a message.
  enum Taking: Sendable {
    case message(ReadyMessage)
    /// Ask again then.
    case notBefore(Instant)
    /// Ask again when something has changed since that state of things.
    case later(Int)
    /// Slots of that limit must be fetched first, by whoever is told so.
    case renew(limit: String, perSecond: Double)
    /// The day's number of a warm-up must be asked for first, by whoever is told so.
    case warmUp
    /// There is nothing more to send.
    case ended
  }

  struct State {
    var waiting: [String: MessageLine] = [:]
    /// The domains of `waiting`, each once, in the order of their turns.
    var turns: [String] = []
    var count = 0
    var total: SharedLimit
    var lanes: [LaneLimits]
    /// Lanes that take part in the sharing out by weight, now.
    var willing: Set<Int> = []
    var waitingForWeight: [Int: ContinuousClock.Instant] = [:]
    var isClosed = false
    var isComplete = false
    /// Counts the states of things.
    var version = 0
    var takers: [CheckedContinuation<Void, Never>] = []
    var givers: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>
  private let capacity: Int
  private let clock: @Sendable () -> Instant

  init(
    lanes: [Dispatcher.Lane],
    rate: Rate?,
    capacity: Int,
    clock: @escaping @Sendable () -> Instant
  ) {
    state = Mutex(State(total: SharedLimit("all", rate), lanes: lanes.map(LaneLimits.init)))
    self.capacity = capacity
    self.clock = clock
  }

  /// No more messages are given out.
  func close() { change { $0.isClosed = true } }

  /// No more messages will come; those that are here still go out.
  func complete() { change { $0.isComplete = true } }

  /// Wakes all who wait, so that they look at what has changed elsewhere.
  func nudge() { change { _ in } }

  /// Whether nothing more will be given out.
  var isDone: Bool {
    state.withLock { $0.isClosed || $0.isExhausted || $0.isComplete && $0.count == 0 }
  }

  var isClosed: Bool { state.withLock { $0.isClosed } }

  // MARK: For those who write messages

  /// Puts messages in.
  func push(_ messages: [ReadyMessage]) {
    change { state in
      for message in messages { state.add(message) }
    }
  }

  /// Waits until there is room; false where nothing more is wanted.
  func waitForRoom() async -> Bool {
    while true {
      let isThere: Bool? = state.withLock { state in
        if state.isClosed || state.isExhausted { return false }
        return state.count < capacity ? true : nil
      }
      if let isThere { return isThere }
      await withCheckedContinuation { continuation in
        let goesOn = state.withLock { state in
          if state.isClosed || state.isExhausted || state.count < capacity { return true }
          state.givers.append(continuation)
          return false
        }
        if goesOn { continuation.resume() }
      }
    }
  }

  /// How many messages a second go to a domain, where so many wait for it here, with `more`, that
  /// others had better wait in the store; else nil.
  func crowding(of domain: String, with more: Int, at now: Instant) -> Double? {
    state.withLock { state in
      var perSecond = 0.0
      for lane in state.lanes where !lane.isExhausted {
        let limit = lane.limit(of: domain)
        if let rate = limit.perSecond(at: now) {
          perSecond += rate
        } else if lane.connections(to: domain) != nil {
          perSecond += max(10, limit.lately(at: now))
        } else {
          return nil
        }
      }
      let backlog = Double((state.waiting[domain]?.count ?? 0) + more)
      guard perSecond > 0, backlog > max(20, perSecond * Self.foresight) else { return nil }
      return perSecond
    }
  }

  /// How many seconds' worth of a slow domain's mail is kept at hand.
  private static let foresight = 10.0

  // MARK: For connections

  /// A message that may go out now over that lane, or what to do instead.
  ///
  /// `current` is the domain of the message that the same connection is busy with.
  func take(for lane: Int, beside current: String? = nil) -> Taking {
    let now = clock()
    let (taking, givers) = state.withLock { state in
      let taking = state.take(for: lane, beside: current, at: now)
      guard case .message = taking, state.count < capacity else {
        return (taking, [CheckedContinuation<Void, Never>]())
      }
      defer { state.givers = [] }
      return (taking, state.givers)
    }
    for giver in givers { giver.resume() }
    return taking
  }

  /// Waits until something has changed since `version` that may let a connection have a message.
  func waitForChange(since version: Int) async {
    await withCheckedContinuation { continuation in
      let goesOn = state.withLock { state in
        if state.isClosed || state.version != version { return true }
        state.takers.append(continuation)
        return false
      }
      if goesOn { continuation.resume() }
    }
  }

  /// A message that was taken is no longer under way.
  func finished(_ message: ReadyMessage, on lane: Int) {
    change { $0.lanes[lane].ended(message.message.domain) }
  }

  /// A message that was taken was not sent: another connection may have it.
  func putBack(_ message: ReadyMessage, from lane: Int) {
    change { state in
      state.lanes[lane].ended(message.message.domain)
      state.lanes[lane].takeBack()
      state.add(message, first: true)
    }
  }

  // MARK: Limits

  func renewed(_ limit: String, _ lease: SlotLease?) {
    change { state in
      if state.total.name == limit { state.total.renewed(lease) }
      for lane in state.lanes.indices { state.lanes[lane].change(limit) { $0.renewed(lease) } }
    }
  }

  /// What the day's number of a lane's warm-up has left: nil where the plan is over.
  func warmedUp(_ lane: Int, _ count: Int?) {
    change { state in
      state.lanes[lane].isFetchingWarmUp = false
      state.lanes[lane].warmUpLeft = count
      state.lanes[lane].isExhausted = count == 0
    }
  }

  /// The rest of the day's number that each lane has at hand, which is then no longer its.
  func warmUpRests() -> [(lane: Int, count: Int)] {
    state.withLock { state in
      state.lanes.indices.compactMap { lane in
        guard let left = state.lanes[lane].warmUpLeft, left > 0 else { return nil }
        state.lanes[lane].warmUpLeft = 0
        return (lane, left)
      }
    }
  }

  /// Whether every lane has sent its number of the day.
  var isExhausted: Bool { state.withLock { $0.isExhausted } }

  /// The name of a domain's limit and the rate that a cut begins from.
  func domainLimit(_ domain: String, on lane: Int) -> (name: String, full: Double) {
    let now = clock()
    return state.withLock { state in
      let limit = state.lanes[lane].limit(of: domain)
      return (limit.name, limit.full(at: now))
    }
  }

  /// Takes over what senders have found out about domains that want less.
  func takeOver(_ paces: [String: Pace]) {
    change { state in
      for lane in state.lanes.indices { state.lanes[lane].takeOver(paces) }
    }
  }

  func slowDown(_ limit: String, to pace: Pace) {
    change { state in
      for lane in state.lanes.indices {
        state.lanes[lane].change(limit) { $0.slowDown(to: pace) }
      }
    }
  }

  /// Whether a lane has its server's favour: one that has not leaves its part to the others.
  func setWilling(_ lane: Int, _ isWilling: Bool) {
    state.withLock { state in
      guard isWilling else {
        _ = state.willing.remove(lane)
        return
      }
      guard state.willing.insert(lane).inserted else { return }
      // Who was away does not make up for it.
      let others = state.willing.filter { $0 != lane }.map { state.lanes[$0].given }
      if let least = others.min() { state.lanes[lane].given = max(state.lanes[lane].given, least) }
    }
  }

  private func change(_ body: (inout State) -> Void) {
    let waiting = state.withLock { state in
      body(&state)
      state.version += 1
      defer {
        state.takers = []
        if state.isClosed || state.isExhausted { state.givers = [] }
      }
      return state.takers + (state.isClosed || state.isExhausted ? state.givers : [])
    }
    for continuation in waiting { continuation.resume() }
  }
}
