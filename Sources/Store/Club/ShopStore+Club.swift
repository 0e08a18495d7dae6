import Concurrency
import Database
import Foundation
package import Loyalty
import SQL
package import Shop

extension ShopStore {
  /// Brings everybody's points, vouchers and stamp cards up to date with orders, events and rules.
  ///
  /// Where they are, that is a look at two small tables. After an import it concerns the customers
  /// whose orders or events have changed; when the club is new or its rules have changed, all: some
  /// 90 seconds of computing for ten million orders. It blocks, some milliseconds at a time for other writers;
  /// when it is stopped the next call goes on from there. `progress` gets how many customers are
  /// done.
  package func updateClub(
    _ club: Club,
    clock: Instant = Instant(Date()),
    progress: (Int) -> Void = { _ in }
  ) throws {
    try ClubUpdate(store: self, club: club, clock: clock).run(progress: progress)
  }

  /// As above, on a thread of its own.
  package func updateClub(_ club: Club, clock: Instant = Instant(Date())) async throws {
    try await ClubUpdater(store: self).update(club, clock: clock)
  }
}

private actor ClubUpdater {
  private let executor = BlockingExecutor(name: "club")
  private let store: ShopStore

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  init(store: ShopStore) { self.store = store }

  func update(_ club: Club, clock: Instant) throws {
    try store.updateClub(club, clock: clock)
  }
}

/// One calculation, in steps of some customers, each a transaction.
struct ClubUpdate {
  /// How many customers a transaction concerns.
  private static let stride = 2_000
  /// From so many customers on a person would wonder what takes so long.
  private static let manyCustomers = 100_000

  let store: ShopStore
  let club: Club
  let clock: Instant

  func run(progress: (Int) -> Void) throws {
    let isCurrent = try store.database.blockingRead { try ClubState.isCurrent(club, on: $0) }
    if isCurrent { return }
    try store.database.blockingWrite { try ClubState.begin(club, on: $0) }
    let uncounted = try uncountedOrders()
    var maker = LedgerMaker(club)
    var done = 0
    while let step = try step(uncounted, &maker) {
      done += step
      progress(done)
    }
  }

  private func step(_ uncounted: Set<Int64>?, _ maker: inout LedgerMaker) throws -> Int? {
    try Task.checkCancellation()
    return try store.database.blockingWrite { connection in
      try step(uncounted, &maker, on: connection)
    }
  }

  /// The orders whose status does not count, where everyone is calculated: to look the status of
  /// each order up would take longer.
  private func uncountedOrders() throws -> Set<Int64>? {
    let (state, customers) = try store.database.blockingRead { connection in
      (
        try ClubState.read(connection),
        try connection.int("SELECT count(*) FROM customers") ?? 0
      )
    }
    guard state?.nextCustomer != nil else { return nil }
    if customers > Self.manyCustomers {
      store.announce("calculating the points of \(customers) customers")
    }
    return try store.database.blockingRead {
      try ShopStore.uncountedOrders(club.orders, on: $0)
    }
  }

  /// Calculates the next customers.
  ///
  /// Returns how many they were, and nil when there are none or another process calculates by other
  /// rules: its files are newer.
  private func step(
    _ uncounted: Set<Int64>?,
    _ maker: inout LedgerMaker,
    on connection: any DatabaseConnection
  ) throws -> Int? {
    guard let state = try ClubState.read(connection), state.basis == club.basis else { return nil }
    guard let next = state.nextCustomer else {
      let changed = try connection.rows(
        "SELECT customer_key FROM club_changes ORDER BY customer_key LIMIT 500"
      ) { try $0.int(0) }
      return try changed.isEmpty
        ? nil : calculate(.listed(changed), changed.count, nil, &maker, on: connection)
    }
    let keys = try connection.rows(
      "SELECT key FROM customers WHERE key >= \(next) ORDER BY key LIMIT \(Self.stride)"
    ) { try $0.int(0) }
    guard let first = keys.first, let last = keys.last else {
      try ClubState.set(next: nil, on: connection)
      return 0
    }
    try ClubState.set(next: last + 1, on: connection)
    // Whoever has changed since the uncounted orders were read has their statuses looked up.
    let haveChanged = try connection.int(
      """
      SELECT EXISTS (SELECT 1 FROM club_changes WHERE customer_key BETWEEN \(first) AND \(last))
      """
    )
    return try calculate(
      .range(first...last),
      keys.count,
      haveChanged == 1 ? nil : uncounted,
      &maker,
      on: connection
    )
  }

  private func calculate(
    _ customers: CustomerSelection,
    _ count: Int,
    _ uncounted: Set<Int64>?,
    _ maker: inout LedgerMaker,
    on connection: any DatabaseConnection
  ) throws -> Int {
    let reader = ClubActivityReader(club: club, customers: customers, uncounted: uncounted)
    let writer = try LedgerWriter(club, clock: clock, on: connection)
    try writer.write(reader.read(connection), by: &maker)
    try connection.execute("DELETE FROM club_changes WHERE \(customers.contains("customer_key"))")
    return count
  }
}

/// Some customers, by their keys.
enum CustomerSelection {
  case range(ClosedRange<Int64>)
  case listed([Int64])

  /// Whether a column names one of them, as a condition.
  func contains(_ column: SQLQuery) -> SQLQuery {
    switch self {
    case .range(let keys): "\(column) BETWEEN \(keys.lowerBound) AND \(keys.upperBound)"
    case .listed(let keys): "\(column) IN (\(list: keys))"
    }
  }
}
