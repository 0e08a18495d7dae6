import Foundation
import Mailbox
import TestSupport
import Testing

/// Signatures and the fields that mailbox providers ask of bulk senders, from the command to the server.
@Suite(.serialized) struct SignedMailTests {
  /// Keys of both kinds made by the tool, and a shop that has all that goes with them.
  private static func configure(_ shop: TestShop) async throws -> SignatureJudges.Records {
    let made = try await shop.tool.succeed("dkim", "new", "--kind", "both", "--json").json()
    let keys = made["keys"].array
    #expect(keys.map { $0["algorithm"].text } == ["rsa-sha256", "ed25519-sha256"])
    #expect(keys.map { $0["bits"].int } == [2_048, nil])
    var text = try String(
      contentsOf: shop.folder.appendingPathComponent("stamkund.yaml"),
      encoding: .utf8
    )
    text += """

      web: {url: https://post.butik.example}
      bounces: {domain: studs.butik.example}
      dkim:

      """
    var records: SignatureJudges.Records = [:]
    for key in keys {
      let (domain, selector) = (key["domain"].text ?? "", key["selector"].text ?? "")
      let file = key["key_file"].text ?? ""
      text += "  - {domain: \(domain), selector: \(selector), key_file: \(file)}\n"
      records["\(selector)._domainkey.\(domain)"] = key["record"].text
    }
    try shop.write("stamkund.yaml", text)
    return records
  }

  @Test func everythingThatGoesOutIsSigned() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 3, smtp: mailbox.url)
        let records = try await Self.configure(shop)
        try await shop.tool.succeed("preview", "news", "--eml", "mail")
        let proof = ["send", "news", "--test-to", "me@butik.example", "--customer", "2"]
        let proved = try await shop.tool.start(proof).outcome()
        #expect(proved.status == 0, "\(proved.errors)")
        try await shop.tool.succeed("send", "news", "--yes")
        #expect(mailbox.messages.count == 4)

        let mail = folder.appendingPathComponent("mail")
        for message in mailbox.messages {
          let file = mail.appendingPathComponent("sent-\(message.number).eml")
          try Data(message.bytes).write(to: file)
          let raw = try #require(RawMessage(message.bytes))
          #expect(raw.names.filter { $0 == "DKIM-Signature" }.count == 2)
        }
        let files = try Folder.files(in: mail, ending: ".eml")
        #expect(files.count == 7)
        let all = files.map { _ in [true, true] }
        if try SignatureJudges.DKIMPy.isThere() {
          #expect(try SignatureJudges.DKIMPy.verdicts(on: files, records: records, in: mail) == all)
        }
        if try SignatureJudges.OpenDKIM.isThere() {
          #expect(
            try SignatureJudges.OpenDKIM.verdicts(on: files, records: records, in: mail) == all
          )
        }
      }
    }
  }

  @Test func bulkMailHasWhatProvidersAskFor() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 1, smtp: mailbox.url)
        _ = try await Self.configure(shop)
        let sent = try await shop.tool.succeed("send", "news", "--yes", "--json").json()
        let run = try #require(sent["run"].text)
        let message = try #require(mailbox.messages.first)
        let raw = try #require(RawMessage(message.bytes))
        let unsubscribe = try #require(raw.value(of: "List-Unsubscribe"))
        #expect(
          unsubscribe.contains(
            /^<https:\/\/post\.butik\.example\/u\/([A-Za-z0-9_-]+)>, <mailto:hej@butik\.example\?subject=unsubscribe%20\1>$/
          ),
          "\(unsubscribe)"
        )
        #expect(raw.value(of: "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click")
        #expect(raw.value(of: "List-Id") == "Testbutiken <news.butik.example>")
        #expect(raw.value(of: "Feedback-ID") == "news:\(run):butikexample")
        #expect(raw.value(of: "Content-Language") == "sv")
        #expect(message.sender.contains(/^b-[a-z2-7]{44,58}@studs\.butik\.example$/))
        let signed = try #require(raw.value(of: "DKIM-Signature"))
        for name in ["List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Feedback-ID"] {
          #expect(signed.replacing(" ", with: "").contains(":\(name)"), "\(name)")
        }
      }
    }
  }

  @Test func withoutItsKeyNothingGoesOut() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 3, smtp: mailbox.url)
        _ = try await Self.configure(shop)
        let keys = folder.appendingPathComponent("keys")
        let names = try FileManager.default.contentsOfDirectory(atPath: keys.path)
        let rsa = try #require(names.first { $0.hasSuffix(".pem") && !$0.contains("ed25519") })
        try FileManager.default.removeItem(at: keys.appendingPathComponent(rsa))
        for command in [
          ["check"], ["dkim", "show"], ["preview", "news"], ["send", "news", "--yes"],
        ] {
          let outcome = try await shop.tool.start(command).outcome()
          #expect(outcome.status == 1, "\(command)")
          let said = outcome.output + outcome.errors
          #expect(said.contains("the key file 'keys/\(rsa)' is not there"), "\(command): \(said)")
        }
        #expect(mailbox.messages.isEmpty)
      }
    }
  }

  @Test func theRecordsArePrintedAsAZoneFileHasThem() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await TestShop.make(in: folder, customers: 0, smtp: "smtp://127.0.0.1:9")
      let none = try await shop.tool.run("dkim", "show")
      #expect(none.status == 1)
      let records = try await Self.configure(shop)
      let text = try await shop.tool.succeed("dkim", "show").output
      for (name, record) in records {
        let lines = text.components(separatedBy: "\(name). IN TXT ").dropFirst().first ?? ""
        let end = lines.range(of: "\n\n")?.lowerBound ?? lines.endIndex
        let strings = lines[..<end].matches(of: /"([^"]*)"/).map { String($0.1) }
        #expect(strings.joined() == record)
        #expect(strings.allSatisfy { (1...255).contains($0.utf8.count) })
      }
      let new = try await shop.tool.succeed("dkim", "new", "--selector", "s2").output
      #expect(new.contains("  - {domain: butik.example, selector: s2, key_file: keys/s2.pem}\n"))
      #expect(!new.contains("PRIVATE KEY"))
      let again = try await shop.tool.run("dkim", "new", "--selector", "s2")
      #expect(again.status == 1)
      #expect(again.errors.contains("keys/s2.pem is there already"))
    }
  }
}
