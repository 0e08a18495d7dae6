import Foundation
import TestSupport
import Testing

/// A workspace of one file of orders, imported, for the tests of `report`.
struct ReportShop {
  let folder: URL
  var tool: Tool { Tool(folder: folder) }

  /// Imports lines of `id,customer_id,placed_at,total,status`.
  static func make(
    in folder: URL,
    orders: [String],
    currency: String = "SEK",
    more: String = ""
  ) async throws -> ReportShop {
    let shop = TestShop(folder: folder)
    try shop.write(
      "stamkund.yaml",
      """
      name: Böcker & <mer>
      time_zone: Europe/Stockholm
      currency: \(currency)
      language: sv
      brand: {sender: "Butiken <hej@butik.example>", address: "Storgatan 1, 111 23 Stockholm"}
      smtp: {url: "smtp://127.0.0.1:2525", tls: none}
      imports:
        - {file: data/orders.csv, as: orders}
      \(more)
      """
    )
    let rows = ["id,customer_id,placed_at,total,status"] + orders
    try shop.write("data/orders.csv", rows.joined(separator: "\n") + "\n")
    try shop.write("segments/anna.yaml", "name: Bara Anna\nall: [customer id is anna]\n")
    if !orders.isEmpty { try await shop.tool.succeed("import") }
    return ReportShop(folder: folder)
  }

  /// A fixed small shop: three years, returns, guests, a cancelled order, one in the future.
  static let small = [
    "1,anna,2024-03-01 10:00,200.00,", "2,anna,2025-02-01 10:00,300.00,",
    "3,anna,2025-06-10 10:00,250.00,paid", "4,bo,2024-11-20 10:00,100.00,",
    "5,cilla,2025-01-05 23:30,400.00,", "6,cilla,2025-01-06 09:00,-400.00,",
    "7,dan,2025-03-03 12:00,50.00,", "8,dan,2025-03-03 18:00,70.00,",
    "9,eva,2025-05-01 08:00,999.00,cancelled", "10,,2025-04-01 08:00,80.00,",
    "11,eva,2025-11-11 11:11,120.00,", "12,bo,2027-01-01 10:00,500.00,",
    "13,fia,2024-12-31 23:59,60.50,",
  ]
}
