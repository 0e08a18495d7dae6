import Foundation
import Mailbox
import TestSupport
import Testing

/// The send as people meet it: who gets what, and what stops it.
@Suite(.serialized) struct SendingTests {
  @Test func everyoneGetsTheirOwnMessageOnceAndTheLogKnowsIt() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 25, smtp: mailbox.url)
        let sent = try await shop.tool.succeed("send", "news", "--yes", "--json").json()
        #expect(sent["audience"].int == 25)
        #expect(sent["accepted"].int == 25)
        for message in mailbox.messages {
          let recipient = try #require(message.recipients.first)
          let number = recipient.filter(\.isNumber)
          #expect(message.text.contains("Subject: Hej Namn\(number)\r\n"))
        }
        let again = try await shop.tool.succeed("send", "news", "--yes", "--json")
        #expect(again.errors.contains("already"))
        #expect(mailbox.messages.count == 25)
        let log = try await shop.tool.succeed("log", "news", "--json").json()
        let keys: Set<String> = [
          "customer", "email", "state", "reason", "attempts", "reply_code", "enhanced_code",
          "reply", "message_id", "variant", "offer_code", "planned_at", "handed_over_at",
          "settled_at",
        ]
        #expect(log["messages"].array.allSatisfy { keys.isSubset(of: $0.keys) })
        #expect(log["messages"].array.allSatisfy { $0["attempts"].int == 1 })
      }
    }
  }

  @Test func theWaterfallCountsEachMatchedCustomerOnce() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        var shop = try await TestShop.make(
          in: folder,
          customers: 0,
          smtp: mailbox.url,
          campaign: ""
        )
        shop = TestShop(folder: folder)
        try shop.write(
          "data/customers.csv",
          """
          id,email,email_consent,city
          1,a@example.com,yes,Lund
          2,a@EXAMPLE.com,yes,Lund
          3,b@example.com,no,Lund
          4,not an address,yes,Lund
          5,,yes,Lund
          6,c@example.com,yes,Malmö
          7,d@example.com,,Lund
          8,e@example.com,yes,Lund

          """
        )
        try shop.write("segments/malmo.yaml", "all: [city is Malmö]\n")
        try shop.write(
          "campaigns/news.yaml",
          """
          audience: {include: [alla], exclude: [malmo]}
          message: {from: Butiken <hej@butik.example>, subject: Hej, template: news}
          """
        )
        try await shop.tool.succeed("import")
        let preview = try await shop.tool.succeed("preview", "news", "--json").json()
        let audience = preview["audience"]
        #expect(audience["matched"].int == 8)
        #expect(audience["excluded"].int == 1)
        #expect(audience["no_consent"].int == 2)
        #expect(audience["invalid_address"].int == 2)
        #expect(audience["duplicate_address"].int == 1)
        #expect(audience["mailed"].int == 2)
        let rest = ["suppressed", "capped", "already_sent", "holdout"]
        #expect(rest.allSatisfy { audience[$0].int == 0 })
        #expect(preview["rendered"].int == 2)
      }
    }
  }

  @Test func aCapCountsTheMailsOfOneAddressOnly() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(
          in: folder,
          customers: 20,
          smtp: mailbox.url,
          campaign: "limits: {per_customer: 1 per 7 days}"
        )
        try await shop.tool.succeed("send", "news", "--yes")
        #expect(mailbox.messages.count == 20)
        let second = try String(
          contentsOf: folder.appendingPathComponent("campaigns/news.yaml"),
          encoding: .utf8
        )
        try shop.write("campaigns/again.yaml", second)
        let preview = try await shop.tool.succeed("preview", "again", "--json").json()
        #expect(preview["audience"]["capped"].int == 20)
      }
    }
  }

  @Test func ownCustomersWithoutAWordOnConsentAreMailedOnlyWhileTheyBuy() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await TestShop.make(in: folder, customers: 1, smtp: "smtp://127.0.0.1:9")
      let file = folder.appendingPathComponent("stamkund.yaml")
      let text = try String(contentsOf: file, encoding: .utf8)
      try shop.write(
        "stamkund.yaml",
        text + "\n  - {file: data/orders.csv, as: orders}\n"
          + "consent: {basis: customer, within: 12 months}\n"
      )
      try shop.write(
        "data/customers.csv",
        "id,email,email_consent\n1,a@x.example,\n2,b@x.example,no\n3,c@x.example,\n"
          + "4,d@x.example,yes\n5,e@x.example,\n"
      )
      try shop.write(
        "data/orders.csv",
        "id,customer_id,placed_at,total,status\nA,1,2026-05-01,100,\nB,2,2026-05-01,100,\n"
          + "C,3,2024-01-01,100,\nD,5,2026-05-01,100,cancelled\n"
      )
      try await shop.tool.succeed("import")
      let preview = try await shop.tool.succeed(
        "preview",
        "news",
        "--as-of",
        "2026-11-22",
        "--sample",
        "9",
        "--json"
      )
      let mailed = try preview.json()["messages"].array.compactMap { $0["customer"].text }
      #expect(mailed == ["1", "4"])
    }
  }

  @Test func aServerThatRefusesTheSenderIsAFailureAndLosesNothing() async throws {
    try await withTemporaryFolder { folder in
      var options = MailboxOptions()
      options.faults = [
        FaultRule(.always, at: .mail, .reply(SMTPReply(550, "5.7.1 sender denied")))
      ]
      try await withMailbox(options) { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 4, smtp: mailbox.url)
        let outcome = try await shop.tool.run("send", "news", "--yes")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("sender denied"), "\(outcome.errors)")
        #expect(try await shop.states() == ["planned": 4])
      }
    }
  }

  @Test func anOfferThatHasEndedRefusesTheRunAndAMissingOneIsTold() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await TestShop.make(in: folder, customers: 4, smtp: "smtp://127.0.0.1:9")
      try shop.write(
        "Templates/news.html.liquid",
        "<p>{{ offer.code }} <a href=\"{{ unsubscribe_url }}\">x</a> {{ shop.address }}</p>"
      )
      let check = try await shop.tool.succeed("check")
      #expect(check.output.contains("'offer.code' stays empty"))
      try shop.write(
        "offers/old.yaml",
        "title: x\nkind: percent\nvalue: 5\nuntil: 2020-01-01\ncode: {shared: X}\n"
      )
      let campaign = folder.appendingPathComponent("campaigns/news.yaml")
      let text = try String(contentsOf: campaign, encoding: .utf8)
      try shop.write("campaigns/news.yaml", text + "offer: old\n")
      let send = try await shop.tool.run("send", "news", "--yes")
      #expect(send.status == 1)
      #expect(send.errors.contains("ended on 2020-01-01"))
    }
  }

  @Test func aRefusedAddressDoesNotHoldUpTheOthers() async throws {
    try await withTemporaryFolder { folder in
      var options = MailboxOptions()
      options.faults = [
        FaultRule(
          .recipient("kund3@"),
          at: .rcpt,
          .reply(SMTPReply(550, "5.1.1 No such user"))
        ),
        FaultRule(
          .recipient("kund5@"),
          at: .rcpt,
          .reply(SMTPReply(450, "4.2.0 Later")),
          times: 1
        ),
      ]
      try await withMailbox(options) { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 10, smtp: mailbox.url)
        let first = try await shop.tool.run("send", "news", "--yes")
        #expect(first.status == 2, "one message is deferred")
        #expect(try await shop.states() == ["accepted": 8, "rejected": 1, "deferred": 1])
        let log = try await shop.tool.succeed("log", "news", "--customer", "3", "--json").json()
        #expect(log["messages"][0]["reply_code"].int == 550)
        #expect(log["messages"][0]["enhanced_code"].text == "5.1.1")
        try await shop.tool.succeed("send", "news", "--yes")
        #expect(try await shop.states() == ["accepted": 9, "rejected": 1])
        #expect(mailbox.messages.count == 9)
      }
    }
  }

  @Test func aDeadServerLosesNothingAndIsToldAsAFailureOfTheWorld() async throws {
    try await withTemporaryFolder { folder in
      let port = try await withMailbox { $0.port }
      let shop = try await TestShop.make(
        in: folder,
        customers: 5,
        smtp: "smtp://127.0.0.1:\(port)",
        connections: 1
      )
      let outcome = try await shop.tool.run("send", "news", "--yes")
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("mail server failed"))
      #expect(try await shop.states() == ["planned": 5])
      var options = MailboxOptions()
      options.port = port
      try await withMailbox(options) { mailbox in
        try await shop.tool.succeed("send", "news", "--yes")
        #expect(mailbox.messages.count == 5)
      }
    }
  }

  /// Sends to 100 customers over one connection and does something to the run while the fifth
  /// message waits for its answer; then `after` the sending has ended.
  private func interfering(
    _ command: String,
    after: (TestShop, Tool.Outcome, MailboxServer) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let gate = FaultGate()
      var options = MailboxOptions()
      options.faults = [FaultRule(.message(5), at: .dot, .wait(gate))]
      try await withMailbox(options) { mailbox in
        let shop = try await TestShop.make(
          in: folder,
          customers: 100,
          smtp: mailbox.url,
          connections: 1
        )
        let sending = try shop.tool.start(["send", "news", "--yes"])
        try await gate.reached()
        try await shop.tool.succeed(command, "news")
        gate.open()
        try await after(shop, try await sending.outcome(), mailbox)
      }
    }
  }

  @Test func aCancelledRunSendsNothingMore() async throws {
    try await interfering("cancel") { shop, _, mailbox in
      #expect(try await shop.states() == ["accepted": 5, "skipped": 95])
      let again = try await shop.tool.succeed("send", "news", "--yes")
      #expect(again.errors.contains("cancelled"))
      #expect(mailbox.messages.count == 5)
    }
  }

  @Test func aPausedRunGoesOnAfterResume() async throws {
    try await interfering("pause") { shop, outcome, _ in
      #expect(outcome.status == 2)
      #expect(try await shop.states() == ["accepted": 5, "planned": 95])
      #expect(try await shop.tool.run("send", "news", "--yes").status == 1)
      try await shop.tool.succeed("resume", "news")
      try await shop.tool.succeed("send", "news", "--yes")
      #expect(try await shop.states() == ["accepted": 100])
    }
  }

  @Test func changingATemplateDoesNotChangeARunThatHasBegun() async throws {
    try await withTemporaryFolder { folder in
      let port = try await withMailbox { $0.port }
      let shop = try await TestShop.make(
        in: folder,
        customers: 3,
        smtp: "smtp://127.0.0.1:\(port)",
        connections: 1
      )
      #expect(try await shop.tool.run("send", "news", "--yes").status == 2)
      try shop.write("Templates/news.html.liquid", "{{ broken")
      var options = MailboxOptions()
      options.port = port
      try await withMailbox(options) { mailbox in
        try await shop.tool.succeed("send", "news", "--yes")
        #expect(mailbox.messages.count == 3)
        #expect(mailbox.messages.allSatisfy { $0.text.contains("Hej Namn") })
      }
    }
  }

  @Test func aProofGoesToTheTesterAndIntoNoRun() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 3, smtp: mailbox.url)
        try await shop.tool.succeed(
          "send",
          "news",
          "--test-to",
          "chef@butik.example",
          "--customer",
          "2"
        )
        #expect(mailbox.messages.map(\.recipients) == [["chef@butik.example"]])
        #expect(mailbox.messages[0].text.contains("Hej Namn2"))
        #expect(try await shop.tool.run("log", "news").status == 1)
      }
    }
  }

  @Test func withoutATerminalNothingIsSentUnasked() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 3, smtp: mailbox.url)
        #expect(try await shop.tool.run("send", "news").status == 64)
        #expect(mailbox.messages.isEmpty)
      }
    }
  }
}
