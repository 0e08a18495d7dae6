import Foundation
import Mailbox
import TestSupport
import Testing

/// A real shop: 18,148 customers, 56,046 order lines, with all the dirt of an export.
@Suite(.serialized, .enabled(if: SharedData.isAvailable(for: "AdventureWorks")))
struct AdventureWorksTests {
  private static let workspace = Folder.beside(#filePath)
    .appendingPathComponent("Workspaces/adventureworks")

  /// The workspace's files with the shop's data beside them.
  private func workspace(in folder: URL, smtp: String = "smtp://127.0.0.1:2525") throws -> Tool {
    let files = FileManager.default
    for name in try files.contentsOfDirectory(atPath: Self.workspace.path) {
      try files.copyItem(
        at: Self.workspace.appendingPathComponent(name),
        to: folder.appendingPathComponent(name)
      )
    }
    try files.createSymbolicLink(
      at: folder.appendingPathComponent("data"),
      withDestinationURL: SharedData.folder.appendingPathComponent("adventureworks")
    )
    let configuration = folder.appendingPathComponent("stamkund.yaml")
    let text = try String(contentsOf: configuration, encoding: .utf8)
      .replacingOccurrences(of: "smtp://127.0.0.1:2525", with: smtp)
    try Data(text.utf8).write(to: configuration)
    return Tool(folder: folder)
  }

  private func imported(in folder: URL, smtp: String = "smtp://127.0.0.1:2525") async throws -> Tool
  {
    let tool = try workspace(in: folder, smtp: smtp)
    let outcome = try await tool.run("import", "--json")
    // The two orders that name two customers each are rejected, and that is said.
    #expect(outcome.status == 1, "\(outcome.errors)")
    return tool
  }

  @Test func everyRowIsImportedOrRejectedWithItsReason() async throws {
    try await withTemporaryFolder { folder in
      let tool = try workspace(in: folder)
      let files = try await tool.run("import", "--json").json()["files"].array
      let lines = files.filter { $0["as"].text == "order_lines" }
      #expect(files.first { $0["as"].text == "customers" }?["inserted"].int == 18_148)
      #expect(files.first { $0["as"].text == "products" }?["inserted"].int == 293)
      #expect(lines.compactMap { $0["read"].int }.reduce(0, +) == 56_046)
      for file in files {
        let parts = ["inserted", "updated", "unchanged", "rejected"].compactMap { file[$0].int }
        #expect(file["read"].int == parts.reduce(0, +), "\(file["file"].text ?? "")")
      }
      let again = try await tool.run("import", "--json").json()["files"].array
      for file in again {
        #expect(file["inserted"].int == 0)
        #expect(file["updated"].int == 0, "\(file["file"].text ?? "")")
      }
    }
  }

  @Test func segmentsHoldWhomSQLOverTheRawFilesFinds() async throws {
    try await withTemporaryFolder { folder in
      let tool = try await imported(in: folder)
      let queries = try Folder.files(in: folder.appendingPathComponent("sql"), ending: ".sql")
        .filter { $0.lastPathComponent != "load.sql" }
      #expect(queries.count >= 15)
      _ = try sqlite(in: folder, "sql/load.sql")
      for query in queries {
        let name = query.deletingPathExtension().lastPathComponent
        let expected = try sqlite(in: folder, "sql/\(name).sql")
        let listed = try await tool.succeed("segments", name, "--as-of", "2019-07-01", "--csv")
        let members = listed.output.split(separator: "\n").dropFirst()
          .map { String($0.prefix { $0 != "," }) }
        let wanted = expected.split(separator: "\n").map(String.init)
        #expect(!wanted.isEmpty)
        let missing = Set(wanted).subtracting(members).sorted().prefix(5)
        let surplus = Set(members).subtracting(wanted).sorted().prefix(5)
        // The lists themselves are too long to be told apart in a message.
        let isEqual = members == wanted
        #expect(isEqual, "\(name): missing \(missing), surplus \(surplus), of \(wanted.count)")
        let counted = try await tool.succeed("segments", name, "--as-of", "2019-07-01", "--json")
        #expect(try counted.json()["customers"].int == members.count)
      }
    }
  }

  @Test func aCampaignToAllArrivesOnceEach() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let tool = try await imported(in: folder, smtp: mailbox.url)
        let sent = try await tool.succeed(
          "send",
          "everyone",
          "--yes",
          "--as-of",
          "2019-07-01",
          "--json"
        )
        #expect(try sent.json()["accepted"].int == 18_148)
        let recipients = mailbox.messages.flatMap(\.recipients)
        #expect(recipients.count == 18_148)
        #expect(Set(recipients).count == 18_148)
        #expect(recipients.contains { !$0.utf8.allSatisfy { $0 < 0x80 } })
        #expect(Set(mailbox.messages.compactMap(\.messageID)).count == 18_148)
        try checkMIME(mailbox.messages, in: folder)
      }
    }
  }

  @Test func killedInTheMiddleItGoesOnAndMailsNobodyTwice() async throws {
    try await withTemporaryFolder { folder in
      try await withMailbox { mailbox in
        let tool = try await imported(in: folder, smtp: mailbox.url)
        let command = ["send", "everyone", "--yes", "--as-of", "2019-07-01", "--json"]
        let sending = try tool.start(command)
        _ = try await mailbox.messages(atLeast: 3_000)
        sending.kill()
        _ = try await sending.outcome()
        let resumed = try await tool.start(command).outcome()
        #expect(resumed.status == 0, "\(resumed.errors)")
        let report = try resumed.json()
        let inDoubt = report["in_doubt"].int ?? -1
        #expect((0...10).contains(inDoubt), "one connection, one doubt")
        #expect((report["accepted"].int ?? 0) + inDoubt == 18_148)
        let recipients = mailbox.messages.flatMap(\.recipients)
        #expect(Set(recipients).count == recipients.count)
        #expect(recipients.count >= 18_148 - inDoubt)
        let listed = try await tool.succeed("log", "everyone", "--state", "in_doubt", "--json")
        #expect(try listed.json()["messages"].array.count == inDoubt)
      }
    }
  }

  @Test func aRealSinkTakesThemAll() async throws {
    try await withTemporaryFolder { folder in
      let sink = try SMTPSink.start(in: folder)
      defer { sink.stop() }
      let tool = try await imported(in: folder, smtp: sink.url)
      let sent = try await tool.succeed(
        "send",
        "everyone",
        "--yes",
        "--as-of",
        "2019-07-01",
        "--json"
      )
      let report = try sent.json()
      // smtp-sink has no SMTPUTF8: an address with a letter beyond ASCII is refused by ourselves.
      let beyondASCII = report["rejected"].int ?? 0
      #expect((report["accepted"].int ?? 0) + beyondASCII == 18_148)
      #expect(try sink.messageCount() == report["accepted"].int)
      let log = try await tool.succeed("log", "everyone", "--state", "rejected", "--json").json()
      #expect(log["messages"].array.allSatisfy { $0["enhanced_code"].text == "5.6.7" })
      #expect(log["messages"].array.count == beyondASCII)
    }
  }

  @Test func aCustomersPlaceInTheShopIsToldAndAskedFor() async throws {
    try await withTemporaryFolder { folder in
      let tool = try await imported(in: folder)
      let end = "2019-06-30"
      let shown = try await tool.succeed("customer", "11245", "--json", "--as-of", end).json()
      #expect(shown["rfm"].text == "champions")
      #expect(shown["rfm_scores"]["recency"].int == 5)
      let risk = try #require(shown["churn_risk"].real)
      #expect((0.69...0.71).contains(risk))
      #expect((93_000...95_000).contains(shown["lifetime_value"]["amount"].int ?? 0))
      let segment = "all: [rfm is champions, churn risk >= 69%, churn risk <= 71%]"
      let file = folder.appendingPathComponent("segments/theirs.yaml")
      try Data(segment.utf8).write(to: file)
      let why = try await tool.succeed("why", "theirs", "11245", "--json", "--as-of", end).json()
      #expect(why["member"].bool == true)
      #expect(
        why["conditions"].array.map { $0["value"].text ?? "" } == [
          "champions: recency 5, frequency 5, monetary 5", "69.9%", "69.9%",
        ]
      )
      // Before anyone has come back, nothing is predicted, and that is said.
      let start = "2017-02-01"
      let early = try await tool.succeed("segments", "theirs", "--json", "--as-of", start)
      #expect(try early.json()["customers"].int == 0)
      #expect(early.errors.contains("churn risk is unknown of everyone"))
    }
  }

  private func sqlite(in folder: URL, _ script: String) throws -> String {
    let process = try ChildProcess(
      ["sqlite3", "raw.db"],
      in: folder.path,
      input: folder.appendingPathComponent(script).path
    )
    let output = process.readAll()
    #expect(process.waitForEnd() == 0, "\(script)")
    return String(decoding: output, as: UTF8.self)
  }

  /// Python's e-mail package finds no defect in a sample of the messages.
  private func checkMIME(_ messages: [ReceivedMessage], in folder: URL) throws {
    let mail = folder.appendingPathComponent("mail")
    try FileManager.default.createDirectory(at: mail, withIntermediateDirectories: true)
    let odd = messages.filter { !($0.recipients.first ?? "").utf8.allSatisfy { $0 < 0x80 } }
    for message in messages.prefix(200) + odd {
      try Data(message.bytes).write(to: mail.appendingPathComponent("\(message.number).eml"))
    }
    let program = Folder.beside(#filePath).appendingPathComponent("Support/check_mail.py")
    let result = try OtherProgram.run(["python3", program.path, mail.path])
    #expect(result.status == 0, "\(String(decoding: result.output, as: UTF8.self))")
  }
}
