import Mail
import Scheduling
import Shop
import Store

/// Fetches from the store what all senders share: slots of limits, a warm-up's number of the day,
/// and what they have found out about domains that want less.
///
/// Its calls wait for the store on the calling thread, a connection's own.
struct LimitDesk: Sendable {
  let ledger: DeliveryLedger
  let lanes: [Dispatcher.Lane]
  let queue: OutgoingQueue
  let calendar: ShopCalendar
  let clock: @Sendable () -> Instant

  /// How many of a day's number are taken at a time: as many are lost when the process dies.
  private static let portion = 20

  func renew(_ limit: String, perSecond: Double) throws {
    var lease: SlotLease?
    defer { queue.renewed(limit, lease) }
    lease = try ledger.leaseSlots(of: limit, perSecond: perSecond, at: clock())
  }

  func warmUp(_ lane: Int) throws {
    guard let plan = lanes[lane].warmUp else { return }
    var count: Int? = 0
    defer { queue.warmedUp(lane, count) }
    count = try ledger.takeWarmUp(
      Self.portion,
      of: lanes[lane].transport.server,
      plan: plan,
      on: calendar.day(of: clock())
    )
  }

  /// Gives back what was not sent of the days' numbers.
  func giveBackWarmUps() throws {
    for (lane, count) in queue.warmUpRests() {
      try ledger.returnWarmUp(
        count,
        of: lanes[lane].transport.server,
        on: calendar.day(of: clock())
      )
    }
  }

  /// Slows a domain down that has asked for patience.
  func slowDown(_ domain: String, on lane: Int) throws {
    let limit = queue.domainLimit(domain, on: lane)
    queue.slowDown(limit.name, to: try ledger.slow(limit.name, full: limit.full, at: clock()))
  }

  /// Takes over what other senders have found out.
  func learn() throws { queue.takeOver(try ledger.paces(at: clock())) }
}
