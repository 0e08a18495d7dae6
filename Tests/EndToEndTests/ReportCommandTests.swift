import Foundation
import TestSupport
import Testing

@Suite struct ReportCommandTests {
  private static let cases = Folder.beside(#filePath).appendingPathComponent("Workspaces/report")

  private func outcome(_ orders: [String], _ arguments: String...) async throws -> Tool.Outcome {
    try await withTemporaryFolder { folder in
      let shop = try await ReportShop.make(in: folder, orders: orders)
      return try await shop.tool.start(["report"] + arguments).outcome()
    }
  }

  @Test func theSmallShopInTheTerminal() async throws {
    let outcome = try await outcome(
      ReportShop.small,
      "--as-of",
      "2026-01-01",
      "--explain",
      "--what-if",
      "20% buy 5 times more",
      "--segment",
      "anna",
      "--by",
      "quarter"
    )
    #expect(outcome.status == 0 && outcome.errors == "")
    expectGolden(outcome.output, at: Self.cases.appendingPathComponent("small.txt"))
  }

  @Test func theSmallShopAsJSON() async throws {
    let outcome = try await outcome(
      ReportShop.small,
      "--as-of",
      "2026-01-01",
      "--json",
      "--segment",
      "anna",
      "--by",
      "year"
    )
    #expect(outcome.status == 0 && outcome.errors == "")
    expectGolden(outcome.output, at: Self.cases.appendingPathComponent("small.json"))
  }

  @Test func theSmallShopAsAPage() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await ReportShop.make(in: folder, orders: ReportShop.small)
      let file = folder.appendingPathComponent("report.html")
      let outcome = try await shop.tool.succeed(
        "report",
        "--as-of",
        "2026-01-01",
        "--html",
        file.path,
        "--segment",
        "anna"
      )
      #expect(outcome.output == "")
      let page = try String(contentsOf: file, encoding: .utf8)
      expectGolden(page, at: Self.cases.appendingPathComponent("small.html"))
    }
  }

  /// S 5, E 3 of whom 1 is new: (3 − 1) / 5.
  @Test func theFiguresAreTheFormulasOfTheOrders() async throws {
    let orders = [
      "1,a,2024-05-01,100.00,", "2,b,2024-05-01,100.00,", "3,c,2024-05-01,100.00,",
      "4,d,2024-05-01,100.00,", "5,e,2024-05-01,100.00,", "6,a,2025-05-01,200.00,",
      "7,a,2025-06-01,200.00,", "8,b,2025-05-01,300.00,", "9,f,2025-05-01,100.00,",
    ]
    let report = try await outcome(orders, "--json", "--period", "2025", "--as-of", "2026-02-01")
      .json()
    let figures = report["figures"]
    #expect(figures["retention"].real == 0.4)
    #expect(figures["churn"].real == 0.6)
    #expect(figures["active_at_start"].int == 5 && figures["active_at_end"].int == 3)
    #expect(figures["revenue"]["amount"].int == 80_000)
    #expect(figures["revenue"]["currency"].text == "SEK")
    #expect(figures["average_order_value"]["amount"].int == 20_000)
    #expect(abs((figures["purchase_frequency"].real ?? 0) - 4.0 / 3) < 1e-12)
    #expect(figures["customer_value"]["amount"].int == 26_667)
    // 800 / 3 customers, who stay 1 / 0.6 years.
    #expect(figures["clv"]["amount"].int == 44_444)
    #expect(abs((figures["repeat_rate"].real ?? 0) - 1.0 / 3) < 1e-12)
    #expect(figures["top_decile_share"].real == 0.5)
    #expect(report["period"]["from"].text == "2025-01-01")
    #expect(report["predictions"]["r"].isNull && report["predictions"]["repeat_customers"].int == 2)
    #expect(report["predictions"]["notice"].text?.hasPrefix("unknown, because only 2") == true)
  }

  /// 8,000 customers buy 4 books of 200 kronor a year; a fifth of them buy five times more.
  @Test func theBookshopDoubles() async throws {
    let orders = (0..<8_000).flatMap { customer in
      (0..<4).map { "\(customer)-\($0),k\(customer),2025-0\($0 + 1)-15,200.00," }
    }
    let report = try await outcome(
      orders,
      "--json",
      "--period",
      "2025",
      "--as-of",
      "2026-02-01",
      "--what-if",
      "20% buy 5 times more"
    ).json()
    #expect(report["figures"]["revenue"]["amount"].int == 640_000_000)
    #expect(report["figures"]["customer_value"]["amount"].int == 80_000)
    #expect(report["what_if"]["factor"].real == 2)
    #expect(report["what_if"]["revenue"]["amount"].int == 1_280_000_000)
    // All have bought at the same times: the model cannot tell them apart, and says so.
    #expect(report["predictions"]["alpha"].isNull)
  }

  private static let oddShops: [(String, [String])] = [
    ("empty", []), ("one order", ["1,a,2025-05-01,100.00,"]),
    ("only guests", ["1,,2025-05-01,100.00,", "2,,2025-06-01,100.00,"]),
    ("only the future", ["1,a,2031-05-01,100.00,"]),
    ("nobody again", ["1,a,2025-05-01,100.00,", "2,b,2025-06-01,100.00,"]),
    ("only returns", ["1,a,2025-05-01,-100.00,"]), ("nothing paid", ["1,a,2025-05-01,0.00,"]),
    ("all cancelled", ["1,a,2025-05-01,100.00,CANCELLED"]),
  ]

  @Test(arguments: oddShops, [["--json"], [], ["--explain", "--by", "year"]])
  func oddShopsGetAClearAnswer(shop: (String, [String]), arguments: [String]) async throws {
    try await withTemporaryFolder { folder in
      let made = try await ReportShop.make(in: folder, orders: shop.1)
      let command = ["report", "--as-of", "2026-01-10"] + arguments
      let outcome = try await made.tool.start(command).outcome()
      #expect(outcome.status == 0, "\(shop.0): \(outcome.errors)")
      #expect(!Self.hasNoNumber(outcome.output), "\(shop.0): \(outcome.output)")
      let page = folder.appendingPathComponent("page.html").path
      try await made.tool.succeed("report", "--as-of", "2026-01-10", "--html", page)
      let html = try String(contentsOfFile: page, encoding: .utf8)
      #expect(!Self.hasNoNumber(html), "\(shop.0)")
    }
  }

  /// Whether something was divided by nothing and shown.
  private static func hasNoNumber(_ text: String) -> Bool {
    text.lowercased().contains(/\b(nan|inf|infinity)\b/)
  }

  @Test func beforeTheFirstOrderThereIsNothingToTell() async throws {
    let outcome = try await outcome(ReportShop.small, "--as-of", "2020-01-01")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("no orders were placed before 2020-01-01T00:00:00+01:00"))
  }

  @Test(arguments: [
    (["--period", "2025-13"], 64, "--period is such as 2025"),
    (["--period", "2025", "--from", "2025-01-01"], 64, "choose --period"),
    (["--from", "yesterday"], 64, "--from is a date"),
    (["--what-if", "sell more"], 64, "20% buy 5 times more"), (["--by", "week"], 64, "month"),
    (["--from", "2025-05-01", "--to", "2025-04-01"], 1, "is after --to"),
    (["--period", "2027"], 1, "the last full day is 2025-12-31"),
    (["--segment", "ana"], 1, "did you mean 'anna'"),
  ])
  func misuseIsExplained(arguments: [String], status: Int32, words: String) async throws {
    try await withTemporaryFolder { folder in
      let shop = try await ReportShop.make(in: folder, orders: ReportShop.small)
      let outcome = try await shop.tool.start(["report", "--as-of", "2026-01-01"] + arguments)
        .outcome()
      #expect(outcome.status == status, "\(outcome.errors)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.output == "")
    }
  }

  @Test func aPeriodThatStillRunsEndsWithTheLastFullDay() async throws {
    let outcome = try await outcome(
      ReportShop.small,
      "--as-of",
      "2025-06-10 12:00",
      "--period",
      "2025",
      "--json"
    )
    #expect(try outcome.json()["period"]["to"].text == "2025-06-09")
    #expect(outcome.errors == "notice: the figures end with 2025-06-09, the last full day\n")
    // What was bought that day, and later, is not in it.
    #expect(try outcome.json()["figures"]["orders"].int == 5)
  }

  @Test func theWindowAndTheHorizonsAreTheShops() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await ReportShop.make(
        in: folder,
        orders: ReportShop.small,
        more: """
          orders: {not_counted: [paid], active_window: 90 days}
          loyalty: {horizon: 30 days, lifetime: 2 years, discount: 5%}
          """
      )
      let report = try await shop.tool.succeed("report", "--as-of", "2025-06-11", "--json").json()
      // Dan bought 90 days before 1 June; eva's cancelled order counts here.
      #expect(report["figures"]["active_at_end"].int == 2)
      #expect(report["predictions"]["check"]["notice"].text?.contains("bought again") == true)
    }
  }
}
