import Columns
import Database
import Foundation
import SQL
import Store
import TestSupport
import Testing
import Workspace

@Suite struct ShopStoreColumnsTests {
  @Test func columnsSayWhatTheTablesSay() async throws {
    try await withColumnsFixture { shop in
      try shop.fill()
      let text = ShopText.of(try shop.store.columns())
      let tables = try ShopText.of(shop.store)
      #expect(text == tables)
      #expect(text.contains("order '1000' '-100' 'returned'"))
      #expect(!text.contains("line '1' '900' '9.0'"))
    }
  }

  @Test func anEmptyShopHasColumns() async throws {
    try await withColumnsFixture { shop in
      let columns = try shop.store.columns()
      #expect(columns.customers.count + columns.orders.count + columns.lines.count == 0)
      #expect(ShopText.of(columns) == [])
    }
  }

  @Test(arguments: 1...12)
  func aMergeIsTheSameAsReadingAll(_ seed: UInt64) async throws {
    try await withColumnsFixture { shop in
      var random = RandomShop(seed: seed)
      try random.fill(shop.store)
      _ = try shop.store.columns()
      for round in 1...5 {
        try random.change(shop.store)
        let merged = try shop.store.columns()
        try expectSame(merged, shop.store, "seed \(seed) round \(round)")
        let bytes = try sections(of: shop.file)
        try FileManager.default.removeItem(at: shop.file)
        _ = try ShopStore(in: shop.folder).columns()
        let whole = try sections(of: shop.file)
        #expect(whole == bytes, "seed \(seed) round \(round)")
      }
    }
  }

  private func expectSame(
    _ columns: ShopColumns,
    _ store: ShopStore,
    _ comment: Comment = "the columns differ from the tables"
  ) throws {
    let (columns, tables) = (ShopText.of(columns), try ShopText.of(store))
    #expect(columns == tables, comment)
  }

  /// The file without what says which it is.
  private func sections(of file: URL) throws -> Data {
    let bytes = try Data(contentsOf: file)
    let end = bytes.subdata(in: 24..<32).withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    return bytes.subdata(in: 64..<Int(end))
  }

  @Test func whatIsUpToDateIsNotMadeAgain() async throws {
    try await withColumnsFixture { shop in
      try shop.fill()
      let first = try shop.store.columns().source
      #expect(try shop.store.columns().source == first)
      #expect(try ShopStore(in: shop.folder).columns().source == first)
      try shop.execute("UPDATE customers SET city = 'Ystad' WHERE key = 1")
      #expect(try shop.store.columns().source != first)
    }
  }

  @Test func unsubscriptionsAlonePassTheColumnsBy() async throws {
    try await withColumnsFixture { shop in
      try shop.fill()
      let first = try shop.store.columns().source
      try shop.execute("UPDATE customers SET unsubscribed_at = 5 WHERE key = 1")
      #expect(try shop.store.columns().source == first)
    }
  }

  @Test(arguments: [0, 3, 8, 20, 50, 64, 100, 700, 1_000])
  func aCutFileIsMadeAgain(_ length: Int) async throws {
    try await withColumnsFixture { shop in
      try shop.fill()
      _ = try shop.store.columns()
      let whole = try Data(contentsOf: shop.file)
      try whole.prefix(length).write(to: shop.file)
      let again = try ShopStore(in: shop.folder).columns()
      try expectSame(again, shop.store)
    }
  }

  @Test func aGarbledFileIsMadeAgainWhereverItIsGarbled() async throws {
    try await withColumnsFixture { shop in
      try shop.fill()
      _ = try shop.store.columns()
      let whole = try Data(contentsOf: shop.file)
      let used = try sections(of: shop.file).count + 64
      for place in stride(from: 0, to: whole.count, by: 7) where place < 64 || place >= used {
        var garbled = whole
        garbled[place] ^= 0x10
        try garbled.write(to: shop.file)
        #expect(throws: ColumnsFailure.self, "at \(place)") { try ShopColumns(at: shop.file) }
      }
      try Data(whole.map { $0 ^ 0xFF }).write(to: shop.file)
      let again = try ShopStore(in: shop.folder).columns()
      try expectSame(again, shop.store)
    }
  }

  @Test func aFileOfAStoreFromABackupIsMadeAgain() async throws {
    try await withColumnsFixture { shop in
      try shop.fill()
      _ = try shop.store.columns()
      let old = try Data(contentsOf: shop.file)
      try shop.execute("UPDATE customers SET city = 'Ystad' WHERE key = 1")
      _ = try shop.store.columns()
      try old.write(to: shop.file)
      let again = try ShopStore(in: shop.folder).columns()
      try expectSame(again, shop.store)
    }
  }

  @Test func aKeyThatIsUsedAgainIsNotTakenForTheOldOne() async throws {
    try await withColumnsFixture { shop in
      try shop.fill()
      _ = try shop.store.columns()
      try shop.execute(
        "DELETE FROM orders WHERE key = 4",
        "INSERT INTO orders (key, id, customer_key, placed_at, total) VALUES (4, 'O5', 1, 3, 4)"
      )
      try expectSame(shop.store.columns(), shop.store)
    }
  }

  @Test func leftoversOfAKilledProcessAreRemoved() async throws {
    try await withColumnsFixture { shop in
      try shop.fill()
      let leftover = shop.folder.appendingPathComponent("columns.new-99999")
      try Data("half a file".utf8).write(to: leftover)
      _ = try shop.store.columns()
      #expect(!FileManager.default.fileExists(atPath: leftover.path))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: shop.folder.path)
          .filter { $0.hasPrefix("columns.new") } == []
      )
    }
  }

  @Test func whereNoFileCanBeWrittenAReasonIsThrown() async throws {
    try await withColumnsFixture { shop in
      try shop.fill()
      // A folder in the file's place, which even who may write everything cannot replace.
      try FileManager.default.createDirectory(
        at: shop.file.appendingPathComponent("in the way"),
        withIntermediateDirectories: true
      )
      #expect(throws: ColumnsUnavailable.self) { try shop.store.columns() }
      try FileManager.default.removeItem(at: shop.file)
      try expectSame(shop.store.columns(), shop.store)
    }
  }

  @Test func manyAtOnceGetOneFile() async throws {
    try await withTemporaryFolder { folder in
      let shop = try ColumnsFixture(folder)
      try shop.fill()
      let sources = try await withThrowingTaskGroup(of: ColumnsSource.self) { group in
        for _ in 0..<4 {
          group.addTask { try ShopStore(in: folder).columns().source }
        }
        return try await group.reduce(into: Set<ColumnsSource>()) { $0.insert($1) }
      }
      #expect(sources.count == 1)
    }
  }

  @Test func whoReadsKeepsWhatWasMapped() async throws {
    try await withColumnsFixture { shop in
      try shop.fill()
      let before = try shop.store.columns()
      let text = ShopText.of(before)
      try shop.execute("DELETE FROM order_lines", "UPDATE customers SET city = 'Ystad'")
      _ = try shop.store.columns()
      #expect(ShopText.of(before) == text)
    }
  }

  @Test func namesAreTheSameFromColumnsAsFromTables() async throws {
    try await withColumnsFixture { shop in
      try shop.fill()
      let tables = try shop.store.catalogueNames()
      _ = try shop.store.columns()
      let columns = try shop.store.catalogueNames()
      #expect(columns == tables)
      #expect(columns.customColumns == ["tier"])
      #expect(columns.cities == ["", "Lund"])
    }
  }

  @Test func whoHasUnsubscribedIsFoundByAnIndex() async throws {
    try await withColumnsFixture { shop in
      let plan = try shop.store.database.blockingRead { connection in
        try connection.rows(
          "EXPLAIN QUERY PLAN SELECT key FROM customers WHERE unsubscribed_at IS NOT NULL"
        ) { try $0.text(3) }
      }
      #expect(plan.joined().contains("USING COVERING INDEX customers_unsubscribed"))
    }
  }

  @Test func anImportLeavesThemUpToDate() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, "id,city\nK1,Lund\n")
      try await shop.load(.products, "sku,category\nA,Boats\n")
      try await shop.load(.orders, "id,customer_id,placed_at,total\nO1,K1,2026-01-02,10\n")
      let file = shop.store.folder.appendingPathComponent("columns")
      let first = try ShopColumns(at: file)
      #expect(try first.source == shop.store.columns().source)
      try await shop.load(.orderLines, "order_id,sku,quantity,unit_price\nO1,A,2,5\nO2,A,1,5\n")
      try await shop.load(.customers, "id,city\nK1,Malmö\nK2,Lund\n")
      let second = try ShopColumns(at: file)
      #expect(try second.source == shop.store.columns().source)
      let (columns, tables) = (ShopText.of(second), try ShopText.of(shop.store))
      #expect(columns == tables)
      #expect(second.lines.count == 1)
    }
  }

  @Test func customColumnsOfAnyJSONAreAsTheDatabaseReadsThem() async throws {
    try await withColumnsFixture { shop in
      let objects = [
        #"{"a":"1","b":""}"#, #"{ "a" : "spaced" }"#, #"{"a":"q\"\u00e5\n"}"#, #"{"a":null}"#,
        #"{"a":12.50,"b":true,"c":false,"d":[1, 2],"e":{"f":"g"}}"#, #"{"a":"å","å":"ö"}"#, "{}",
      ]
      for (number, object) in objects.enumerated() {
        try shop.execute("INSERT INTO customers (id, custom) VALUES (\("K\(number)"), \(object))")
      }
      let columns = try shop.store.columns()
      defer { withExtendedLifetime(columns) {} }
      for name in ["a", "b", "c", "d", "e", "å"] {
        let expected = try shop.store.database.blockingRead { connection in
          try connection.rows(
            "SELECT CAST(custom ->> \(name) AS TEXT) FROM customers ORDER BY key"
          ) { try $0.optionalText(0) }
        }
        let column = try #require(columns.customers.custom[name])
        #expect(objects.indices.map { column[$0] } == expected, "\(name)")
      }
    }
  }
}
