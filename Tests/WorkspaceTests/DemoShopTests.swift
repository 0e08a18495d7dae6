import Foundation
import Shop
import TestSupport
import Testing
import Workspace

@Suite struct DemoShopTests {
  /// The files of a demo shop, read back.
  private struct Tables {
    let customers: [[String: String]]
    let products: [[String: String]]
    let orders: [[String: String]]
    let lines: [[String: String]]

    init(on day: String) throws {
      let asOf = try #require(CivilDay(iso: day))
      let files = Dictionary(uniqueKeysWithValues: DemoShop.files(asOf: asOf).map { $0 })
      func rows(_ name: String) throws -> [[String: String]] {
        Self.rows(try #require(files["data/\(name).csv"]))
      }
      customers = try rows("customers")
      products = try rows("products")
      orders = try rows("orders")
      lines = try rows("order_lines")
    }

    private static func rows(_ text: String) -> [[String: String]] {
      let lines = text.split(separator: "\n").map { fields(String($0)) }
      return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    private static func fields(_ line: String) -> [String] {
      var fields: [[UInt8]] = [[]]
      var isQuoted = false
      for byte in line.utf8 {
        switch byte {
        case UInt8(ascii: "\""): isQuoted.toggle()
        case UInt8(ascii: ",") where !isQuoted: fields.append([])
        default: fields[fields.count - 1].append(byte)
        }
      }
      return fields.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// Made once for the tests that look at one day's shop.
  private static let usual = Result { try Tables(on: "2026-11-22") }

  @Test func theFilesAreWrittenIntoTheFolder() async throws {
    let asOf = try #require(CivilDay(iso: "2026-11-22"))
    try await withTemporaryFolder { folder in
      try DemoShop.write(to: folder, asOf: asOf)
      for (path, text) in DemoShop.files(asOf: asOf) {
        let written = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
        #expect(written == text)
      }
    }
  }

  @Test func theSameDayGivesTheSameShopAndAnotherDayAnother() throws {
    let first = try Self.usual.get()
    let again = try Tables(on: "2026-11-22")
    let later = try Tables(on: "2026-11-23")
    #expect(first.orders == again.orders)
    #expect(first.customers == again.customers)
    #expect(first.orders != later.orders)
  }

  @Test func idsAreUniqueAndTotalsAreTheSumsOfLines() throws {
    let shop = try Self.usual.get()
    #expect(shop.customers.count == 2_000)
    let ids = Set(shop.customers.map { $0["id"] ?? "" })
    #expect(ids.count == shop.customers.count)
    let skus = Set(shop.products.map { $0["sku"] ?? "" })
    #expect(skus.count == shop.products.count && skus.count > 100)
    var sums: [String: Int] = [:]
    for line in shop.lines {
      let amount = (Int(line["quantity"] ?? "") ?? 0) * (Int(line["unit_price"] ?? "") ?? 0)
      sums[line["order_id"] ?? "", default: 0] += amount
    }
    let isWhole = shop.lines.allSatisfy { skus.contains($0["sku"] ?? "") }
    #expect(isWhole)
    let wrong = shop.orders.filter { sums[$0["id"] ?? ""] != Int($0["total"] ?? "") }
    #expect(wrong.isEmpty)
    let strangers = shop.orders.filter {
      $0["customer_id"] != "" && !ids.contains($0["customer_id"] ?? "")
    }
    #expect(strangers.isEmpty)
  }

  @Test(arguments: ["2026-11-22", "2028-02-29", "2027-01-01"])
  func nothingHappensOnOrAfterTheDay(day: String) throws {
    let shop = try Tables(on: day)
    let late =
      shop.orders.filter { ($0["placed_at"] ?? "~") >= day }
      + shop.customers.filter { ($0["signed_up_at"] ?? "~") >= day }
    #expect(late.isEmpty)
  }

  @Test func eachCampaignHasSomebodyToMail() throws {
    let shop = try Self.usual.get()
    let birthdays = shop.customers.filter { $0["birth_date"]?.hasSuffix("-11-22") == true }
    #expect(birthdays.count >= 10)
    let new = shop.customers.filter { ($0["signed_up_at"] ?? "") >= "2026-10-23" }
    #expect(new.count > 50)
    let english = shop.customers.filter { $0["language"] == "en" }
    #expect(english.count > 30)
    let unwilling = shop.customers.filter { $0["email_consent"] != "yes" }
    #expect(unwilling.count > 200)
    #expect(lapsedBest(shop) >= 80)
  }

  /// How many have spent 5,000 kronor in two years and nothing in the last half.
  private func lapsedBest(_ shop: Tables) -> Int {
    var spent: [String: Int] = [:]
    var last: [String: String] = [:]
    for order in shop.orders where order["status"] == "delivered" && order["customer_id"] != "" {
      let (id, placed) = (order["customer_id"] ?? "", order["placed_at"] ?? "")
      if placed >= "2024-11-22" { spent[id, default: 0] += Int(order["total"] ?? "") ?? 0 }
      last[id] = max(last[id] ?? "", placed)
    }
    return spent.filter { id, total in total >= 5_000 && (last[id] ?? "") < "2026-05-26" }.count
  }

  @Test func someAddressesAreWrongOutsideASCIIOrShared() throws {
    let addresses = try Self.usual.get().customers.map { $0["email"] ?? "" }
    let filled = addresses.filter { !$0.isEmpty }.map { $0.lowercased() }
    #expect(filled.contains { $0.hasSuffix("@") })
    #expect(filled.contains { $0.contains(" ") })
    #expect(filled.contains { $0.contains { !$0.isASCII } })
    #expect(filled.count - Set(filled).count >= 10)
  }

  @Test func nobodysAddressesAreReal() throws {
    let reserved = ["@example.com", "@example.org", "@example.net", ".example", "@"]
    let addresses = try Self.usual.get().customers.map { $0["email"] ?? "" }
    let real = addresses.filter { address in
      !address.isEmpty && !reserved.contains { address.lowercased().hasSuffix($0) }
    }
    #expect(real.isEmpty)
  }
}
