import Campaigns
import Foundation
import Shop
import Store
import Testing
import Workspace

/// A workspace with one campaign, made in a folder of the test's own.
enum TinyWorkspace {
  /// The project with these customers as CSV rows (`id,email,…`) and this end of the campaign file;
  /// `changed` files take the place of others.
  static func project(
    in folder: URL,
    rows: [String] = ["1,a@example.com,yes"],
    campaign: String = "",
    changed: [String: String] = [:]
  ) async throws -> ShopProject {
    let files = [
      "stamkund.yaml": """
      name: Butiken
      time_zone: Europe/Stockholm
      currency: SEK
      language: sv
      brand: {sender: "Butiken <hej@butik.example>", address: "Storgatan 1"}
      smtp: {url: "smtp://127.0.0.1:2525", tls: none}
      imports: [{file: data/customers.csv, as: customers}]
      """,
      "data/customers.csv": (["id,email,email_consent"] + rows).joined(separator: "\n") + "\n",
      "segments/alla.yaml": "all: [everyone]",
      "Templates/news.html.liquid":
        "<p>{{ customer.id }} {{ offer.code }} <a href=\"{{ unsubscribe_url }}\">x</a> {{ shop.address }}</p>",
      "campaigns/news.yaml": """
      audience: {include: [alla]}
      message: {from: "Butiken <hej@butik.example>", subject: Hej, template: news}
      \(campaign)
      """,
      "offers/one.yaml":
        "title: En\nkind: percent\nvalue: 10\ncode: {unique: {prefix: A, length: 8}}",
    ]
    for (path, text) in files.merging(changed, uniquingKeysWith: { $1 }) {
      let url = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
    }
    let workspace = ShopWorkspace.load(try WorkspaceFolder(at: folder))
    let configuration = try #require(workspace.configuration, "\(workspace.problems)")
    let project = try ShopProject(workspace, configuration: configuration)
    let report = try await project.store.importFiles(
      .init(
        sources: configuration.imports,
        root: folder,
        currency: configuration.currency,
        now: Instant(milliseconds: 0)
      )
    )
    #expect(report.rejected == 0)
    return try ShopProject(workspace, configuration: configuration)
  }
}
