import Foundation
import Mail
import Shop
import Store
import Synchronization
import TestSupport
import Testing
import Workspace

@testable import Campaigns

@Suite struct RecommendationMailTests {
  private static let shop = """
    name: Butiken
    time_zone: Europe/Stockholm
    currency: SEK
    language: sv
    brand: {sender: "Butiken <hej@butik.example>", address: "Storgatan 1"}
    smtp: {url: "smtp://127.0.0.1:2525", tls: none}
    orders: {not_counted: [void]}
    imports:
      - {file: data/customers.csv, as: customers}
      - {file: data/products.csv, as: products}
      - {file: data/order_lines.csv, as: order_lines}
    """

  private static let products = """
    sku,name,category,brand,price,url,image_url
    A,Ark,Papper,Mora,10,https://x.example/a,https://x.example/a.png
    B,Bok,Papper,Mora,129.50,https://x.example/b,https://x.example/b.png
    C,Cykel,Fordon,Kron,5000,,

    """

  /// Customer 1 buys the bicycle after the moment of the dry run; one order does not count.
  private static let lines = """
    order_id,customer_id,placed_at,status,sku,quantity,unit_price
    1,1,2026-01-01,paid,A,1,10
    2,2,2026-01-02,paid,A,1,10
    2,2,2026-01-02,paid,B,1,129.50
    3,2,2026-01-03,void,C,1,5000
    4,1,2026-06-10,paid,C,1,5000

    """

  private static let template = """
    {% for product in customer.recommendations %}[{{ product.sku }} {{ product.name }} \
    {{ product.category }} {{ product.brand }} {{ product.price | money }} {{ product.url }} \
    {{ product.image_url }}]{% endfor %}
    """

  @Test func anEMailShowsWhatTheCustomerMayLike() async throws {
    let pages = try await pages(template: Self.template)
    let first = try #require(pages["1"])
    #expect(
      first.contains(
        """
        [B Bok Papper Mora 129,50\u{A0}kr https://x.example/b https://x.example/b.png]\
        [C Cykel Fordon Kron 5\u{A0}000,00\u{A0}kr  ]
        """
      ),
      "\(first)"
    )
    // Everything but the bicycle is theirs already.
    try #expect(#require(pages["2"]).contains("[C Cykel"))
    try #expect(!#require(pages["2"]).contains("[B Bok"))
    // Who has bought nothing gets the bestsellers.
    try #expect(#require(pages["3"]).contains("[A Ark"))
  }

  @Test func theLinesOfTheLastOrderHaveAddresses() async throws {
    let pages = try await pages(
      template: """
        {% for line in customer.last_order.lines %}[{{ line.name }} {{ line.url }} \
        {{ line.image_url }}]{% endfor %}
        """
    )
    let expected = """
      [Ark https://x.example/a https://x.example/a.png]\
      [Bok https://x.example/b https://x.example/b.png]
      """
    try #expect(#require(pages["2"]).contains(expected))
  }

  @Test(arguments: [
    ("{{ customer.recommendations.first.name }}", true),
    ("{% for p in customer.recommendations limit: 3 %}{{ p.name }}{% endfor %}", true),
    ("{% assign who = customer %}{{ who.id }}", true),
    ("{{ customer.id }} {% for l in customer.last_order.lines %}{{ l.url }}{% endfor %}", false),
  ])
  func onlyCampaignsThatShowProductsReadThem(template: String, isRead: Bool) async throws {
    try await withTemporaryFolder { folder in
      let bench = try await bench(in: folder, template: template)
      let content = bench.preview.campaign.content
      let recommender = try await content.recommender(from: bench.preview.store, rules: .usual)
      #expect((recommender != nil) == isRead)
    }
  }

  @Test func aPreviewLineMayNameAProduct() async throws {
    try await withTemporaryFolder { folder in
      let campaign = """
        audience: {include: [alla]}
        message:
          from: "Butiken <hej@butik.example>"
          subject: Hej
          preheader: "{{ customer.recommendations.first.name }}"
          template: news
        """
      let bench = try await bench(
        in: folder,
        template: "({{ campaign.preheader }})",
        files: ["campaigns/news.yaml": campaign]
      )
      try #expect(#require(try await pages(of: bench)["1"]).contains("(Bok)"))
    }
  }

  @Test func whatIsSentShowsTheProductsToo() async throws {
    try await withTemporaryFolder { folder in
      let preview = try await bench(
        in: folder,
        template: "{% for product in customer.recommendations %}({{ product.sku }}){% endfor %}"
      ).preview
      let workspace = ShopWorkspace.load(try WorkspaceFolder(at: folder))
      let transport = KeepingTransport()
      let lane = Dispatcher.Lane(transport: transport, connections: 1)
      let sender = CampaignSender(
        project: try ShopProject(
          workspace,
          configuration: preview.campaign.configuration,
          store: preview.store
        ),
        secret: preview.secret,
        clock: { preview.clock },
        lanes: { [lane] }
      )
      let run = try #require(
        try sender.plan(preview.campaign, occurrence: "once", asOf: preview.asOf)
      )
      _ = try await sender.dispatch(run, hastened: false, stop: StopSignal()) { _ in }
      #expect(transport.sent(to: "k1@example.com")?.contains("(B)(C)") == true)
      #expect(transport.sent(to: "k2@example.com")?.contains("(C)") == true)
      let proof = Proof(
        campaign: preview.campaign,
        history: try #require(try preview.store.history(ofCustomer: "1")),
        address: "tester@example.com",
        asOf: preview.asOf,
        secret: preview.secret,
        store: preview.store,
        lanes: [lane]
      )
      _ = try await proof.send(at: preview.clock)
      #expect(transport.sent(to: "tester@example.com")?.contains("(B)(C)") == true)
    }
  }

  /// The HTML of each customer's message.
  private func pages(template: String) async throws -> [String: String] {
    try await withTemporaryFolder { try await pages(of: bench(in: $0, template: template)) }
  }

  private func pages(of bench: PreviewBench) async throws -> [String: String] {
    let pages = Mutex<[String: String]>([:])
    _ = try await bench.preview.run(each: { message in
      pages.withLock { $0[message.customer] = message.message.html }
    })
    return pages.withLock { $0 }
  }

  private func bench(
    in folder: URL,
    template: String,
    files: [String: String] = [:]
  ) async throws -> PreviewBench {
    let usual = [
      "stamkund.yaml": Self.shop,
      "data/products.csv": Self.products,
      "data/order_lines.csv": Self.lines,
      "Templates/news.html.liquid": "<p>\(template) \(PreviewBench.foot)</p>",
    ]
    return try await PreviewBench(
      in: folder,
      customers: ["1,Anna,Lund,sv", "2,Bo,Lund,sv", "3,Cia,Lund,sv"],
      files: usual.merging(files) { $1 }
    )
  }
}

/// A server that takes everything and keeps it.
private actor KeepingTransport: MailTransport, MailSession {
  private nonisolated let messages = Mutex<[String: String]>([:])

  nonisolated let server = "kept"

  nonisolated func sent(to address: String) -> String? { messages.withLock { $0[address] } }

  func openSession() async -> SessionOpening { .opened(self) }

  func deliver(
    _ message: OutgoingMessage,
    followedBy next: OutgoingMessage?,
    handOver: @Sendable () async throws -> Bool
  ) async throws -> DeliveryOutcome {
    guard try await handOver() else { return .withdrawn }
    let text = String(decoding: message.bytes, as: UTF8.self)
    messages.withLock { $0[message.envelope.recipient.address] = text }
    return .accepted(ServerReply(code: 250, enhanced: nil, text: "kept"))
  }

  nonisolated func abort() {}

  func close() async {}
}
