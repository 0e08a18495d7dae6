import Foundation
package import Mail
package import Shop
package import Store
import Synchronization
import Workspace

/// Sends a run: claim, read, render, compose, hand over, record.
///
/// Several connections work side by side, each on one message at a time. What they send comes
/// from a `DeliveryBook`, and what becomes of it goes back there.
package struct Dispatcher: Sendable {
  /// A way out and how many connections it may use.
  package struct Lane: Sendable {
    package let transport: any MailTransport
    package let connections: Int

    package init(transport: any MailTransport, connections: Int) {
      self.transport = transport
      self.connections = connections
    }
  }

  let run: Run
  let content: CampaignContent
  /// The shop and the campaign as they were when the run was planned.
  let frame: MessageFrame
  /// What must hold at the moment of handing over, as it is now.
  let rules: HandOverRules
  let store: ShopStore
  let lanes: [Lane]
  let claimant: Claimant
  let clock: @Sendable () -> Instant

  /// Sends what can be sent now and answers how the run stands.
  ///
  /// The caller holds the run's lock. `hastened` tries deferred messages before their time.
  /// Throws where the store cannot be read or written: then nothing more goes out.
  package func dispatch(
    hastened: Bool,
    stop: StopSignal,
    progress: @escaping @Sendable (MessageCounts) -> Void
  ) async throws -> DispatchEnd {
    let book = DeliveryBook(
      run: run,
      frame: frame,
      ledger: store.delivery,
      store: store,
      claimant: claimant,
      clock: clock,
      progress: progress
    )
    let recovered = try await book.open(hastened: hastened)
    let patience = lanes.map { _ in ServerPatience(limit: Self.patience) }
    do {
      try await send(from: book, patience: patience, stop: stop)
    } catch {
      // What made it fail is what people need to know, whether or not the claims can go back now:
      // the next sender takes them over.
      _ = try? await book.end()
      throw error
    }
    let standing = try await book.end()
    return DispatchEnd(
      run: standing.run,
      counts: standing.counts,
      recovered: recovered,
      nextAttempt: standing.nextAttempt,
      serverProblem: standing.counts.open > 0 ? patience.compactMap(\.trouble).first : nil,
      wasStopped: stop.isRequested
    )
  }

  private func send(
    from book: DeliveryBook,
    patience: [ServerPatience],
    stop: StopSignal
  ) async throws {
    let claimable = try await book.claimable(
      limit: lanes.map(\.connections).max() ?? 1
    )
    try await withThrowingTaskGroup(of: Finish.self) { group in
      var working = 0
      for (lane, patience) in zip(lanes, patience) {
        for _ in 0..<min(lane.connections, claimable) {
          let worker = DispatchWorker(
            dispatcher: self,
            transport: lane.transport,
            book: book,
            patience: patience,
            stop: stop
          )
          group.addTask {
            try await worker.run()
            return .finished
          }
          working += 1
        }
      }
      group.addTask {
        await abortLate(after: stop)
        return .aborted
      }
      do {
        while working > 0, let worker = try await group.next() {
          if worker == .finished { working -= 1 }
        }
      } catch {
        // One connection cannot write its log: the others finish their message and begin no other.
        await book.close()
        throw error
      }
      group.cancelAll()
    }
  }

  private enum Finish {
    /// A connection has no more to do.
    case finished
    /// The watch over the grace time has ended.
    case aborted
  }

  /// Ends waiting for servers that do not answer within the grace time after the wish to stop.
  ///
  /// What was handed over without an answer is then in doubt.
  private func abortLate(after stop: StopSignal) async {
    do {
      while !stop.isRequested { try await Task.sleep(for: .milliseconds(100)) }
      try await Task.sleep(for: Self.grace)
      for lane in lanes { lane.transport.abort() }
    } catch {
      // Cancelled: all connections have ended by themselves.
    }
  }

  /// How long a server that takes nothing is waited for before its lane ends.
  private static let patience = Duration.seconds(10)
  /// How long a message under way may take once the wish to stop is spoken.
  private static let grace = Duration.seconds(40)
}

/// How a dispatch ended.
package struct DispatchEnd: Sendable {
  package let run: Run
  package let counts: MessageCounts
  /// Messages that a process which died had left in doubt.
  package let recovered: Int
  /// When the next deferred message is due.
  package let nextAttempt: Instant?
  /// What a server failed with, where messages are left because of it; else nil.
  package let serverProblem: String?
  package let wasStopped: Bool
}
