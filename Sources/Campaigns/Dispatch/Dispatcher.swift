import Concurrency
import Foundation
package import Mail
package import Scheduling
package import Shop
package import Store
package import Workspace

/// Sends a run: claim, read, write, compose, hand over, record, all at the same time.
///
/// A feeder claims messages ahead of need, a mill on each core writes them, connections take what
/// may go out from a bounded queue, and one recorder writes down what became of them all.
package struct Dispatcher: Sendable {
  /// A way out, how many connections it may use, and its limits.
  package struct Lane: Sendable {
    package let transport: any MailTransport
    package let connections: Int
    let weight: Int
    let rate: Rate?
    let domains: DomainLimits
    let warmUp: WarmUpPlan?

    package init(
      transport: any MailTransport,
      connections: Int,
      weight: Int = 1,
      rate: Rate? = nil,
      domains: DomainLimits = DomainLimits(),
      warmUp: WarmUpPlan? = nil
    ) {
      self.transport = transport
      self.connections = connections
      self.weight = weight
      self.rate = rate
      self.domains = domains
      self.warmUp = warmUp
    }
  }

  let run: Run
  let content: CampaignContent
  /// The shop and the campaign as they were when the run was planned.
  let frame: MessageFrame
  /// What must hold at the moment of handing over, as it is now.
  let rules: HandOverRules
  /// The shop's settings as they are now.
  let now: ShopConfiguration
  let store: ShopStore
  let lanes: [Lane]
  let patience: PatienceTerms
  let claimant: Claimant
  let clock: @Sendable () -> Instant

  /// Sends what can be sent now and answers how the run stands.
  ///
  /// The caller holds the run's lock. `hastened` tries deferred messages before their time.
  /// Throws where the store cannot be read or written: then nothing more goes out.
  package func dispatch(
    hastened: Bool,
    stop: StopSignal,
    progress: @escaping @Sendable (DispatchProgress) -> Void
  ) async throws -> DispatchEnd {
    let thread = LedgerThread()
    let board = ProgressBoard(progress)
    let (recovered, counts) = try await thread.work { try open(hastened: hastened) }
    board.change { $0 = counts }
    let line = AssemblyLine(self, board: board, thread: thread)
    do {
      try await line.run(stop: stop)
    } catch {
      // What made it fail is what people need to know, whether or not the claims can go back now:
      // the next sender takes them over.
      try? await thread.work { try release(line) }
      throw error
    }
    return try await thread.work {
      try release(line)
      return try end(line, recovered: recovered, wasStopped: stop.isRequested)
    }
  }

  /// Settles what a dead process left, and counts; answers how many came to be in doubt.
  private func open(hastened: Bool) throws -> (recovered: Int, counts: MessageCounts) {
    let ledger = store.delivery
    if hastened { try ledger.hasten(run, at: clock()) }
    let recovered = try ledger.recover(
      run,
      as: claimant,
      sendOnce: rules.sendOnce,
      at: clock()
    )
    return (recovered, try ledger.counts(of: run))
  }

  /// Gives back what was claimed and not handed over, and what was taken of limits.
  private func release(_ line: AssemblyLine) throws {
    try store.delivery.release(run, as: claimant)
    try line.desk.giveBackWarmUps()
    try store.delivery.leaveConnections(as: claimant)
  }

  private func end(
    _ line: AssemblyLine,
    recovered: Int,
    wasStopped: Bool
  ) throws -> DispatchEnd {
    let ledger = store.delivery
    if patience.pausesRun, let ending = line.patience.ending {
      _ = try ledger.pause(run, reason: "the mail server failed: \(ending)")
    }
    _ = try ledger.finish(run, at: clock())
    let counts = try ledger.counts(of: run)
    let calendar = now.calendar
    let tomorrow = calendar.startOfDay(calendar.day(of: clock()).adding(days: 1))
    return DispatchEnd(
      run: try ledger.refreshed(run),
      counts: counts,
      recovered: recovered,
      nextAttempt: try ledger.nextAttempt(of: run),
      serverProblem: counts.open > 0 ? line.patience.trouble : nil,
      warmUpUntil: counts.open > 0 && line.queue.isExhausted ? tomorrow : nil,
      wasStopped: wasStopped
    )
  }
}

/// How a dispatch ended.
package struct DispatchEnd: Sendable {
  package let run: Run
  package let counts: MessageCounts
  /// Messages that a process which died had left in doubt.
  package let recovered: Int
  /// When the next message is due that waits for its time.
  package let nextAttempt: Instant?
  /// What a server failed with, where messages are left because of it; else nil.
  package let serverProblem: String?
  /// When it goes on, where messages are left because the servers have sent what their warm-up
  /// allows today; else nil.
  package let warmUpUntil: Instant?
  package let wasStopped: Bool
}
