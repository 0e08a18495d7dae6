import Foundation
import Mailbox
import TestSupport
import Testing

/// Unsubscribing as people and mailbox providers do it, with the links of real messages.
@Suite(.serialized, .timeLimit(.minutes(10))) struct UnsubscribeTests {
  /// The path of the unsubscribe link in each message, by address.
  private static func links(_ messages: [ReceivedMessage]) throws -> [String: String] {
    var links: [String: String] = [:]
    for message in messages {
      #expect(message.text.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
      let link = try #require(message.text.firstMatch(of: /post\.butik\.example(\/u\/[\w-]+)>/))
      links[try #require(message.recipients.first)] = String(link.1)
    }
    return links
  }

  @Test func theLinkOfAMessageUnsubscribesItsReaderAndNobodyElse() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 3, smtp: mailbox.url)
        try shop.serveLinks()
        try await shop.tool.succeed("send", "news", "--yes")
        let links = try Self.links(mailbox.messages)
        let path = try #require(links["kund2@example.com"])
        try FileManager.default.removeItem(at: folder.appendingPathComponent("campaigns/news.yaml"))
        let served = try await ServedShop.start(shop)
        let client = HTTPClient()
        let seen = try await client.send("GET", served.url + path)
        #expect(seen.status == 200 && seen.body.contains("Testbutiken"))
        let head = try await client.send("HEAD", served.url + path)
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.headers["content-length"] == String(seen.body.utf8.count))
        #expect(try await reachable(shop) == 3)
        for _ in 1...2 {
          let form = "List-Unsubscribe=One-Click"
          let answer = try await client.send("POST", served.url + path, form: form)
          #expect(answer.status == 200)
          #expect(try await reachable(shop) == 2)
        }
        let broken = try await client.send("POST", served.url + path + "x", form: "mail=none")
        #expect(broken.status == 404)
        let outcome = try await served.stop()
        let token = try #require(path.split(separator: "/").last)
        #expect(!outcome.errors.contains(token) && !outcome.errors.contains("kund2"))
        let customer = try await shop.tool.succeed("suppress", "--json").json()
        #expect(customer["suppressions"].array.map { $0["address"].text } == ["kund2@example.com"])
        #expect(customer["suppressions"][0]["reason"].text == "unsubscribed")
      }
    }
  }

  private func reachable(_ shop: TestShop) async throws -> Int? {
    try await shop.tool.succeed("segments", "alla", "--json").json()["reachable"].int
  }

  @Test func whoPausesIsLeftOutAndCountedAsSuch() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let shop = try await TestShop.make(in: folder, customers: 3, smtp: mailbox.url)
        try shop.serveLinks()
        try await shop.tool.succeed("send", "news", "--yes")
        let path = try #require(try Self.links(mailbox.messages)["kund1@example.com"])
        let served = try await ServedShop.start(shop)
        let client = HTTPClient()
        let page = try await client.send("GET", served.url + path).body
        let preferences = try #require(page.firstMatch(of: /action="\.\.(\/p\/[\w-]+)"/))
        let link = served.url + String(preferences.1)
        #expect(try await client.send("POST", link, form: "mail=pause").status == 200)
        let second = try String(
          contentsOf: folder.appendingPathComponent("campaigns/news.yaml"),
          encoding: .utf8
        )
        try shop.write("campaigns/again.yaml", second)
        try await shop.tool.succeed("import")
        let preview = try await shop.tool.succeed("preview", "again", "--json").json()
        #expect(preview["audience"]["paused"].int == 1)
        #expect(preview["audience"]["mailed"].int == 2)
        _ = try await served.stop()
      }
    }
  }

  @Test func noBodyGoesOutAfterACommittedUnsubscription() async throws {
    try await withTemporaryFolder { folder in
      let gate = FaultGate()
      var options = MailboxOptions()
      // The second run stands still for a while after its 150th message.
      options.faults = [FaultRule(.message(2_150), at: .dot, .acceptedButDelayed(until: gate))]
      try await withMailbox(options) { mailbox in
        let shop = try await TestShop.make(
          in: folder,
          customers: 2_000,
          smtp: mailbox.url,
          connections: 1
        )
        try shop.serveLinks()
        try await shop.tool.succeed("send", "news", "--yes")
        var generator = SeededGenerator(seed: 5)
        let links = try Self.links(mailbox.messages).sorted { $0.key < $1.key }
          .shuffled(using: &generator).prefix(1_000)
        #expect(links.count == 1_000, "seed 5")
        let text = try String(
          contentsOf: folder.appendingPathComponent("campaigns/news.yaml"),
          encoding: .utf8
        )
        try shop.write("campaigns/again.yaml", text)
        let served = try await ServedShop.start(shop)
        let sending = try shop.tool.start(["send", "again", "--yes"])
        try await gate.reached()
        let early = try await unsubscribe(links.prefix(400), at: served.url)
        gate.open()
        let late = try await unsubscribe(links.dropFirst(400), at: served.url)
        #expect(try await sending.outcome().status == 0)
        _ = try await served.stop()
        #expect(early.count + late.count == 1_000)
        try await check(shop, confirmed: early.merging(late) { $1 }, early: early, mailbox)
      }
    }
  }

  /// Unsubscribes by one click, several at a time; when each was confirmed, by address.
  private func unsubscribe(
    _ links: ArraySlice<(key: String, value: String)>,
    at url: String
  ) async throws -> [String: Date] {
    let client = HTTPClient(connections: 32)
    return try await withThrowingTaskGroup(of: (String, Date)?.self) { group in
      for (address, path) in links {
        group.addTask {
          let form = "List-Unsubscribe=One-Click"
          let answer = try await client.send("POST", url + path, form: form)
          return answer.status == 200 ? (address, Date()) : nil
        }
      }
      return try await group.reduce(into: [:]) { if let entry = $1 { $0[entry.0] = entry.1 } }
    }
  }

  private func check(
    _ shop: TestShop,
    confirmed: [String: Date],
    early: [String: Date],
    _ mailbox: MailboxServer
  ) async throws {
    let log = try await shop.tool.succeed("log", "again", "--json").json()["messages"].array
    let received = Set(mailbox.messages.dropFirst(2_000).flatMap(\.recipients))
    #expect(log.count == 2_000)
    var skipped = 0
    for message in log {
      let address = try #require(message["email"].text)
      switch message["state"].text {
      case "accepted":
        #expect(received.contains(address))
        guard let confirmedAt = confirmed[address] else { continue }
        let handedOver = try #require(message["handed_over_at"].text)
        let at = try Date(
          handedOver,
          strategy: .iso8601.year().month().day().time(
            includingFractionalSeconds: true
          ).timeZone(separator: .colon)
        )
        #expect(at <= confirmedAt, "a body went out after its reader had unsubscribed")
      case "skipped":
        skipped += 1
        #expect(message["reason"].text == "unsubscribed")
        #expect(confirmed[address] != nil && !received.contains(address))
      default: Issue.record("\(message["state"].text ?? "no state")")
      }
    }
    // Of the first 400, at most the 150 who had their message before could still get one.
    #expect(skipped >= early.count - 150)
    #expect(received.count + skipped == 2_000)
  }

  @Test func aPortThatIsTakenIsAFailureOfTheWorld() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await TestShop.make(in: folder, customers: 1, smtp: "smtp://127.0.0.1:9")
      let served = try await ServedShop.start(shop)
      #expect(try served.serving.errorsSoFar().contains("without 'web:'"))
      let port = try #require(served.url.split(separator: ":").last)
      let second = try await shop.tool.run("serve", "--port", String(port))
      #expect(second.status == 2)
      #expect(second.errors.contains("cannot listen on 127.0.0.1:\(port)"))
      _ = try await served.stop()
    }
  }

  @Test func addressesAreSuppressedAndLiftedFromTheTerminal() async throws {
    try await withTemporaryFolder { folder in
      let shop = try await TestShop.make(in: folder, customers: 4, smtp: "smtp://127.0.0.1:9")
      let given = try await shop.tool.run(
        "suppress",
        "KUND1@Example.COM",
        "-",
        "nonsense",
        "--reason",
        "ringde",
        "--json",
        input: "kund2@example.com\n\nkund1@example.com\n"
      )
      #expect(given.status == 1)
      let changes = try given.json()["addresses"].array.map { $0["change"].text }
      #expect(changes == ["suppressed", "suppressed", "invalid"])
      #expect(given.errors.isEmpty)
      #expect(try await reachable(shop) == 2)
      let listed = try await shop.tool.succeed("suppress").output
      #expect(listed.contains("kund1@example.com  manual  ") && listed.contains("ringde"))
      let lifted = try await shop.tool.succeed("suppress", "kund1@example.com", "--lift")
      #expect(lifted.output.contains("may be mailed again"))
      #expect(try await reachable(shop) == 3)
      #expect(try await shop.tool.run("suppress", "--lift").status == 64)
    }
  }
}
