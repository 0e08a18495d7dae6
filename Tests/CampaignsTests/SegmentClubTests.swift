import Foundation
import Loyalty
import Segmentation
import Shop
import Store
import TestSupport
import Testing
import Workspace

@testable import Campaigns

/// Segments by points and tiers, over a shop's whole store and the ledger that it keeps.
@Suite struct SegmentClubTests {
  private static let segments = [
    "rich": "all: [points >= 15]",
    "poor": "all: [points < 5]\nlimit: top 20 by points",
    "silver": "all: [tier is silver]",
    "ahead": "any: [tier is gold, top 10% by points]\nnone: [segment poor]",
    "none": "all: [tier is unknown]",
  ]

  @Test(arguments: ["by: spend, in: 12 months", "by: points, in: 6 months", "by: points"])
  func theStoreFindsWhomTheJudgementLetsIn(tiers: String) async throws {
    try await withTemporaryFolder { folder in
      let unit = tiers.contains("spend") ? "00 SEK" : ""
      let project = try await project(
        in: folder,
        tiers: """
          {\(tiers), levels: [{name: bronze, from: 4\(unit)}, {name: silver, from: 12\(unit)},
                {name: gold, from: 30\(unit)}]}
          """
      )
      let desk = SegmentDesk(project: project, now: Instant(seconds: 1_780_000_000))
      for segment in desk.segments where segment.name != "alla" {
        var members: Set<String> = []
        try desk.forEachMember(of: segment) { members.insert($0[0]) }
        var judged: Set<String> = []
        for id in 1...120 {
          let history = try #require(try project.store.history(ofCustomer: "\(id)"))
          let evaluation = try desk.reasons(segment, for: history).evaluation
          if evaluation.isMember { judged.insert("\(id)") }
          // What the store says of the same customer stands in the reasons.
          let standing = try #require(try desk.membership(of: history)).standing
          let value = try #require(evaluation.conditions.first?.value)
          switch segment.name {
          case "rich": #expect(value == ShopText.points(standing.points))
          case "silver":
            let tier = standing.tier.map { "tier \($0.name): " } ?? "no tier: "
            #expect(value.hasPrefix(tier), "\(value) \(standing)")
          default: break
          }
        }
        #expect(members == judged, "\(segment.name)")
        #expect((1..<120).contains(members.count), "\(segment.name): \(members.count)")
      }
    }
  }

  @Test func theReportCountsWhomTheSegmentsFind() async throws {
    try await withTemporaryFolder { folder in
      let project = try await project(
        in: folder,
        tiers: "{by: spend, in: 12 months, levels: [{name: silver, from: 1200 SEK}]}"
      )
      let now = Instant(seconds: 1_780_000_000)
      let desk = SegmentDesk(project: project, now: now)
      let club = try #require(project.configuration.club)
      try await project.store.updateClub(club)
      let figures = try project.store.clubFigures(of: club, at: now)
      let silver = try desk.picture(
        of: #require(desk.segments.first { $0.name == "silver" })
      ).count
      #expect(figures.levels.map(\.customers) == [silver.customers])
      let standings = try (1...120).map { id in
        let history = try #require(try project.store.history(ofCustomer: "\(id)"))
        return try #require(try desk.membership(of: history)).standing
      }
      #expect(figures.members == standings.count { $0.points > 0 })
      #expect(figures.points == standings.reduce(0) { $0 + max(0, $1.points) })
      let open = standings.flatMap(\.vouchers).filter { $0.state(at: now) == .open }
      #expect(figures.openVouchers == open.count)
      #expect(!open.isEmpty)
      #expect(figures.vouchersWorth == Int64(open.count) * 2_500)
      #expect(figures.worth == (figures.points * 2_500 + 12) / 24)
    }
  }

  private func project(in folder: URL, tiers: String) async throws -> ShopProject {
    var changed = [
      "stamkund.yaml": """
      name: Butiken
      time_zone: Europe/Stockholm
      currency: SEK
      language: sv
      brand: {sender: "Butiken <hej@butik.example>", address: "Storgatan 1"}
      smtp: {url: "smtp://127.0.0.1:2525", tls: none}
      imports:
        - {file: data/customers.csv, as: customers}
        - {file: data/orders.csv, as: orders}
      loyalty:
        points: 1 per 100
        expiry: 9 months
        tiers: \(tiers)
        vouchers: [{at: 24, worth: 25 SEK}]
      """,
      "data/orders.csv": orders(of: 120),
    ]
    for (name, text) in Self.segments where tiers.contains("gold") || !text.contains("gold") {
      changed["segments/\(name).yaml"] = text
    }
    return try await TinyWorkspace.project(
      in: folder,
      rows: (1...120).map { "\($0),k\($0)@example.com,yes" },
      changed: changed
    )
  }

  /// Some buy much and some little or nothing, and some send things back.
  private func orders(of customers: Int) -> String {
    var random = SeededGenerator(seed: 17)
    var text = "id,customer_id,placed_at,total,status\n"
    for customer in 1...customers {
      for order in 0..<Int.random(in: 0...(customer % 6), using: &random) {
        let day = CivilDay(daysSince1970: 20_605 - Int.random(in: 0...700, using: &random))
        let total = Int.random(in: -3...20, using: &random) * 100 + 50
        let status = Int.random(in: 0...9, using: &random) == 0 ? "cancelled" : ""
        text += "\(customer)-\(order),\(customer),\(day),\(total),\(status)\n"
      }
    }
    return text
  }
}

/// How reasons write points.
private enum ShopText {
  static func points(_ points: Int64) -> String { "\(points) point\(points == 1 ? "" : "s")" }
}
