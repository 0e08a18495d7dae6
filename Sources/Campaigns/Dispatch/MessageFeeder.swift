import Concurrency
import Foundation
import Loyalty
import Scheduling
import Shop
import Store

/// A claimed message with its customer as they are now.
struct ClaimedItem: Sendable {
  let message: ClaimedMessage
  let history: CustomerHistory
  /// Nil where no template shows it.
  let standing: ClubStanding?
}

/// Claims messages ahead of need, with the customers they are for, and puts aside those whose time
/// has not come.
struct MessageFeeder: Sendable {
  let run: Run
  let store: ShopStore
  let frame: MessageFrame
  let claimant: Claimant
  let quietHours: QuietHours?
  let calendar: ShopCalendar
  let clock: @Sendable () -> Instant
  let channel: BoundedChannel<[ClaimedItem]>
  let queue: OutgoingQueue
  let recorder: DeliveryRecorder
  let board: ProgressBoard
  let thread: LedgerThread

  /// A claim costs a write that waits for the disk, and after a power failure all that was claimed
  /// is in doubt: claims are small where mail goes slowly and large where it goes fast.
  private static let smallest = 50
  private static let largest = 1_000
  /// How many customers are read at a time.
  private static let portion = 100
  /// What is due within that time is waited for.
  static let near: Int64 = 30

  /// Feeds until there is nothing more to send now.
  func run() async throws {
    defer { channel.close() }
    var size = Self.smallest
    var aside = Aside()
    while !queue.isClosed, !queue.isExhausted {
      let started = ContinuousClock.now
      let claimed = try await claim(size)
      if claimed.isEmpty {
        guard try await waitForMore() else { return }
        continue
      }
      for portion in Self.portions(of: claimed) {
        let items = try await admitted(portion, &aside)
        if !items.isEmpty, !(await channel.send(items)) { return }
      }
      let isFast = ContinuousClock.now - started < .seconds(1)
      size = isFast ? min(Self.largest, size * 2) : max(Self.smallest, size / 2)
    }
  }

  private func claim(_ size: Int) async throws -> [ClaimedMessage] {
    let claimed = try await thread.work {
      try store.delivery.claim(run, as: claimant, limit: size, at: clock())
    }
    if !claimed.isEmpty {
      board.change { counts in
        for message in claimed {
          counts.move(from: message.wasDeferred ? .deferred : .planned, to: .sending)
        }
      }
    }
    return claimed
  }

  /// Waits until there may be more to claim; false where nothing comes for a while.
  private func waitForMore() async throws -> Bool {
    while !queue.isClosed, !queue.isExhausted {
      let isBusy = board.counts[.sending] > 0
      let (claimable, next) = try await thread.work {
        (
          try store.delivery.claimable(of: run, at: clock(), limit: 1) > 0,
          try store.delivery.nextAttempt(of: run)
        )
      }
      if claimable { return true }
      // What is under way may come back.
      let isNear = next.map { $0 < clock().advanced(bySeconds: Self.near) } ?? false
      if !isBusy && !isNear { return false }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  /// The messages of a portion that may go out soon; the others are put aside.
  private func admitted(
    _ messages: ArraySlice<ClaimedMessage>,
    _ aside: inout Aside
  ) async throws -> [ClaimedItem] {
    let keys = messages.map(\.customer)
    let histories = try await store.histories(of: keys)
    let standings = try await store.standings(of: keys, shown: frame)
    let byKey = Dictionary(uniqueKeysWithValues: histories.map { ($0.key, $0) })
    let now = clock()
    var here: [String: Int] = [:]
    var items: [ClaimedItem] = []
    for message in messages {
      guard let history = byKey[message.customer] else {
        throw DeliveryError.damaged("a message to a customer")
      }
      let ahead = here[message.domain, default: 0]
      if let time = endOfQuiet(for: history, at: now) {
        recorder.settle(message, .putAside(until: time), attempt: nil)
      } else if let perSecond = queue.crowding(of: message.domain, with: ahead, at: now) {
        let time = aside.time(for: message.domain, perSecond: perSecond, at: now)
        recorder.settle(message, .putAside(until: time), attempt: nil)
      } else {
        here[message.domain] = ahead + 1
        items.append(
          ClaimedItem(message: message, history: history, standing: standings[message.customer])
        )
      }
    }
    return items
  }

  /// When the quiet hours are over where the customer lives; nil where there are none now.
  private func endOfQuiet(for history: CustomerHistory, at now: Instant) -> Instant? {
    guard let quietHours else { return nil }
    let zone = history.customer.timeZone.flatMap { TimeZone(identifier: $0) }
    let local = zone.map(ShopCalendar.init(timeZone:)) ?? calendar
    let end = quietHours.end(after: now, in: local)
    return end > now ? end : nil
  }

  private static func portions(of messages: [ClaimedMessage]) -> [ArraySlice<ClaimedMessage>] {
    stride(from: 0, to: messages.count, by: portion).map {
      messages[$0..<min($0 + portion, messages.count)]
    }
  }
}

/// When messages to domains that take less than there is are looked at again: one after the other,
/// as fast as the domain takes them.
private struct Aside {
  /// How far ahead it is planned at most: the pace may have changed by then.
  private static let horizon: Int64 = 4 * 3_600

  private var last: [String: Instant] = [:]

  mutating func time(for domain: String, perSecond: Double, at now: Instant) -> Instant {
    // What is at hand lasts for some seconds.
    let soonest = now.advanced(bySeconds: 5)
    let next = (last[domain] ?? soonest).milliseconds + Int64((1_000 / perSecond).rounded(.up))
    let latest = now.advanced(bySeconds: Self.horizon)
    let time = min(max(Instant(milliseconds: next), soonest), latest)
    last[domain] = time
    return time
  }
}
