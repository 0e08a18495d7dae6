import Diagnostics
import Foundation
import Shop
import Store
import Synchronization
import Testing
import Workspace

@testable import Campaigns

/// A shop whose templates and customers a test chooses, and the dry run of its one campaign.
struct PreviewBench {
  /// What `unsubscribe_url` and the address that every e-mail must have.
  static let foot = "<a href=\"{{ unsubscribe_url }}\">x</a> {{ shop.address }}"

  let preview: Preview

  /// A shop of these customers, rows of `id,first_name,city,language`, with these files.
  ///
  /// Their addresses are made from the id. The files are named from the workspace's folder; the campaign is `campaigns/news.yaml`.
  init(in folder: URL, customers: [String], files: [String: String]) async throws {
    let rows = customers.map { row in
      "\(row),k\(row.prefix { $0 != "," })@example.com,yes"
    }
    let header = "id,first_name,city,language,email,email_consent"
    let table = ["data/customers.csv": ([header] + rows).joined(separator: "\n") + "\n"]
    let project = try await TinyWorkspace.project(
      in: folder,
      changed: files.merging(table) { $1 }
    )
    let campaign = try #require(project.workspace.campaigns["news"])
    let (prepared, problems) = PreparedCampaign.prepare(campaign, in: project)
    preview = Preview(
      try #require(prepared, "\(problems)"),
      store: project.store,
      secret: try project.tokenSecret(),
      asOf: Instant(seconds: 1_780_000_000),
      clock: Instant(seconds: 1_780_000_000)
    )
  }

  /// One template whose body this is.
  init(in folder: URL, customers: [String], body: String) async throws {
    try await self.init(
      in: folder,
      customers: customers,
      files: ["Templates/news.html.liquid": body + "\n" + Self.foot]
    )
  }

  func report(samples: Int = 0) async throws -> PreviewReport {
    try await preview.run(samples: .some(samples))
  }

  /// Every message of the audience, by customer.
  func everyMessage() async throws -> [String: WrittenMessage] {
    let written = Written()
    _ = try await preview.run(each: { message in
      written.messages.withLock { $0[message.customer] = message.message }
    })
    return written.messages.withLock { $0 }
  }

  private final class Written: Sendable {
    let messages = Mutex<[String: WrittenMessage]>([:])
  }
}

extension PreviewReport {
  /// `name: empty of used`, for what is empty for somebody.
  var lacking: [String] {
    variables.filter { $0.empty > 0 }.map { "\($0.name): \($0.empty) of \($0.used)" }
  }

  /// `line tag: shown` of the branches in a file.
  func shown(in file: String) -> [String] {
    branches.filter { $0.location.file == file }
      .map { "\($0.location.line) \($0.tag): \($0.shown)" }
  }
}
