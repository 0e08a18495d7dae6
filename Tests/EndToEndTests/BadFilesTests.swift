import Foundation
import TestSupport
import Testing

/// Bad files of every kind are diagnostics: never a crash, never a campaign half sent.
@Suite(.serialized) struct BadFilesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let path: String
    let text: String
    /// A part of the first line of the diagnostic.
    let expected: String

    init(_ path: String, _ text: String, _ expected: String) {
      self.path = path
      self.text = text
      self.expected = expected
    }

    var testDescription: String { "\(path): \(expected)" }
  }

  private static let cases = [
    Case("segments/alla.yaml", "", "segments/alla.yaml:1:1: error"),
    Case("segments/alla.yaml", "all: [spend > 5]", "segments/alla.yaml:1:7: error"),
    Case("segments/alla.yaml", "all: [orders > x]", "error"),
    Case("segments/alla.yaml", "all:\n  - tier is gold", "segments/alla.yaml:2:5: error"),
    Case("segments/alla.yaml", "all: [segment alla]", "error"),
    Case("segments/alla.yaml", "\u{0}\u{1}\u{2}", "segments/alla.yaml:1:1: error"),
    Case("campaigns/news.yaml", "", "campaigns/news.yaml:1:1: error"),
    Case("campaigns/news.yaml", "audience: {include: [ala]}", "error"),
    Case("campaigns/news.yaml", "- a\n- b", "campaigns/news.yaml:1:1: error"),
    Case("campaigns/news.yaml", "a: &x [*x]", "error"),
    Case("Templates/news.html.liquid", "", "no unsubscribe link"),
    Case("Templates/news.html.liquid", "{{ customer.fist_name }}", "news.html.liquid:1:13: error"),
    Case("Templates/news.html.liquid", "{% if x %}", "Templates/news.html.liquid:1:"),
    Case("Templates/news.html.liquid", String(repeating: "{% if now %}", count: 10_000), "error"),
    Case("offers/bad.yaml", "title: x\nkind: percent\nvalue: 200", "offers/bad.yaml:3:8: error"),
    Case("stamkund.yaml", "name: x", "stamkund.yaml:1:1: error"),
    Case("stamkund.yaml", "a: [", "stamkund.yaml"),
    Case("stamkund.yaml", String(repeating: "[", count: 50_000), "stamkund.yaml"),
  ]

  @Test(arguments: cases) func isToldWithItsPlaceAndNothingIsSent(bad: Case) async throws {
    try await withTemporaryFolder { folder in
      // Nothing listens on port 9 of this machine; nothing must try to reach it either.
      let shop = try await TestShop.make(in: folder, customers: 2, smtp: "smtp://127.0.0.1:9")
      try shop.write(bad.path, bad.text)
      let check = try await shop.tool.run("check")
      #expect(check.status == 1)
      #expect(check.output.contains(bad.expected), "\(check.output.prefix(600))")
      guard bad.path != "offers/bad.yaml" else { return }
      let send = try await shop.tool.run("send", "news", "--yes")
      #expect(send.status == 1, "\(send.errors.prefix(600))")
      #expect(!send.errors.contains("mail server"))
    }
  }

  @Test func aFileThatIsNotTextIsToldAsSuch() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await TestShop.make(in: folder, customers: 2, smtp: "smtp://127.0.0.1:9")
      try Data([0xFF, 0xFE, 0x00, 0xC3, 0x28]).write(
        to: folder.appendingPathComponent("segments/alla.yaml")
      )
      let check = try await shop.tool.run("check", "--json")
      #expect(check.status == 1)
      let found = try check.json()["diagnostics"].array
        .contains { $0["file"].text == "segments/alla.yaml" && $0["code"].text == "encoding" }
      #expect(found, "\(check.output)")
    }
  }

  @Test func aDefaultThatIsNoneIsAProblemOfTheFiles() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await TestShop.make(in: folder, customers: 2, smtp: "smtp://127.0.0.1:9")
      let file = folder.appendingPathComponent("stamkund.yaml")
      let text = try String(contentsOf: file, encoding: .utf8)
        .replacingOccurrences(
          of: "as: customers}",
          with: "as: customers, defaults: {birth_date: nonsense}}"
        )
      try shop.write("stamkund.yaml", text)
      let outcome = try await shop.tool.run("import")
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("stamkund.yaml:"), "\(outcome.errors)")
    }
  }

  @Test func anAbsurdAmountIsRejectedAndNoCrash() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await TestShop.make(in: folder, customers: 2, smtp: "smtp://127.0.0.1:9")
      let file = folder.appendingPathComponent("stamkund.yaml")
      let text = try String(contentsOf: file, encoding: .utf8)
      try shop.write("stamkund.yaml", text + "\n  - {file: data/lines.csv, as: order_lines}\n")
      try shop.write(
        "data/lines.csv",
        """
        order_id,customer_id,placed_at,sku,quantity,unit_price
        1,1,2026-01-01,A,999999999,999999999999
        2,2,2026-01-01,A,2,10

        """
      )
      let outcome = try await shop.tool.run("import", "--json")
      #expect(outcome.status == 1, "\(outcome.errors)")
      let lines = try outcome.json()["files"].array.first { $0["as"].text == "order_lines" }
      #expect(lines?["rejected"].int == 1)
      #expect(lines?["inserted"].int == 1)
    }
  }

  @Test func badRowsAreRejectedWithTheirReasonAndTheRestIsImported() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await TestShop.make(in: folder, customers: 2, smtp: "smtp://127.0.0.1:9")
      try shop.write(
        "data/customers.csv",
        """
        id,email,birth_date,email_consent
        1,a@example.com,1980-02-30,yes
        ,b@example.com,1980-02-03,yes
        3,c@example.com
        4,d@example.com,1980-02-03,perhaps
        5,e@example.com,1980-02-03,yes

        """
      )
      let outcome = try await shop.tool.run("import", "--json")
      #expect(outcome.status == 1)
      let file = try outcome.json()["files"][0]
      #expect(file["read"].int == 5)
      #expect(file["rejected"].int == 4)
      #expect(file["inserted"].int == 1)
      let path = try #require(try outcome.json()["reject_file"].text)
      let rejects = try String(contentsOfFile: path, encoding: .utf8)
      for line in 2...5 { #expect(rejects.contains(",\(line),"), "\(rejects)") }
    }
  }
}
