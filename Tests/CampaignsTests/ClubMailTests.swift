import Diagnostics
import Foundation
import Segmentation
import Shop
import Store
import TestSupport
import Testing
import Workspace

@testable import Campaigns

/// What e-mails show of the customer club.
@Suite struct ClubMailTests {
  private static let club = """
    loyalty:
      points: {purchases: 1 per 10 SEK, review: 50}
      expiry: 12 months
      tiers:
        by: spend
        in: 12 months
        levels: [{name: brons, from: 100 SEK}, {name: silver, from: 2000 SEK, benefits: Fri frakt}]
      stamp_cards: [{name: kaffe, category: Kaffe, every: 3, reward: En kopp}]
      vouchers: [{at: 200, worth: 50 SEK, valid: 90 days, prefix: BONUS}]
    """

  /// Anna's points of 1 June are about to expire, and Bo's have bought him a voucher.
  private static let orders = """
    id,customer_id,placed_at,total
    1,1,2025-06-01,400
    2,1,2026-03-01,1250
    3,2,2026-04-01,2100
    4,2,2026-05-01,-100

    """

  private static let lines = """
    order_id,sku,category,quantity,unit_price
    2,K1,Kaffe,1,1250
    3,K1,Kaffe,1,2100

    """

  /// Seen on 28 May 2026.
  private static let template = """
    [{{ customer.points }}|{{ customer.points_expiring }}|{{ customer.points_expire_at | date: "%F" }}\
    |{{ customer.tier }}|{{ customer.tier_benefits }}|{{ customer.next_tier }}\
    |{{ customer.points_to_next_tier }}|{{ customer.spend_to_next_tier }}\
    |{% for stamp in customer.stamps %}{{ stamp.name }} {{ stamp.stamps }}/{{ stamp.needed }} \
    {{ stamp.left }} {{ stamp.reward }}{% endfor %}\
    |{% for voucher in customer.vouchers %}{{ voucher.code | slice: 0, 5 }} {{ voucher.worth }} \
    {{ voucher.valid_until | date: "%F" }}{% endfor %}]
    """

  private func bench(
    in folder: URL,
    template: String = Self.template,
    club: String = Self.club
  ) async throws -> PreviewBench {
    try await PreviewBench(
      in: folder,
      customers: ["1,Anna,Lund,sv", "2,Bo,Lund,sv", "3,Cia,Lund,sv"],
      files: [
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
          - {file: data/order_lines.csv, as: order_lines}
        \(club)
        """,
        "data/orders.csv": Self.orders, "data/order_lines.csv": Self.lines,
        "Templates/news.html.liquid": "<p>\(template) \(PreviewBench.foot)</p>",
      ]
    )
  }

  /// What stands in the square brackets of each customer's message.
  private func shown(_ bench: PreviewBench) async throws -> [String: String] {
    try await bench.everyMessage().mapValues { message in
      String(message.html.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" })
    }
  }

  @Test func anEMailShowsWhereItsCustomerStands() async throws {
    try await withTemporaryFolder { folder in
      let found = try await shown(bench(in: folder))
      #expect(found["1"] == "165|40|2026-06-01|brons||silver||35000|kaffe 1/3 2 En kopp|")
      #expect(
        found["2"]
          == "0|0||silver|Fri frakt||||kaffe 1/3 2 En kopp|BONUS 5000 2026-06-29"
      )
      #expect(found["3"] == "0|0||||brons||10000|kaffe 0/3 3 En kopp|")
    }
  }

  @Test func withoutAClubEverythingOfItIsEmpty() async throws {
    try await withTemporaryFolder { folder in
      let found = try await shown(bench(in: folder, club: ""))
      #expect(Set(found.values) == ["|||||||||"])
    }
  }

  @Test(arguments: [
    ("{{ customer.points }}", true),
    ("{% if customer.tier == 'silver' %}x{% endif %}", true),
    ("{% for voucher in customer.vouchers %}x{% endfor %}", true),
    ("{{ customer.orders }}", false),
  ])
  func onlyCampaignsThatShowTheClubAskForIt(template: String, isAsked: Bool) async throws {
    try await withTemporaryFolder { folder in
      let preview = try await bench(in: folder, template: template).preview
      let campaign = preview.campaign
      let figures = try await campaign.content.shopFigures(
        from: preview.store,
        terms: campaign.configuration.shopTerms,
        at: preview.asOf
      )
      #expect((figures.club != nil) == isAsked)
    }
  }

  @Test(arguments: [
    ("", "{{ customer.points }}", "the shop has no customer club"),
    ("", "{% if customer.points > 3 %}{{ customer.points }}{% endif %}", nil),
    ("", "{{ customer.tier | default: 'ingen' }}", nil),
    ("", "{% for stamp in customer.stamps %}{{ stamp.name }}{% endfor %}", nil),
    ("loyalty: {points: 1 per 10}", "{{ customer.points }}", nil),
    ("loyalty: {points: 1 per 10}", "{{ customer.tier }}", "the club has no tiers"),
    (
      "loyalty: {points: 1 per 10}", "{{ customer.points_expire_at }}",
      "points of the club never expire"
    ),
    (club, "{{ customer.points_to_next_tier }}", "no tier of the club goes by points"),
    (club, "{{ customer.spend_to_next_tier }}", nil),
  ])
  func whatNobodyHasIsWarnedOf(club: String, template: String, lack: String?) async throws {
    try await withTemporaryFolder { folder in
      _ = try await bench(in: folder, template: template, club: club)
      let workspace = ShopWorkspace.load(try WorkspaceFolder(at: folder))
      let problems = CampaignContent.problems(in: ContentSetting(workspace))
      let told = problems.map(\.message)
      if let lack {
        #expect(told.count == 1)
        #expect(told.first?.hasSuffix("stays empty: \(lack)") == true, "\(told)")
        #expect(problems.first?.severity == .warning)
      } else {
        #expect(told.isEmpty)
      }
    }
  }

  @Test func pointsPromisedByAShopWithoutAClubAreWarnedOf() async throws {
    try await withTemporaryFolder { folder in
      let offer = ["offers/poang.yaml": "title: 100 poäng\nkind: points\nvalue: 100\n"]
      let project = try await TinyWorkspace.project(in: folder, changed: offer)
      let problems = project.problems.filter { $0.code == "no-club" }
      #expect(problems.map(\.location.file) == ["offers/poang.yaml"])
    }
  }
}
