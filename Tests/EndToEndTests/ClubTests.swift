import Foundation
import TestSupport
import Testing

/// The customer club by the tool: the example of docs/club.md, and what a refund does to it.
@Suite struct ClubTests {
  private static let page = Folder.beside(#filePath)
    .deletingLastPathComponent()
    .deletingLastPathComponent()
    .appendingPathComponent("docs/club.md")

  /// The first block of YAML on the page: the club.
  private static func club() throws -> String {
    let text = try String(contentsOf: page, encoding: .utf8)
    let start = try #require(text.range(of: "```yaml\n")).upperBound
    let end = try #require(text.range(of: "```", range: start..<text.endIndex)).lowerBound
    return String(text[start..<end])
  }

  private static let orders = [
    "1001,anna,2026-01-10 10:00,1250,", "1002,anna,2026-03-14 10:00,899,",
    "1003,anna,2026-03-20 10:00,-299,", "1004,bo,2026-03-01 10:00,5400,",
  ]

  private func shop(in folder: URL) async throws -> TestShop {
    let shop = TestShop(folder: folder)
    try shop.write(
      "stamkund.yaml",
      """
      name: Kaffebutiken
      time_zone: Europe/Stockholm
      currency: SEK
      language: sv
      brand: {sender: "Butiken <hej@butik.example>", address: "Storgatan 1, 111 23 Stockholm"}
      smtp: {url: "smtp://127.0.0.1:2525", tls: none}
      imports:
        - {file: data/customers.csv, as: customers}
        - {file: data/orders.csv, as: orders}
        - {file: data/reviews.csv, as: events}
      \(try Self.club())
      """
    )
    try shop.write(
      "data/customers.csv",
      """
      id,email,first_name,email_consent
      anna,anna@example.com,Anna,yes
      bo,bo@example.com,Bo,yes
      cia,cia@example.com,Cia,yes

      """
    )
    try write(Self.orders, to: shop)
    try shop.write("data/reviews.csv", "customer_id,kind,at\nanna,review,2026-02-03\n")
    try shop.write("segments/alla.yaml", "all: [everyone]\n")
    try shop.write("segments/rich.yaml", "all: [points >= 35]\n")
    try shop.write("segments/gold.yaml", "all: [tier is gold]\n")
    try shop.write("segments/lower.yaml", "all:\n  - tier in bronze, silver\n")
    try shop.write(
      "Templates/news.html.liquid",
      """
      <p>[{{ customer.points | default: 0 }} {{ customer.tier | default: "-" }}
      {{- customer.spend_to_next_tier | default: 0 }}]
      <a href="{{ unsubscribe_url }}">Avsluta</a> {{ shop.address }}</p>
      """
    )
    try shop.write(
      "campaigns/news.yaml",
      """
      name: Nyheter
      audience: {include: [alla]}
      message: {from: "Butiken <hej@butik.example>", subject: Hej, template: news}
      """
    )
    try await shop.tool.succeed("import")
    return shop
  }

  private func write(_ orders: [String], to shop: TestShop) throws {
    let rows = ["id,customer_id,placed_at,total,status"] + orders
    try shop.write("data/orders.csv", rows.joined(separator: "\n") + "\n")
  }

  private func members(of segment: String, _ tool: Tool) async throws -> [String] {
    let outcome = try await tool.succeed("segments", segment, "--as-of", "2026-04-01", "--csv")
    return outcome.output.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
  }

  @Test func theExampleOfThePageComesOutAsItSays() async throws {
    try await withTemporaryFolder { folder in
      let tool = try await shop(in: folder).tool
      let anna = try await tool.run("customer", "anna", "--as-of", "2026-04-01", "--json").json()
      #expect(anna["points"].int == 35)
      #expect(anna["tier"].text == "bronze")
      let club = anna["club"]
      #expect(club["tier_figure"]["amount"].int == 185_000)
      #expect(club["next_tier"].text == "silver")
      #expect(club["to_next_tier"]["amount"].int == 15_000)
      #expect(club["points_expire_at"].text == "2027-03-14")
      let lines = club["ledger"].array.map { line in
        "\(line["at"].text?.prefix(10) ?? "") \(line["points"].int ?? 0) \(line["balance"].int ?? 0)"
      }
      #expect(
        lines == [
          "2026-01-10 125 125", "2026-02-03 50 175", "2026-03-14 89 264", "2026-03-14 -200 64",
          "2026-03-20 -29 35",
        ]
      )
      let causes = club["ledger"].array.compactMap { $0["cause"].text }
      #expect(Array(causes.prefix(3)) == ["order 1001", "review", "order 1002"])
      #expect(club["vouchers"].array.count == 1)
      let voucher = club["vouchers"].array[0]
      #expect(voucher["worth"]["amount"].int == 5_000)
      #expect(voucher["code"].text?.hasPrefix("BONUS") == true)
      #expect(voucher["valid_until"].text == "2026-06-12")
      #expect(voucher["state"].text == "open")

      // The page's table has the same lines.
      let page = try String(contentsOf: Self.page, encoding: .utf8)
      let rows = page.split(separator: "\n").filter { $0.hasPrefix("| 2026-") }.map { row in
        let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        let points = cells[2].replacing("+", with: "").replacing("−", with: "-")
        return "\(cells[0]) \(points) \(cells[3])"
      }
      #expect(rows == lines)
      let why = try await tool.succeed("why", "gold", "anna", "--as-of", "2026-04-01")
      #expect(why.output.contains("tier bronze: 1,850 SEK in the last 12 months"))
      #expect(why.output.contains("silver from 2,000 SEK"))
      let text = try await tool.succeed("customer", "anna", "--as-of", "2026-04-01").output
      for part in ["order 1001", "+125", "bronze: 1 850.00 SEK", "coffee: 0 of 5"] {
        #expect(text.replacing("\u{A0}", with: " ").contains(part), "\(part) in \(text)")
      }
    }
  }

  @Test func aRefundImportedAgainCorrectsPointsEverywhere() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await shop(in: folder)
      let tool = shop.tool
      #expect(try await members(of: "rich", tool) == ["anna", "bo"])
      #expect(try await members(of: "gold", tool) == ["bo"])
      #expect(try await members(of: "lower", tool) == ["anna", "cia"])
      let before = try await shown(tool)
      #expect(before["anna"] == "[35 bronze15000]")
      #expect(before["cia"] == "[0 bronze200000]")

      try write(
        Self.orders.map { $0.hasPrefix("1002") ? $0 + "cancelled" : $0 },
        to: shop
      )
      try await tool.succeed("import")
      #expect(try await members(of: "rich", tool) == ["bo"])
      #expect(try await shown(tool)["anna"] == "[-54 bronze104900]")
      let anna = try await tool.run("customer", "anna", "--as-of", "2026-04-01", "--json").json()
      #expect(anna["points"].int == -54)
      let corrections = anna["club"]["ledger"].array.filter { $0["correction"].bool == true }
      #expect(corrections.compactMap { $0["points"].int } == [-89])
      #expect(corrections.compactMap { $0["cause"].text } == ["order 1002"])
      #expect(anna["club"]["vouchers"].array.count == 1)
      // What was seen before the order was placed is as it was.
      let earlier = try await tool.run("customer", "anna", "--as-of", "2026-03-01", "--json")
      #expect(try earlier.json()["points"].int == 175)
    }
  }

  @Test func theReportSaysWhatTheClubOwes() async throws {
    try await withTemporaryFolder { folder in
      let tool = try await shop(in: folder).tool
      // The first to ask for points after the import is the report.
      let report = try await tool.run(
        "report",
        "--as-of",
        "2026-04-01",
        "--segment",
        "rich",
        "--json"
      ).json()
      #expect(report["segments"].array.map { $0["customers"].int } == [2])
      let club = report["club"]
      // Bo's 540 points have bought two vouchers and left 140.
      #expect(club["members"].int == 2)
      #expect(club["points"].int == 175)
      #expect(club["worth"]["amount"].int == 4_375)
      #expect(club["open_vouchers"].int == 3)
      #expect(club["open_vouchers_worth"]["amount"].int == 15_000)
      let tiers = club["tiers"].array.map {
        "\($0["name"].text ?? "") \($0["customers"].int ?? -1)"
      }
      #expect(tiers == ["bronze 2", "silver 0", "gold 1"])
      let page = folder.appendingPathComponent("report.html")
      try await tool.succeed("report", "--as-of", "2026-04-01", "--html", page.path)
      let html = try String(contentsOf: page, encoding: .utf8)
      #expect(html.contains("Customer club"))
      #expect(html.contains("Tier gold"))
      let text = try await tool.succeed("report", "--as-of", "2026-04-01").output
      #expect(text.contains("CUSTOMER CLUB"))
      #expect(text.contains("points outstanding"))
    }
  }

  /// What stands in square brackets in each customer's message.
  private func shown(_ tool: Tool) async throws -> [String: String] {
    let outcome = try await tool.run(
      "preview",
      "news",
      "--as-of",
      "2026-04-01",
      "--sample",
      "3",
      "--json"
    )
    var shown: [String: String] = [:]
    for message in try outcome.json()["messages"].array {
      guard let customer = message["customer"].text, let html = message["html"].text else {
        continue
      }
      shown[customer] = String(html.drop { $0 != "[" }.prefix { $0 != "]" }) + "]"
    }
    return shown
  }
}
