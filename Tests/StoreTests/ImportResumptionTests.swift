import Database
import Diagnostics
import Foundation
import SQL
import Shop
import Synchronization
import Testing
import Workspace

@testable import Store

@Suite struct ImportResumptionTests {
  /// Stopped after each of its transactions in turn, and run again.
  @Test func anImportThatWasKilledEndsAsIfItHadNotBeen() async throws {
    var whole: [String] = []
    var transactions = 0
    try await withFixture { shop in
      let database = DyingDatabase(shop.store.database, after: .max)
      let store = try ShopStore(database: database, folder: shop.store.folder)
      _ = try await store.importFiles(try Self.request(shop))
      whole = try shop.content()
      transactions = database.writes
    }
    #expect(transactions > 20)
    for stop in 1..<transactions {
      try await withFixture { shop in
        let request = try Self.request(shop)
        let dying = try ShopStore(
          database: DyingDatabase(shop.store.database, after: stop),
          folder: shop.store.folder
        )
        await #expect(throws: DyingDatabase.Death.self) { try await dying.importFiles(request) }
        let store = try ShopStore(in: shop.store.folder)
        let report = try await store.importFiles(request)
        #expect(report.rejected == 0)
        try #expect(shop.content() == whole, "killed after \(stop)")
      }
    }
  }

  @Test func aCancelledImportEndsBetweenTwoBatches() async throws {
    try await withFixture { shop in
      let request = try Self.request(shop)
      let task = Task {
        try await shop.store.importFiles(request) { _ in withUnsafeCurrentTask { $0?.cancel() } }
      }
      await #expect(throws: CancellationError.self) { try await task.value }
      try #expect(shop.store.counts().customers == 40)
    }
  }

  /// Ids that do not ascend, and orders whose lines stand far apart, in batches of 40 rows.
  private static func request(_ shop: ImportFixture) throws -> ImportRequest {
    let customers = (0..<450).map { "\($0 < 250 ? $0 : $0 * 79 % 450),k\($0)@x.se" }
    let lines = (0..<160).map { "o\($0 % 50),\($0 % 50 % 20),2026-01-01,S\($0 % 5),1,\($0 % 9)" }
    try shop.write("customers.csv", "id,email\n" + customers.joined(separator: "\n"))
    try shop.write("products.csv", "sku,price\nS1,5\n")
    try shop.write(
      "lines.csv",
      "order_id,customer_id,placed_at,sku,quantity,unit_price\n" + lines.joined(separator: "\n")
    )
    let files: [(ImportSource.Kind, String)] = [
      (.orderLines, "lines.csv"), (.customers, "customers.csv"), (.products, "products.csv"),
    ]
    let sources = try files.map { kind, file in
      ImportSource(
        kind: kind,
        files: file,
        calendar: try ImportFixture.stockholm(),
        location: .start(of: "stamkund.yaml")
      )
    }
    var request = shop.request(sources)
    request.batch = 40
    return request
  }
}

/// A database that fails for good after some transactions.
private final class DyingDatabase: DatabaseAccess {
  struct Death: Error {}

  private let database: any DatabaseAccess
  private let last: Int
  private let count = Atomic(0)

  init(_ database: any DatabaseAccess, after last: Int) {
    self.database = database
    self.last = last
  }

  var writes: Int { count.load(ordering: .relaxed) }

  var dialect: SQLDialect { database.dialect }

  func read<Value: Sendable>(
    _ body: @Sendable (any DatabaseConnection) throws -> Value
  ) async throws -> Value {
    try await database.read(body)
  }

  func write<Value: Sendable>(
    durability: Durability,
    _ body: @Sendable (any DatabaseConnection) throws -> Value
  ) async throws -> Value {
    try die()
    return try await database.write(durability: durability, body)
  }

  func blockingRead<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
    try database.blockingRead(body)
  }

  func blockingWrite<Value>(
    durability: Durability,
    _ body: (any DatabaseConnection) throws -> Value
  ) throws -> Value {
    try die()
    return try database.blockingWrite(durability: durability, body)
  }

  private func die() throws {
    if count.add(1, ordering: .relaxed).oldValue >= last { throw Death() }
  }
}
