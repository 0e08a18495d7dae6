import Columns
import Foundation
import TestSupport
import Testing

/// What a file promises, whatever happens to it.
@Suite struct ColumnsFileTests {
  private static let source = ColumnsSource(mark: 1, revision: 0, lastCustomer: 0, lastOrder: 0)

  /// Writes customers, each with one text, and gives the file.
  private func write(_ cities: [String], to folder: URL) throws -> URL {
    let builder = ShopColumnsBuilder(products: [])
    for (key, city) in cities.enumerated() {
      builder.addCustomer(CustomerRow(key: Int64(key)))
      builder.set(.city, to: city)
    }
    let url = folder.appendingPathComponent("columns")
    try builder.write(to: url, showing: Self.source)
    return url
  }

  @Test func aFileOfAnotherVersionIsRefused() async throws {
    try await withTemporaryFolder { folder in
      let url = try write(["Lund"], to: folder)
      var bytes = try Data(contentsOf: url)
      bytes[8] = 99
      try bytes.write(to: url)
      #expect(throws: ColumnsFailure.otherVersion(path: url.path, 99, known: 1)) {
        try ShopColumns(at: url)
      }
    }
  }

  @Test func aFileThatIsNotThereIsMissing() async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appendingPathComponent("columns")
      #expect(throws: ColumnsFailure.missing(path: url.path)) { try ShopColumns(at: url) }
    }
  }

  @Test(arguments: [1, 5, 63, 64, 65, 4_096])
  func noBitOfATextChangesUnseen(_ count: Int) async throws {
    try await withTemporaryFolder { folder in
      // A text that stands nowhere else in the file.
      let text = String(repeating: "å", count: count)
      let url = try write([text], to: folder)
      let whole = try Data(contentsOf: url)
      let range = try #require(whole.range(of: Data(text.utf8)))
      for place in range where place % max(1, count / 100) == 0 {
        for bit in 0..<8 {
          var garbled = whole
          garbled[place] ^= 1 << bit
          try garbled.write(to: url)
          #expect(throws: ColumnsFailure.self) { try ShopColumns(at: url) }
        }
      }
    }
  }

  @Test func aFileThatCannotBeWrittenLeavesTheOldOne() async throws {
    try await withTemporaryFolder { folder in
      let url = try write(["Lund"], to: folder)
      // A folder where the new file is to grow.
      let temporary = URL(fileURLWithPath: "\(url.path).new-\(getpid())")
      try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
      #expect(throws: ColumnsFailure.self) { try write(["Malmö"], to: folder) }
      let shop = try ShopColumns(at: url)
      withExtendedLifetime(shop) { #expect(shop.customers.text(.city)[0] == "Lund") }
    }
  }

  @Test func manyTextsAndProductsKeepTheirCodes() async throws {
    try await withTemporaryFolder { folder in
      let count = 70_000
      let builder = ShopColumnsBuilder(
        products: (0..<count).map { number in
          ProductRow(
            key: Int64(number) * 3,
            sku: "sku \(number)",
            name: nil,
            category: "category \(number)",
            brand: "brand \(number % 66_000)"
          )
        }
      )
      for number in 0..<count {
        builder.addCustomer(CustomerRow(key: Int64(number) * 5_000_000_000))
        builder.set(.city, to: "city \(number)")
        builder.addOrder(placedAt: Int64(number), total: Int64(number), status: "s\(number)")
        builder.addLine(product: count - 1 - number, amount: 1, quantity: Double(number))
      }
      let url = folder.appendingPathComponent("columns")
      try builder.write(to: url, showing: Self.source)
      let shop = try ShopColumns(at: url)
      withExtendedLifetime(shop) {
        for row in [0, 1, 254, 255, 256, 257, 65_534, 65_535, 65_536, 65_537, count - 1] {
          #expect(shop.customers.text(.city)[row] == "city \(row)")
          #expect(shop.customers.row(ofKey: Int64(row) * 5_000_000_000) == row)
          #expect(shop.orders.statuses[row] == "s\(row)")
          #expect(shop.products.categories[row] == "category \(row)")
          #expect(shop.products.brands[row] == "brand \(row % 66_000)")
          #expect(shop.lines.products[row] == Int64(count - 1 - row))
          #expect(shop.lines.quantityValues[Int(shop.lines.quantities[row])] == Double(row))
        }
        #expect(shop.products.brands.textCount == 66_000)
      }
    }
  }
}
