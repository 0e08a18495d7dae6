import Database
import Foundation
import SQL
import Shop
import TestSupport
import Testing
import Workspace

@testable import Store

@Suite struct ShopStoreTests {
  @Test func aStoreIsMadeOnceAndOpenedAgain() async throws {
    try await withTemporaryFolder { root in
      let folder = root.appendingPathComponent("deep/.stamkund")
      _ = try ShopStore(in: folder)
      let store = try ShopStore(in: folder)
      try #expect(store.counts() == ShopCounts.nothing)
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
    }
  }

  @Test func aStoreOfANewerVersionIsNotTouched() async throws {
    try await withFixture { shop in
      try shop.store.database.blockingWrite {
        try $0.execute("INSERT INTO migrations (version, at) VALUES (99, 0)")
      }
      let error = #expect(throws: StoreFailure.self) { try ShopStore(in: shop.store.folder) }
      try #expect(#require(error).description.contains("newer stamkund"))
    }
  }

  @Test func anIndexThatAKilledImportLeftOutIsMade() async throws {
    try await withFixture { shop in
      try shop.store.database.blockingWrite { try $0.executeScript("DROP INDEX customers_by_id") }
      let store = try ShopStore(in: shop.store.folder)
      let count = try store.database.blockingRead {
        try $0.int("SELECT count(*) FROM sqlite_schema WHERE name = 'customers_by_id'")
      }
      #expect(count == 1)
    }
  }

  @Test func customersAreFoundByIDAndByAnySpellingOfTheirAddress() async throws {
    try await withFixture { shop in
      try await shop.load(
        .customers,
        "id,email\n1,Bo@Exempel.se\n2,bo@exempel.se\nbo@exempel.se,x\n"
      )
      try await shop.load(.orders, "id,customer_id,placed_at\nA,2,2026-01-01\n")
      try #expect(shop.store.history(ofCustomer: "1")?.customer.id == "1")
      try #expect(shop.store.history(ofCustomer: "BO@EXEMPEL.SE")?.customer.id == "2")
      try #expect(shop.store.history(ofCustomer: "bo@exempel.se")?.customer.id == "bo@exempel.se")
      try #expect(shop.store.history(ofCustomer: "nobody") == nil)
    }
  }

  @Test func historiesComeInTheOrderAskedFor() async throws {
    try await withFixture { shop in
      let customers = (1...1_200).map(String.init)
      try await shop.load(.customers, "id\n" + customers.joined(separator: "\n"))
      try await shop.load(
        .orderLines,
        """
        order_id,customer_id,placed_at,sku,unit_price
        late,3,2026-02-01,A,2
        early,3,2026-01-01,A,1
        early,3,2026-01-01,B,1
        """
      )
      let keys = try shop.store.database.blockingRead { connection in
        try connection.rows("SELECT key FROM customers ORDER BY key DESC") { try $0.int(0) }
      }
      let histories = try await shop.store.histories(of: keys + [999_999])
      #expect(histories.map(\.key) == keys)
      #expect(histories.map(\.customer.id) == customers.reversed())
      let orders = try #require(histories.first { $0.customer.id == "3" }).orders
      #expect(orders.map(\.id) == ["early", "late"])
      #expect(orders.map(\.lines.count) == [2, 1])
    }
  }

  @Test func namesAreListedOnce() async throws {
    try await withFixture { shop in
      try #expect(shop.store.catalogueNames().isEmpty)
      try await shop.load(.customers, "id,city,country,gender,tier\n1,Lund,SE,m,a\n2,Lund,NO,,\n")
      try await shop.load(.products, "sku,name,category,brand\nB,Te,Dryck,\nA,Kaffe,Dryck,Zoega\n")
      let names = try shop.store.catalogueNames()
      #expect(!names.isEmpty)
      #expect(names.cities == ["Lund"] && names.countries == ["NO", "SE"])
      #expect(names.categories == ["Dryck"] && names.brands == ["Zoega"])
      #expect(names.skus == ["A", "B"] && names.productNames == ["Kaffe", "Te"])
      #expect(names.genders == ["m"] && names.languages.isEmpty && names.customColumns == ["tier"])
    }
  }

  @Test func theFirstUnsubscriptionMakesTheIndexThatItNeeds() async throws {
    try await withFixture { shop in
      try await shop.load(.customers, "id,email\n1,bo@x.se\n2,eva@x.se\n")
      let index: SQLQuery = "SELECT count(*) FROM sqlite_schema WHERE name = 'customers_by_address'"
      try #expect(shop.rows(index) == ["0"])
      try shop.store.unsubscribe("bo@x.se", at: Instant(seconds: 1_790_000_000))
      try #expect(shop.rows(index) == ["1"])
      let unsubscribed: SQLQuery = "SELECT id FROM customers WHERE unsubscribed_at IS NOT NULL"
      try #expect(shop.rows(unsubscribed) == ["1"])
    }
  }

  @Test func aPersonsOwnWishOutlastsOtherReasons() async throws {
    try await withFixture { shop in
      let (first, second) = (Instant(seconds: 1), Instant(seconds: 2))
      try shop.store.suppress("a@b.se", because: .hardBounce, at: first)
      try shop.store.suppress("a@b.se", because: .manual, at: second)
      try #expect(
        shop.store.suppression(of: "a@b.se") == Suppression(reason: .hardBounce, at: first)
      )
      try shop.store.unsubscribe("a@b.se", at: second)
      try shop.store.suppress("a@b.se", because: .complaint, at: first)
      try #expect(
        shop.store.suppression(of: "a@b.se") == Suppression(reason: .unsubscribed, at: second)
      )
      try #expect(shop.store.suppression(of: "c@d.se") == nil)
    }
  }

  @Test func secretsAreDrawnOnce() async throws {
    try await withFixture { shop in
      let secret = try shop.store.secret(named: "one", length: 32)
      #expect(secret.count == 32)
      try #expect(ShopStore(in: shop.store.folder).secret(named: "one", length: 32) == secret)
      try #expect(shop.store.secret(named: "two", length: 32) != secret)
      try shop.store.set("language", to: "sv")
      try shop.store.set("language", to: "nb")
      try #expect(shop.store.setting("language") == "nb")
      try #expect(shop.store.setting("nothing") == nil)
    }
  }
}

extension ShopCounts {
  fileprivate static let nothing = ShopCounts(customers: 0, products: 0, orders: 0, orderLines: 0)
}
