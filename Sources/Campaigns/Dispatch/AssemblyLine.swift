import Concurrency
import Foundation
import Mail
import Shop
import Store
import Workspace

/// The parts of one dispatch, working side by side until there is nothing more to send.
struct AssemblyLine: Sendable {
  let queue: OutgoingQueue
  let desk: LimitDesk
  let patience: ServerPatience
  private let dispatcher: Dispatcher
  private let board: ProgressBoard
  private let thread: LedgerThread
  private let channel = BoundedChannel<[ClaimedItem]>(capacity: 2)
  private let recorder: DeliveryRecorder
  private let crews: [LaneCrew]

  /// How many written messages wait for a connection at most, beside those of one connection each.
  private static let ready = 256

  init(_ dispatcher: Dispatcher, board: ProgressBoard, thread: LedgerThread) {
    self.dispatcher = dispatcher
    self.board = board
    self.thread = thread
    let queue = OutgoingQueue(
      lanes: dispatcher.lanes,
      rate: dispatcher.now.rate,
      capacity: Self.ready,
      clock: dispatcher.clock
    )
    self.queue = queue
    desk = LimitDesk(
      ledger: dispatcher.store.delivery,
      lanes: dispatcher.lanes,
      queue: queue,
      calendar: dispatcher.now.calendar,
      clock: dispatcher.clock
    )
    patience = ServerPatience(lanes: dispatcher.lanes.count, dispatcher.patience) {
      board.trouble($0)
    }
    recorder = DeliveryRecorder(
      ledger: dispatcher.store.delivery,
      run: dispatcher.run,
      claimant: dispatcher.claimant,
      rules: dispatcher.rules,
      clock: dispatcher.clock,
      board: board,
      failed: { _ in queue.close() }
    )
    crews = dispatcher.lanes.map { _ in LaneCrew() }
  }

  private enum Finish {
    /// A part that makes or sends messages has no more to do, or could not do it.
    case worked((any Error)?)
    case recorded((any Error)?)
    /// A watch has ended.
    case watched
  }

  /// Works until nothing more can be sent now; throws the first failure of any part, when all that
  /// was under way has come to its end.
  func run(stop: StopSignal) async throws {
    let watch = RunWatch(
      dispatcher: dispatcher,
      queue: queue,
      desk: desk,
      crews: crews,
      thread: thread
    )
    try await watch.look()
    let workers = try await workers(stop: stop)
    var failure: (any Error)?
    await withTaskGroup(of: Finish.self) { group in
      group.addTask { .recorded(await Self.failure { try await recorder.write() }) }
      group.addTask { .worked(await Self.failure { try await feeder.run() }) }
      group.addTask { .worked(await Self.failure { try await mill() }) }
      for worker in workers {
        group.addTask { .worked(await Self.failure { try await worker.run() }) }
      }
      group.addTask {
        let failure = await Self.failure { try await watch.run(stop: stop) }
        if failure != nil { queue.close() }
        return .worked(failure)
      }
      group.addTask {
        await abortLate(after: stop)
        return .watched
      }
      // Feeder, mill and watch, and the connections.
      var working = workers.count + 3
      while let finish = await group.next() {
        switch finish {
        case .worked(let error):
          working -= 1
          // What one part cannot do ends all: the others finish their message and begin no other.
          if error != nil { queue.close() }
          failure = failure ?? error
          // The watch looks on until the rest has ended.
          if working == 1 { queue.close() }
          if working == 0 { recorder.close() }
        case .recorded(let error):
          failure = failure ?? error
          group.cancelAll()
        case .watched: break
        }
      }
    }
    if let failure { throw failure }
  }

  private var feeder: MessageFeeder {
    MessageFeeder(
      run: dispatcher.run,
      store: dispatcher.store,
      frame: dispatcher.frame,
      claimant: dispatcher.claimant,
      quietHours: dispatcher.now.quietHours,
      calendar: dispatcher.now.calendar,
      clock: dispatcher.clock,
      channel: channel,
      queue: queue,
      recorder: recorder,
      board: board,
      thread: thread
    )
  }

  /// Writes messages on all cores until nothing more comes.
  private func mill() async throws {
    let mill = MessageMill(
      run: dispatcher.run,
      content: dispatcher.content,
      frame: dispatcher.frame,
      clock: dispatcher.clock,
      channel: channel,
      queue: queue,
      recorder: recorder
    )
    defer {
      channel.close()
      queue.complete()
    }
    try await withThrowingDiscardingTaskGroup { group in
      for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) {
        group.addTask {
          do {
            try await mill.run()
          } catch {
            // The others may be waiting for room, or for more to write.
            queue.close()
            throw error
          }
        }
      }
    }
  }

  /// One for each connection that may be of use, also to what is due soon, which is waited for.
  private func workers(stop: StopSignal) async throws -> [DispatchWorker] {
    let ledger = dispatcher.store.delivery
    let most = dispatcher.lanes.map(\.connections).max() ?? 1
    let useful = try await thread.work {
      let soon = dispatcher.clock().advanced(bySeconds: MessageFeeder.near)
      return try ledger.claimable(of: dispatcher.run, at: soon, limit: most)
    }
    return dispatcher.lanes.indices.flatMap { lane in
      (0..<min(dispatcher.lanes[lane].connections, useful)).map { _ in
        DispatchWorker(
          lane: lane,
          transport: dispatcher.lanes[lane].transport,
          giveUpAfter: dispatcher.frame.campaign.giveUpAfter,
          queue: queue,
          recorder: recorder,
          desk: desk,
          crew: crews[lane],
          patience: patience,
          stop: stop,
          clock: dispatcher.clock
        )
      }
    }
  }

  private static func failure(of work: () async throws -> Void) async -> (any Error)? {
    do {
      try await work()
      return nil
    } catch {
      return error
    }
  }

  /// Ends waiting for servers that do not answer within the grace time after the wish to stop.
  ///
  /// What was handed over without an answer is then in doubt.
  private func abortLate(after stop: StopSignal) async {
    do {
      while !stop.isRequested { try await Task.sleep(for: .milliseconds(100)) }
      try await Task.sleep(for: Self.grace)
      for lane in dispatcher.lanes { lane.transport.abort() }
    } catch {
      // Cancelled: all connections have ended by themselves.
    }
  }

  /// How long a message under way may take once the wish to stop is spoken.
  private static let grace = Duration.seconds(40)
}
