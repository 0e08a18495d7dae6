import Database
import Foundation
import Mail
import SQL
import Shop
import Store
import TestSupport
import Testing
import Workspace

@testable import Web

/// A shop with some customers and its answers to links.
struct TestSite {
  /// 24 November 2026, 09:00 in Stockholm.
  static let now = Instant(seconds: 1_795_507_200)

  let store: ShopStore
  let site: SubscriptionSite
  let desk: SubscriptionDesk
  let secret: TokenSecret

  init(
    in folder: URL,
    name: String = "Testbutiken",
    files: [String: String] = [:],
    configuration extra: String = "web: {url: \"https://post.butik.example/mail\"}"
  ) throws {
    let texts = files.merging([
      "stamkund.yaml": """
      name: "\(name)"
      time_zone: Europe/Stockholm
      currency: SEK
      language: sv
      brand: {sender: "B <hej@butik.example>", address: "Storgatan 1", colour: "#ffdd00"}
      smtp: {url: "smtp://127.0.0.1:9", tls: none}
      \(extra)
      """
    ]) { own, _ in own }
    for (path, text) in texts {
      let url = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
    }
    let workspace = ShopWorkspace.load(try WorkspaceFolder(at: folder))
    let configuration = try #require(workspace.configuration, "\(workspace.problems)")
    secret = try TokenSecret(Array("sixteen bytes and some more".utf8))
    site = SubscriptionSite(
      configuration: configuration,
      translations: workspace.translations,
      spokenLanguages: workspace.spokenLanguages,
      secret: secret
    )
    store = try ShopStore(in: folder.appendingPathComponent(".stamkund"))
    desk = SubscriptionDesk(
      site: site,
      store: store,
      clock: { Self.now },
      notice: { Issue.record("\($0)") }
    )
  }

  /// Adds customers 1, 2, … in these languages; nil is an unknown one.
  func addCustomers(_ languages: [String?]) throws {
    try store.database.blockingWrite { connection in
      for (index, language) in languages.enumerated() {
        let address = "kund\(index + 1)@example.com"
        try connection.execute(
          """
          INSERT INTO customers (key, id, email, email_key, language, email_consent)
          VALUES (\(Int64(index + 1)), \("K\(index + 1)"), \(address), \(address), \(language), 1)
          """
        )
      }
    }
  }

  func link(
    _ purpose: SignedToken.Purpose = .unsubscribe,
    customer: Int64 = 1,
    run: Int64 = 7
  ) -> String {
    let token = SignedToken(purpose: purpose, run: run, customer: customer).signed(with: secret)
    return "/\(SubscriptionLink.path(purpose) ?? "none")/\(token)"
  }

  /// Everything that a link could change, as text.
  func everything() throws -> [String] {
    try store.database.blockingRead { connection in
      let customers = try connection.values("SELECT * FROM customers ORDER BY key")
      let suppressions = try connection.values("SELECT * FROM suppressions ORDER BY email_key")
      let pauses = try connection.values("SELECT * FROM pauses ORDER BY customer_key")
      return (customers + suppressions + pauses).map { "\($0)" }
    }
  }

  func isUnsubscribed(_ customer: Int64 = 1) throws -> Bool {
    try store.database.blockingRead { connection in
      try connection.int("SELECT unsubscribed_at FROM customers WHERE key = \(customer)") != nil
    }
  }
}

/// A site with customers in these languages, whose changes are written while the closure runs.
func withSite(
  name: String = "Testbutiken",
  languages: [String?] = ["sv", "en-GB", "nb", "da", "fi", "de", "is", nil],
  files: [String: String] = [:],
  configuration: String = "web: {url: \"https://post.butik.example/mail\"}",
  _ body: (TestSite) async throws -> Void
) async throws {
  try await withTemporaryFolder { folder in
    let site = try TestSite(in: folder, name: name, files: files, configuration: configuration)
    try site.addCustomers(languages)
    try await withThrowingTaskGroup(of: Void.self) { group in
      let desk = site.desk
      group.addTask { await desk.run() }
      defer { group.cancelAll() }
      try await body(site)
    }
  }
}

extension WebRequest {
  static let oneClick = Array("List-Unsubscribe=One-Click".utf8)

  /// A form as browsers send it.
  static func form(_ target: String, _ body: String) -> WebRequest {
    WebRequest(
      .post,
      target,
      contentType: "application/x-www-form-urlencoded",
      body: Array(body.utf8)
    )
  }
}
