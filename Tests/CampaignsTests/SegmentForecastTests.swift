import Diagnostics
import Foundation
import Segmentation
import Shop
import Store
import TestSupport
import Testing
import Workspace

@testable import Campaigns

/// Segments by what is predicted, over a shop's whole store.
@Suite struct SegmentForecastTests {
  private static let shop = """
    name: Butiken
    time_zone: Europe/Stockholm
    currency: SEK
    language: sv
    brand: {sender: "Butiken <hej@butik.example>", address: "Storgatan 1"}
    smtp: {url: "smtp://127.0.0.1:2525", tls: none}
    imports:
      - {file: data/customers.csv, as: customers}
      - {file: data/orders.csv, as: orders}
    """

  private static let segments = [
    "risky": "all: [churn risk >= 60%]",
    "soon": "all: [expected orders in next 90 days >= 0.3]",
    "usual": "all: [expected orders < 0.8]",
    "rich": "all: [lifetime value >= 500]\nlimit: top 20 by lifetime value",
    "mixed":
      "any: [segment risky, top 10% by expected orders in next 30 days]\nnone: [segment rich]",
  ]

  @Test func theStoreFindsWhomTheJudgementLetsIn() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 150)
      let project = try project(in: folder)
      let desk = SegmentDesk(project: project, now: bench.preview.asOf)
      var sizes: [Int] = []
      for segment in desk.segments where segment.name != "alla" {
        var members: Set<String> = []
        try desk.forEachMember(of: segment) { members.insert($0[0]) }
        let judged = try (1...150).filter { id in
          let history = try #require(try project.store.history(ofCustomer: "\(id)"))
          return try desk.reasons(segment, for: history).evaluation.isMember
        }
        #expect(members == Set(judged.map { "\($0)" }), "\(segment.name)")
        #expect(try desk.picture(of: segment).count.customers == members.count)
        sizes.append(members.count)
      }
      #expect(sizes.allSatisfy { (1..<150).contains($0) }, "\(sizes)")
      #expect(try desk.unknownPredictions(of: desk.segments).isEmpty)
    }
  }

  @Test func anEMailShowsWhatIsExpectedOfItsCustomer() async throws {
    try await withTemporaryFolder { folder in
      let template = "[{{ customer.churn_risk | percent }} {{ customer.lifetime_value | money }}]"
      let bench = try await bench(in: folder, customers: 150, template: template)
      let project = try project(in: folder)
      let desk = SegmentDesk(project: project, now: bench.preview.asOf)
      let messages = try await bench.everyMessage()
      let history = try #require(try project.store.history(ofCustomer: "7"))
      let risky = try #require(desk.segments.first { $0.name == "risky" })
      let reasons = try desk.reasons(risky, for: history)
      let shown = try #require(messages["7"]?.html)
      let percent = try #require(shown.firstMatch(of: /\[(\d+)\u{A0}%/)?.1)
      let told = try #require(reasons.evaluation.conditions.first?.value.dropLast())
      let difference = try #require(Double(percent)) - #require(Double(told))
      #expect(abs(difference) <= 0.5)
      #expect(shown.contains("kr]"))
    }
  }

  @Test func tooLittleIsToldInItsPlace() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, customers: 20)
      let project = try project(in: folder)
      let desk = SegmentDesk(project: project, now: bench.preview.asOf)
      let risky = try #require(desk.segments.first { $0.name == "risky" })
      #expect(try desk.picture(of: risky).count.customers == 0)
      let problems = try desk.unknownPredictions(of: [risky])
      #expect(problems.map(\.location.file) == ["segments/risky.yaml"])
      #expect(problems.map(\.location.column) == [7])
      let message = try #require(problems.first?.message)
      #expect(message.hasPrefix("churn risk is unknown of everyone: only "), "\(message)")
      #expect(message.hasSuffix(" customers have bought again, and 50 are needed"), "\(message)")
      let history = try #require(try project.store.history(ofCustomer: "1"))
      let value = try desk.reasons(risky, for: history).evaluation.conditions.first?.value
      #expect(value?.hasPrefix("unknown: only ") == true)
    }
  }

  @Test func theDryRunOfACampaignTellsIt() async throws {
    try await withTemporaryFolder { folder in
      let campaign = """
        audience: {include: [alla], exclude: [risky]}
        message: {from: "Butiken <hej@butik.example>", subject: Hej, template: news}
        """
      let bench = try await bench(
        in: folder,
        customers: 20,
        files: ["campaigns/news.yaml": campaign]
      )
      let report = try await bench.report()
      #expect(report.waterfall.mailed == 20)
      #expect(report.refusal(allowingSkips: false) == nil)
      let causes = report.problems.map(\.cause)
      #expect(causes.count == 1)
      #expect(causes.first?.hasPrefix("segments/risky.yaml:1: churn risk is unknown") == true)
    }
  }

  private func project(in folder: URL) throws -> ShopProject {
    let workspace = ShopWorkspace.load(try WorkspaceFolder(at: folder))
    return try ShopProject(workspace, configuration: #require(workspace.configuration))
  }

  private func bench(
    in folder: URL,
    customers: Int,
    template: String = "",
    files: [String: String] = [:]
  ) async throws -> PreviewBench {
    var all = files
    for (name, text) in Self.segments { all["segments/\(name).yaml"] = text }
    all["stamkund.yaml"] = Self.shop
    all["data/orders.csv"] = orders(of: customers)
    all["Templates/news.html.liquid"] = "<p>\(template) \(PreviewBench.foot)</p>"
    let rows = (1...customers).map { "\($0),Anna,Lund,sv" }
    return try await PreviewBench(in: folder, customers: rows, files: all)
  }

  /// Of customers who order at paces of their own until they leave; the last a day after the moment
  /// of the dry run.
  private func orders(of customers: Int) -> String {
    var random = SeededGenerator(seed: 9)
    var text = "id,customer_id,placed_at,total\n"
    for customer in 1...customers {
      var day = 20_602 - Int.random(in: 0...500, using: &random)
      var isActive = true
      while isActive, day <= 20_602 {
        let total = (1 + customer % 9) * Int.random(in: 20...90, using: &random)
        text += "\(customer)-\(day),\(customer),\(CivilDay(daysSince1970: day)),\(total)\n"
        day += Int.random(in: 5...(20 + 20 * (customer % 7)), using: &random)
        isActive = Int.random(in: 1...100, using: &random) > 20
      }
    }
    return text
  }
}
