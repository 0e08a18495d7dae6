import Diagnostics
import Foundation
import SQL
import Shop
import Store
import Testing
import Workspace

/// A real shop's files, with figures that were computed without this program.
@Suite struct AdventureWorksTests {
  @Test func theWholeShopIsImported() async throws {
    guard let data = try Self.data() else { return }
    try await withFixture(currency: "USD") { shop in
      let report = try await shop.load(try Self.sources(data))
      #expect(report.problems.isEmpty)
      #expect(report.files.map(\.read) == [18_148, 293, 2_630, 23_935, 29_481])
      #expect(report.files.map(\.inserted) == [18_148, 293, 2_630, 23_935, 29_472])
      #expect(report.rejected == 9)
      let orders = try shop.rejects(report).map {
        $0.split(separator: " ").dropFirst(2).joined(separator: " ")
      }
      #expect(Set(orders) == ["the order's lines name two customers"])

      try checkCustomers(shop)
      try #expect(
        shop.rows("SELECT count(*), sum(total) FROM orders") == ["25160|2491258480"]
      )
      try #expect(
        shop.rows(
          """
          SELECT strftime('%Y', placed_at / 1000, 'unixepoch') AS year, count(*), sum(amount)
          FROM orders JOIN order_lines ON order_key = key GROUP BY 1 ORDER BY 1
          """
        ) == ["2017|2630|640493398", "2018|23935|932419535", "2019|29472|918345547"]
      )
      try #expect(
        shop.rows(
          "SELECT category, count(*) FROM products GROUP BY 1 ORDER BY 2 DESC LIMIT 3"
        ) == ["Road Bikes|43", "Mountain Bikes|32", "Road Frames|31"]
      )
      let again = try await shop.load(try Self.sources(data))
      #expect(again.sums == [0, 0, 18_148 + 293 + 56_037, 9])
    }
  }

  private func checkCustomers(_ shop: ImportFixture) throws {
    try #expect(
      shop.rows(
        """
        SELECT count(*), count(email_key), sum(birth_date), min(birth_date), max(birth_date)
        FROM customers
        """
      ) == ["18148|18148|-52514501|-21691|4012"]
    )
    try #expect(
      shop.rows("SELECT gender, count(*) FROM customers GROUP BY 1 ORDER BY 2")
        == ["|130", "female|8892", "male|9126"]
    )
    let customer = try shop.customer("11000")
    #expect(customer.firstName == "JON" && customer.birthDate?.description == "1966-04-08")
    #expect(customer.custom["AnnualIncome"] == "$90,000")
    let history = try #require(try shop.store.history(ofCustomer: "JON24@adventure-works.com"))
    #expect(history.orders.map(\.id).contains("SO51522"))
  }

  private static func sources(_ folder: URL) throws -> [ImportSource] {
    let calendar = ShopCalendar(timeZone: .gmt)
    let formats = [try DateFormat(pattern: "M/d/yyyy")]
    let place = SourceLocation.start(of: "stamkund.yaml")
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    return [
      ImportSource(
        kind: .customers,
        files: path("AdventureWorks_Customers.csv.gz"),
        columns: [
          "id": "CustomerKey", "email": "EmailAddress", "first_name": "FirstName",
          "last_name": "LastName", "birth_date": "BirthDate", "gender": "Gender",
        ],
        values: ["gender": ["M": "male", "F": "female", "NA": ""]],
        defaults: ["email_consent": "yes"],
        dateFormats: formats,
        calendar: calendar,
        location: place
      ),
      ImportSource(
        kind: .products,
        files: path("AdventureWorks_Products.csv.gz"),
        columns: ["sku": "ProductKey", "name": "ProductName", "price": "ProductPrice"],
        lookups: [
          "category": .init(
            file: path("subcategories.csv"),
            by: "ProductSubcategoryKey",
            take: "SubcategoryName"
          )
        ],
        calendar: calendar,
        location: place
      ),
      ImportSource(
        kind: .orderLines,
        files: path("AdventureWorks_Sales_*.csv.gz"),
        columns: [
          "order_id": "OrderNumber", "customer_id": "CustomerKey", "placed_at": "OrderDate",
          "sku": "ProductKey", "quantity": "OrderQuantity",
        ],
        dateFormats: formats,
        calendar: calendar,
        location: place
      ),
    ]
  }

  /// The folder of the files, which are not part of this project; nil where it is not there.
  private static func data() throws -> URL? {
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("shared/data/adventureworks")
    if FileManager.default.fileExists(atPath: folder.path) { return folder }
    if ProcessInfo.processInfo.environment["CI"] == "true" {
      Issue.record("there is no \(folder.path)")
    } else {
      print("not run: there is no \(folder.path)")
    }
    return nil
  }
}
