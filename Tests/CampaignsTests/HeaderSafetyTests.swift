import Diagnostics
import Foundation
import Mail
import Shop
import Synchronization
import TestSupport
import Testing
import Workspace

@testable import Campaigns

/// Customers' data and the shop's own names on their way into headers.
@Suite struct HeaderSafetyTests {
  /// What a customer may be called: a line's end becomes a space, and what only some programs take for
  /// one keeps the message from being written.
  private static let names: [(text: String, isWritten: Bool)] = [
    ("Anna", true), ("Åsa \\\"x\\\"", true), ("=?utf-8?Q?=0D=0ABcc:_x@y.se?=", true),
    ("a, b <x@y.se>;", true), ("Anna\\r\\nBcc: x@y.se", true), ("Anna\\nBcc: x@y.se", true),
    ("Anna\\r\\n\\r\\n.\\r\\n", true), ("Anna\\rBcc: x@y.se", true),
    ("Anna\\u0085Bcc: x@y.se", false), ("Anna\\u2028Bcc: x@y.se", false),
  ]

  private static let fields = [
    "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe",
    "List-Unsubscribe-Post", "List-Id", "Feedback-ID", "MIME-Version", "Content-Language",
    "Content-Type",
  ]

  /// The bytes of all messages that were written, and how many were not.
  private func written(
    by project: ShopProject
  ) async throws -> (messages: [RawMessage], failures: Int) {
    let campaign = try #require(
      project.workspace.campaigns["news"],
      "\(project.workspace.problems)"
    )
    let (prepared, problems) = PreparedCampaign.prepare(campaign, in: project)
    let preview = Preview(
      try #require(prepared, "\(problems)"),
      store: project.store,
      secret: try project.tokenSecret(),
      asOf: Instant(milliseconds: 1_795_369_844_000),
      clock: Instant(milliseconds: 1_795_369_844_000)
    )
    let bytes = Mutex<[[UInt8]]>([])
    let report = try await preview.run(each: { message in
      bytes.withLock { $0.append(message.message.composed.bytes) }
    })
    let failures = report.problems.filter { $0.severity == .error }.reduce(0) { $0 + $1.count }
    return (try bytes.withLock { $0 }.map { try #require(RawMessage($0)) }, failures)
  }

  private func expectNothingNew(_ message: RawMessage) {
    #expect(message.names == Self.fields)
    #expect(message.partsAndEnds == (2, 1))
    for word in message.encodedWords {
      #expect(!word.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }
  }

  @Test func customersNamesBringNothingNew() async throws {
    let rows = Self.names.indices.map { "\($0),kund\($0)@kund.example,yes,\"#\($0)#\"" }
    var text = (["id,email,email_consent,first_name"] + rows).joined(separator: "\n") + "\n"
    for (index, name) in Self.names.enumerated() {
      let unescaped = try #require(
        try JSONSerialization.jsonObject(
          with: Data("\"\(name.text)\"".utf8),
          options: .fragmentsAllowed
        ) as? String
      )
      text = text.replacing("#\(index)#", with: unescaped.replacing("\"", with: "\"\""))
    }
    try await withTemporaryFolder { folder in
      let project = try await TinyWorkspace.project(
        in: folder,
        changed: [
          "stamkund.yaml": Self.shop(name: "Butiken"),
          "data/customers.csv": text,
          "campaigns/news.yaml": Self.campaign(variant: "a"),
          "Templates/news.html.liquid": Self.template,
        ]
      )
      let (messages, failures) = try await written(by: project)
      #expect(messages.count + failures == Self.names.count)
      #expect(messages.count == Self.names.filter(\.isWritten).count)
      for message in messages { expectNothingNew(message) }
    }
  }

  @Test(arguments: [
    ("Butiken", true), ("=?utf-8?Q?=0D=0ABcc:_x?=", true), ("Butiken, \\\"x\\\" <a@b.se>", true),
    ("Butiken\\r\\nBcc: x@y.se", false), ("Butiken\\nBcc: x", false), ("a\\u0085b", false),
    ("a\\u2028b", false),
  ])
  func theShopsAndVariantsNamesBringNothingNew(name: String, isWritten: Bool) async throws {
    try await withTemporaryFolder { folder in
      let project = try await TinyWorkspace.project(
        in: folder,
        changed: [
          "stamkund.yaml": Self.shop(name: name),
          "campaigns/news.yaml": Self.campaign(variant: name),
          "Templates/news.html.liquid": Self.template,
        ]
      )
      let (messages, failures) = try await written(by: project)
      #expect(messages.count == (isWritten ? 1 : 0))
      #expect(failures == (isWritten ? 0 : 1))
      for message in messages {
        expectNothingNew(message)
        let identifier = try #require(message.value(of: "Feedback-ID"))
        #expect(identifier.contains(/^news:[A-Za-z0-9_-]+:preview:butikexample$/), "\(identifier)")
      }
    }
  }

  @Test func aLanguageIsThatOfTheTextAndNotOfTheCustomer() async throws {
    try await withTemporaryFolder { folder in
      let project = try await TinyWorkspace.project(
        in: folder,
        changed: [
          "stamkund.yaml": Self.shop(name: "Butiken"),
          "data/customers.csv": """
          id,email,email_consent,language
          1,a@kund.example,yes,
          2,b@kund.example,yes,en-GB
          3,c@kund.example,yes,fi

          """,
          "campaigns/news.yaml": Self.campaign(variant: "a"),
          "Templates/news.html.liquid": Self.template,
          "Templates/news.en.html.liquid": Self.template,
        ]
      )
      let messages = try await written(by: project).messages
      let languages = Dictionary(
        uniqueKeysWithValues: messages.map {
          ($0.value(of: "To") ?? "", $0.value(of: "Content-Language") ?? "")
        }
      )
      #expect(
        languages == ["a@kund.example": "sv", "b@kund.example": "en", "c@kund.example": "sv"]
      )
    }
  }

  @Test func withoutItsKeyThereIsNoSigner() async throws {
    try await withTemporaryFolder { folder in
      let key = "dkim: {domain: butik.example, selector: s1, key_file: keys/s1.pem}"
      let project = try await TinyWorkspace.project(
        in: folder,
        changed: ["stamkund.yaml": Self.shop(name: "Butiken") + "\n\(key)\n"]
      )
      #expect(throws: UnusableSigningKeys.self) { try project.signer() }
      #expect(project.allProblems.map(\.code).contains("bad-key-file"))
      let made = DKIMKey.Kind.ed25519
      let pem = try DKIMKey.make(made).pem()
      let url = folder.appendingPathComponent("keys")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
      try Data(pem).write(to: url.appendingPathComponent("s1.pem"))
      // A key that comes later is found without a change of any other file.
      #expect(try project.signer()?.identities.count == 1)
    }
  }

  private static let template =
    "<p>{{ customer.first_name }} <a href=\"{{ unsubscribe_url }}\">x</a> {{ shop.address }}</p>"

  private static func shop(name: String) -> String {
    """
    name: "\(name)"
    time_zone: Europe/Stockholm
    currency: SEK
    language: sv
    brand: {sender: "Butiken <hej@butik.example>", address: "Storgatan 1"}
    smtp: {url: "smtp://127.0.0.1:2525", tls: none}
    web: {url: https://post.butik.example}
    imports: [{file: data/customers.csv, as: customers}]
    """
  }

  private static func campaign(variant: String) -> String {
    """
    audience: {include: [alla]}
    message:
      from: "Butiken <hej@butik.example>"
      reply_to: "Svar <svar@butik.example>"
      subject: "Hej {{ customer.first_name }}"
      preheader: "{{ customer.first_name }}"
      template: news
    variants:
      - {name: "\(variant)", weight: 1}
    """
  }
}
