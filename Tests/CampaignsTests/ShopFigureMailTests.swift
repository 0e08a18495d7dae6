import Foundation
import Synchronization
import TestSupport
import Testing
import Workspace

@testable import Campaigns

/// What e-mails show of where a customer stands in the whole shop.
@Suite struct ShopFigureMailTests {
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

  /// Anna has ordered more, later and for more than Bo; the orders ahead change nothing.
  private static let orders = """
    id,customer_id,placed_at,total
    1,1,2026-01-01,100
    2,1,2026-03-01,100
    3,2,2026-01-02,50
    4,2,2026-06-10,5000
    5,2,2026-06-11,5000

    """

  @Test func anEMailNamesTheGroupOfItsCustomer() async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, template: "[{{ customer.rfm | default: 'none' }}]")
      let pages = Mutex<[String: String]>([:])
      _ = try await bench.preview.run(each: { message in
        pages.withLock { $0[message.customer] = message.message.html }
      })
      let found = pages.withLock { $0 }
      // Of two, the better has the score 1 + ⌊5 · 1 / 2⌋ = 3 in each.
      try #expect(#require(found["1"]).contains("[need attention]"))
      try #expect(#require(found["2"]).contains("[lost]"))
      try #expect(#require(found["3"]).contains("[none]"))
    }
  }

  @Test(arguments: [
    ("{{ customer.rfm }}", true),
    ("{% if customer.rfm == 'lost' %}x{% endif %}", true),
    ("{{ customer.orders }}", false),
  ])
  func onlyCampaignsThatShowScoresAskForThem(template: String, isAsked: Bool) async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, template: template)
      let campaign = bench.preview.campaign
      let figures = try await campaign.content.shopFigures(
        from: bench.preview.store,
        terms: campaign.configuration.shopTerms,
        at: bench.preview.asOf
      )
      #expect((figures.scale != nil) == isAsked)
    }
  }

  private func bench(in folder: URL, template: String) async throws -> PreviewBench {
    try await PreviewBench(
      in: folder,
      customers: ["1,Anna,Lund,sv", "2,Bo,Lund,sv", "3,Cia,Lund,sv"],
      files: [
        "stamkund.yaml": Self.shop, "data/orders.csv": Self.orders,
        "Templates/news.html.liquid": "<p>\(template) \(PreviewBench.foot)</p>",
      ]
    )
  }
}
