import Segmentation
import Shop
import TestSupport
import Testing

/// What a handful of customers does not show of the columns' answers.
@Suite struct ColumnEngineTests {
  private static let sentences = [
    "city is göteborg", "email domain is x.se", "age 20..40", "birthday in next 60 days",
    "signed up in last 30 days", "orders >= 2", "spent in last 30 days > 100",
    "average order > 150", "largest order of category Wine >= 100", "items in last 2 years >= 2",
    "items of brand Moomin >= 1.5", "distinct categories >= 2", "days between orders < 45",
    "first order in last 60 days", "last order more than 30 days ago",
    "last order of category Wine less than 30 days ago", "bought category Wine",
    "never bought brand Moomin in last 7 days", "last order contains category Wine",
    "bought category Wine and brand Moomin together", "anniversary of first order in next 7 days",
    "rfm is champions, loyal", "recency score >= 4", "monetary score is known", "top 700 by orders",
    "top 10% by spent", "top 33% by average order in last 2 years", "sample 20% seed spring",
  ]

  @Test(arguments: [21, 22, 23] as [UInt64])
  func manyCustomersAreAnsweredAsBySQL(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    // More than two pieces that are worked on at once, the last of them not full.
    let shop = RandomShop(using: &random, count: 4_200)
    try await withTemporaryFolder { folder in
      let database = try ShopDatabase(shop.customers, in: folder)
      let engine = database.columnEngine(at: shop.now)
      for sentence in Self.sentences {
        let segment = try TestTerms.segment(yaml: "all: ['\(sentence)']", named: sentence)
        let members = try engine.members(of: segment)
        let found = try database.members(of: segment, at: shop.now)
        #expect(database.ids(engine.keys(of: members)) == found, "seed \(seed): \(sentence)")
        #expect(members.count == found.count, "seed \(seed): \(sentence)")
      }
    }
  }

  @Test func aShopWithoutCustomersHasNoMembers() async throws {
    try await withTemporaryFolder { folder in
      let database = try ShopDatabase([], in: folder)
      for sentence in Self.sentences + ["everyone", "not everyone", "churn risk < 50%"] {
        let segment = try TestTerms.segment(sentence)
        let engine = database.columnEngine(at: SmallShop.now)
        #expect(try engine.members(of: segment).count == 0, "\(sentence)")
        #expect(try engine.counts(of: segment).map(\.alone) == [0], "\(sentence)")
      }
    }
  }

  @Test func sumsThatMayBeTooGreatAreAskedOfTheStore() async throws {
    let customers = (1...4).map { number in
      let orders = [order("a\(number)", 4_000_000_000_000_000_000 + Int64(number))]
      return CustomerHistory(
        key: Int64(number),
        customer: Customer(id: "\(number)"),
        orders: orders
      )
    }
    let sentences = [
      "spent > 0", "average order > 0", "top 1 by spent", "monetary score is 4",
      "largest order of sku A < 0.05", "top 2 by items",
    ]
    try await withTemporaryFolder { folder in
      let database = try ShopDatabase(customers, in: folder)
      for sentence in sentences {
        let segment = try TestTerms.segment(sentence)
        let found = try database.members(of: segment, at: SmallShop.now)
        let counted = try database.columnMembers(of: segment, at: SmallShop.now)
        #expect(counted == found, "\(sentence)")
        #expect(!found.isEmpty, "\(sentence)")
      }
    }
  }

  @Test func aSumThatIsTooGreatFailsAsInSQL() async throws {
    let orders = [order("a", 5_000_000_000_000_000_000), order("b", 5_000_000_000_000_000_000)]
    let customer = CustomerHistory(key: 1, customer: Customer(id: "1"), orders: orders)
    try await withTemporaryFolder { folder in
      let database = try ShopDatabase([customer], in: folder)
      for sentence in ["spent > 0", "average order > 0", "top 1 by spent", "rfm is lost"] {
        let segment = try TestTerms.segment(sentence)
        #expect(throws: (any Error).self, "\(sentence)") {
          try database.columnMembers(of: segment, at: SmallShop.now)
        }
      }
    }
  }

  private func order(_ id: String, _ amount: Int64) -> Order {
    Order(
      id: id,
      placedAt: TestTerms.instant("2026-01-01 12:00"),
      total: amount,
      lines: [OrderLine(sku: "A", quantity: Double(amount), amount: amount % 10)]
    )
  }
}
