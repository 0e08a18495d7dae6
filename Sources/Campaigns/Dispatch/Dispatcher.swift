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
  let frame: MessageFrame
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
      ledger: store.delivery,
      store: store,
      claimant: claimant,
      sendOnce: frame.campaign.limits.sendOnce,
      clock: clock,
      progress: progress
    )
    let recovered = try await book.open(hastened: hastened)
    let patience = ServerPatience(limit: 4 * lanes.reduce(0) { $0 + $1.connections })
    var failure: (any Error)?
    do {
      try await send(from: book, patience: patience, stop: stop)
    } catch {
      failure = error
    }
    let standing = try await book.end()
    if let failure { throw failure }
    return DispatchEnd(
      run: standing.run,
      counts: standing.counts,
      recovered: recovered,
      nextAttempt: standing.nextAttempt,
      serverProblem: patience.ending,
      wasStopped: stop.isRequested
    )
  }

  private func send(
    from book: DeliveryBook,
    patience: ServerPatience,
    stop: StopSignal
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in lanes {
        for _ in 0..<lane.connections {
          let worker = DispatchWorker(
            dispatcher: self,
            transport: lane.transport,
            book: book,
            patience: patience,
            stop: stop
          )
          group.addTask { try await worker.run() }
        }
      }
      do {
        while try await group.next() != nil {}
      } catch {
        // One connection cannot write its log: the others finish their message and begin no other.
        stop.request()
        throw error
      }
    }
  }

  /// What must hold at the moment of handing over.
  var rules: HandOverRules {
    let shop = frame.configuration
    return HandOverRules(
      consent: shop.consent,
      caps: [shop.perCustomer, frame.campaign.limits.perCustomer].compactMap { $0 },
      sendOnce: frame.campaign.limits.sendOnce,
      orders: shop.orders,
      calendar: shop.calendar
    )
  }
}

/// How a dispatch ended.
package struct DispatchEnd: Sendable {
  package let run: Run
  package let counts: MessageCounts
  /// Messages that a process which died had left in doubt.
  package let recovered: Int
  /// When the next deferred message is due.
  package let nextAttempt: Instant?
  /// Why sending was given up before its end; nil where no server is to blame.
  package let serverProblem: String?
  package let wasStopped: Bool
}
