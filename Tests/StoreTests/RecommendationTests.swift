import Database
import Diagnostics
import Foundation
import Loyalty
import SQL
import Shop
import Testing
import Workspace

@testable import Store

@Suite struct RecommendationTests {
  /// What three customers and a guest bought; `D` was only ever returned.
  private static let lines = """
    order_id,customer_id,placed_at,sku,product_name,quantity,unit_price
    1,anna,2026-01-01,A,Aa,1,10
    1,anna,2026-01-01,B,Bee,1,10
    2,bo,2026-01-02,A,Aa,1,10
    2,bo,2026-01-02,B,Bee,2,10
    3,bo,2026-01-03,C,Cee,1,10
    3,bo,2026-01-03,A,Aa,1,10
    4,cia,2026-01-04,A,Aa,1,10
    4,cia,2026-01-04,D,Dee,-1,10
    5,,2026-01-05,A,Aa,1,10
    5,,2026-01-05,C,Cee,1,10

    """

  @Test func anImportCountsWhatWasBoughtTogether() async throws {
    try await withFixture { shop in
      try await shop.load(.orderLines, Self.lines)
      // A has 3 buyers, B 2, C 1: both of A and B bought 2, so 2/√6.
      try #expect(shop.buyers() == ["A|3|1", "B|2|0", "C|1|0"])
      try #expect(
        shop.neighbours() == [
          "A|1|B|816496581", "A|2|C|577350269",
          "B|1|A|816496581", "B|2|C|707106781",
          "C|1|B|707106781", "C|2|A|577350269",
        ]
      )
      try await #expect(shop.chosen(for: "cia") == ["B", "C"])
      try await #expect(shop.chosen(for: "anna") == ["C"])
      let similar = try await shop.store.recommender(rules: .usual).similar(to: "C")
      #expect(similar.map(\.sku) == ["B", "A"])
    }
  }

  @Test func productsCarryWhatAnEMailShows() async throws {
    try await withFixture { shop in
      try await shop.load(.orderLines, Self.lines)
      try await shop.load(
        .products,
        """
        sku,name,category,brand,price,url,image_url
        B,Bok,Books,Bonnier,99.50,https://x.example/b,https://x.example/b.png
        """
      )
      let product = try #require(
        try await shop.store.recommender(rules: .usual).similar(to: "A").first
      )
      #expect(
        product
          == Product(
            sku: "B",
            name: "Bok",
            category: "Books",
            brand: "Bonnier",
            price: 9_950,
            url: "https://x.example/b",
            imageURL: "https://x.example/b.png"
          )
      )
      let history = try #require(try shop.store.history(ofCustomer: "anna"))
      let line = try #require(history.orders.first?.lines.last)
      #expect(line.url == product.url && line.imageURL == product.imageURL)
    }
  }

  @Test func ordersThatDoNotCountAreLeftOut() async throws {
    try await withFixture { shop in
      try await shop.load(.orderLines, Self.lines)
      try await shop.load(.orders, "id,status\n1,Cancelled\n3,shipped\n")
      try #expect(shop.buyers() == ["A|2|1", "B|1|0", "C|1|0"])
      // The shop has changed its mind which orders count.
      let rules = OrderRules(notCounted: ["SHIPPED"])
      _ = try await shop.store.recommender(rules: rules)
      try #expect(shop.buyers() == ["A|3|0", "B|2|0"])
      _ = try await shop.store.recommender(rules: OrderRules(notCounted: []))
      try #expect(shop.buyers() == ["A|3|1", "B|2|0", "C|1|0"])
    }
  }

  @Test func whatIsImportedIsCountedOnceForAllFiles() async throws {
    try await withFixture { shop in
      let counts = try Counts(shop)
      try shop.write("lines.csv", Self.lines)
      try shop.write("orders.csv", "id,status\n4,failed\n")
      try shop.write("products.csv", "sku,price\nA,5\n")
      let files: [(ImportSource.Kind, String)] = [
        (.orderLines, "lines.csv"), (.products, "products.csv"), (.orders, "orders.csv"),
      ]
      let sources = try files.map { kind, file in
        ImportSource(
          kind: kind,
          files: file,
          calendar: try ImportFixture.stockholm(),
          location: .start(of: "stamkund.yaml")
        )
      }
      _ = try await shop.load(sources)
      try #expect(counts.taken() == 1)
      // The orders' file names an order that was not there the first time.
      _ = try await shop.load(sources)
      try #expect(counts.taken() == 1)
      _ = try await shop.load(sources)
      try #expect(counts.taken() == 0)
    }
  }

  @Test func onlyChangedPurchasesAreCountedAgain() async throws {
    try await withFixture { shop in
      try await shop.load(.orderLines, Self.lines + "6,cia,2026-01-06,E,Eee,1,\n")
      let counts = try Counts(shop)
      func counted(_ kind: ImportSource.Kind, _ text: String) async throws -> Int {
        try await shop.load(kind, text)
        return try counts.taken()
      }
      let head = "order_id,customer_id,placed_at,sku,quantity,unit_price\n"
      try await #expect(counted(.orderLines, Self.lines) == 0)
      try await #expect(counted(.customers, "id,email\nanna,a@x.se\nnew,n@x.se\n") == 0)
      try await #expect(counted(.products, "sku,name,price,category\nA,Alpha,12,Books\n") == 0)
      // The line of E has no price of its own.
      try await #expect(counted(.products, "sku,price\nE,12\n") == 1)
      try #expect(shop.buyers().contains("E|1|0"))
      try await #expect(counted(.orders, "id,status\n2,paid\n") == 1)
      try await #expect(counted(.orders, "id,status\n2,paid\n") == 0)
      try await #expect(counted(.orderLines, head + "2,bo,2026-01-02,A,1,10\n") == 1)
      try await #expect(counted(.orderLines, head + "7,dan,2026-01-02,A,1,10\n") == 1)
      _ = try await shop.store.recommender(rules: .usual)
      try #expect(counts.taken() == 0)
    }
  }

  @Test func whatAStoppedImportLeftOutIsCountedWhenItIsAskedFor() async throws {
    try await withFixture { shop in
      try await shop.load(.orderLines, Self.lines)
      let before = try shop.neighbours()
      try shop.write(
        "order_lines.csv",
        "order_id,customer_id,placed_at,sku,quantity,unit_price\n9,cia,2026-01-09,C,1,10\n"
      )
      let source = ImportSource(
        kind: .orderLines,
        files: "order_lines.csv",
        calendar: try ImportFixture.stockholm(),
        location: .start(of: "stamkund.yaml")
      )
      let failing = FailingDatabase(shop.store.database)
      let store = try ShopStore(database: failing, folder: shop.store.folder)
      await #expect(throws: FailingDatabase.Failure.self) {
        try await store.importFiles(shop.request([source]))
      }
      // The order is there, and what was counted before is too, though it was being replaced.
      try #expect(shop.store.counts().orders == 6)
      try #expect(shop.neighbours() == before)
      try await #expect(shop.chosen(for: "cia") == ["B"])
      try #expect(shop.buyers() == ["A|3|1", "B|2|0", "C|2|0"])
    }
  }

  @Test func aStoreOfTheFirstVersionKeepsItsDataAndIsCountedWhenAsked() async throws {
    try await withFixture { shop in
      let folder = shop.root.appendingPathComponent("old")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try makeFirstVersion(at: folder.appendingPathComponent("store.sqlite"))
      let store = try ShopStore(in: folder)
      try #expect(store.counts() == .init(customers: 1, products: 2, orders: 1, orderLines: 2))
      let versions = try store.database.blockingRead { connection in
        try connection.rows("SELECT version FROM migrations ORDER BY 1") { try $0.int(0) }
      }
      #expect(versions == StoreSchema.steps.map(\.version))
      try await #expect(store.recommender(rules: .usual).similar(to: "A").map(\.sku) == ["B"])
    }
  }

  /// As the first release made a store, with one order of two products.
  private func makeFirstVersion(at url: URL) throws {
    let database = try SQLiteDatabase(at: url)
    try database.blockingWrite { connection in
      try connection.executeScript(
        """
        CREATE TABLE migrations (version INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
        INSERT INTO migrations VALUES (1, 0);
        \(StoreSchema.steps[0].script)
        INSERT INTO customers (key, id) VALUES (1, 'anna');
        INSERT INTO products (key, sku, name) VALUES (1, 'B', 'Bee'), (2, 'A', 'Aa');
        INSERT INTO orders (key, id, customer_key, placed_at, total) VALUES (1, 'o', 1, 0, 3);
        INSERT INTO order_lines VALUES (1, 1, 1, 1, 2, 2), (1, 2, 2, 1, 1, 1);
        """
      )
    }
  }
}

/// How often purchases were counted.
private struct Counts {
  private let shop: ImportFixture

  init(_ shop: ImportFixture) throws {
    self.shop = shop
    try shop.store.database.blockingWrite { connection in
      try connection.executeScript(
        """
        CREATE TABLE counts (revision INTEGER);
        CREATE TRIGGER first_count AFTER INSERT ON co_purchases
        BEGIN INSERT INTO counts VALUES (NEW.revision); END;
        CREATE TRIGGER later_count AFTER UPDATE ON co_purchases
        BEGIN INSERT INTO counts VALUES (NEW.revision); END;
        """
      )
    }
  }

  /// Since it was asked last.
  func taken() throws -> Int {
    try shop.store.database.blockingWrite { try $0.execute("DELETE FROM counts") }
  }
}

/// A database whose power fails right before what was bought together is committed.
private struct FailingDatabase: DatabaseAccess {
  struct Failure: Error {}

  private let database: any DatabaseAccess

  init(_ database: any DatabaseAccess) { self.database = database }

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
    try await database.write(durability: durability, body)
  }

  func blockingRead<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
    try database.blockingRead(body)
  }

  func blockingWrite<Value>(
    durability: Durability,
    _ body: (any DatabaseConnection) throws -> Value
  ) throws -> Value {
    try database.blockingWrite(durability: durability) { connection in
      let before = try connection.int("SELECT revision FROM co_purchases")
      let value = try body(connection)
      if try connection.int("SELECT revision FROM co_purchases") != before { throw Failure() }
      return value
    }
  }
}

extension ImportFixture {
  /// The skus that are recommended to a customer now.
  fileprivate func chosen(for id: String) async throws -> [String] {
    let history = try #require(try store.history(ofCustomer: id))
    let figures = CustomerFigures(of: history.orders, before: Self.now, by: .usual)
    return try await store.recommender(rules: .usual).recommendations(for: figures).map(\.sku)
  }
}
