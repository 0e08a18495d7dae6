import Foundation
import TestSupport
import Testing

/// The file of columns is only there for speed: with it, without it and after damage to it,
/// segments have the same members.
@Suite struct SegmentColumnsTests {
  private func shop(in folder: URL) async throws -> TestShop {
    let shop = try await TestShop.make(in: folder, customers: 30, smtp: "smtp://127.0.0.1:1")
    var orders = "id,customer_id,placed_at,total\n"
    for number in 1...60 {
      orders += "\(number),\(number % 20 + 1),2026-05-\(number % 18 + 10),100\n"
    }
    try shop.write("data/orders.csv", orders)
    let file = folder.appendingPathComponent("stamkund.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try shop.write("stamkund.yaml", text + "\n  - {file: data/orders.csv, as: orders}\n")
    try shop.write("segments/buyers.yaml", "all: [orders >= 3]\nlimit: top 7 by spent\n")
    try await shop.tool.succeed("import")
    return shop
  }

  private func columns(of shop: TestShop) -> URL {
    shop.folder.appendingPathComponent(".stamkund/columns")
  }

  private func picture(_ shop: TestShop) async throws -> (text: String, notes: String) {
    let outcome = try await shop.tool.succeed("segments", "buyers", "--as-of", "2026-07-01")
    return (outcome.output, outcome.errors)
  }

  @Test func aMissingOrDamagedFileIsMadeAnewWithoutAWord() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await shop(in: folder)
      let expected = try await picture(shop).text
      #expect(expected.contains("7"))
      let size = try Data(contentsOf: columns(of: shop)).count
      for damage in 0..<3 {
        switch damage {
        case 0: try FileManager.default.removeItem(at: columns(of: shop))
        case 1:
          try Data(contentsOf: columns(of: shop)).prefix(size / 2).write(to: columns(of: shop))
        default: try Data(repeating: 7, count: size).write(to: columns(of: shop))
        }
        let (text, notes) = try await picture(shop)
        #expect(text == expected)
        #expect(notes.isEmpty, "\(notes)")
        #expect(try Data(contentsOf: columns(of: shop)).count == size)
      }
    }
  }

  @Test func whereNoFileCanBeHadTheDatabaseAnswersAndThatIsSaid() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await shop(in: folder)
      let expected = try await picture(shop).text
      try FileManager.default.removeItem(at: columns(of: shop))
      // A folder in its place, which is not empty, cannot be replaced by a file.
      try shop.write(".stamkund/columns/in-the-way", "")
      let (text, notes) = try await picture(shop)
      #expect(text == expected)
      #expect(notes.contains("asking the database itself about segments"), "\(notes)")
    }
  }
}
