import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Mailbox

@Suite struct MailboxServerTests {
  private static func deliver(
    _ messages: Int,
    from sender: Int = 0,
    port: Int
  ) async throws -> [Int] {
    try await onThread {
      var client = try SMTPTestClient(port: port)
      let codes = try client.deliver(
        messages,
        to: { "c\(sender).\($0)@d" },
        body: { "Message-ID: <\(sender).\($0)@b>\r\n\r\nHej" }
      )
      _ = try client.ask("QUIT")
      return codes
    }
  }

  @Test func keepsWhatIsSent() async throws {
    try await withMailbox { mailbox in
      #expect(mailbox.url == "smtp://127.0.0.1:\(mailbox.port)")
      let codes = try await Self.deliver(2, port: mailbox.port)
      #expect(codes == [250, 250])
      let messages = try await mailbox.messages(atLeast: 2)
      #expect(messages.map(\.number) == [1, 2])
      #expect(messages.map(\.recipients) == [["c0.0@d"], ["c0.1@d"]])
      #expect(messages.map(\.text).last == "Message-ID: <0.1@b>\r\n\r\nHej\r\n")
      try await mailbox.tally { $0.openConnections == 0 }
      #expect(mailbox.tally.connections == 1)
    }
  }

  @Test func manyConnectionsArriveEachMessageOnce() async throws {
    var options = MailboxOptions()
    options.memory = .envelopes
    try await withMailbox(options) { mailbox in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for sender in 0..<20 {
          group.addTask { _ = try await Self.deliver(25, from: sender, port: mailbox.port) }
        }
        try await group.waitForAll()
      }
      let messages = mailbox.messages
      #expect(messages.map(\.number) == Array(1...500))
      #expect(Set(messages.map(\.messageID)).count == 500)
      #expect(Set(messages.map(\.connection)) == Set(1...20))
      #expect(messages.map(\.bytes.count).max() == 0)
    }
  }

  @Test func putsMessagesIntoAFolderAndGoesOnNumbering() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("mail").path
      let seen = Mutex([Int]())
      var options = MailboxOptions()
      options.memory = .nothing
      options.folder = path
      options.onMessage = { message in seen.withLock { $0.append(message.number) } }
      for _ in 0..<2 {
        try await withMailbox(options) { mailbox in
          let codes = try await Self.deliver(2, port: mailbox.port)
          #expect(codes == [250, 250])
          #expect(mailbox.messages.isEmpty)
          #expect(mailbox.tally.messages == 2)
        }
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      #expect(names == (1...4).map { "0000000\($0).eml" })
      #expect(seen.withLock { $0 } == [1, 2, 3, 4])
      let file = try String(contentsOfFile: path + "/00000003.eml", encoding: .utf8)
      #expect(
        file
          == "Return-Path: <a@b>\r\nDelivered-To: c0.0@d\r\nMessage-ID: <0.0@b>\r\n\r\nHej\r\n"
      )
    }
  }

  @Test func refusesWhatItsFolderDoesNotTake() async throws {
    try await withTemporaryFolder { folder in
      var options = MailboxOptions()
      options.folder = folder.appendingPathComponent("mail").path
      try await withMailbox(options) { mailbox in
        try FileManager.default.removeItem(atPath: folder.appendingPathComponent("mail").path)
        let codes = try await Self.deliver(1, port: mailbox.port)
        #expect(codes == [452])
        #expect(mailbox.tally.messages == 0)
      }
    }
  }

  @Test func saysWhyItCannotStart() async throws {
    var options = MailboxOptions()
    options.folder = "/nowhere/at/all"
    await #expect(throws: MailboxError.self) { try await withMailbox(options) { _ in } }
    options.folder = nil
    try await withMailbox { mailbox in
      options.port = mailbox.port
      let error = await #expect(throws: MailboxError.self) {
        try await withMailbox(options) { _ in }
      }
      #expect(error?.description.contains("cannot listen for mail on 127.0.0.1:") == true)
    }
  }

  @Test func holdsASessionAtAGateWhileOthersGoOn() async throws {
    let gate = FaultGate()
    var options = MailboxOptions()
    options.faults = [FaultRule(.recipient("c1."), at: .dot, .acceptedButDelayed(until: gate))]
    try await withMailbox(options) { mailbox in
      async let held = Self.deliver(2, from: 1, port: mailbox.port)
      try await gate.reached()
      #expect(mailbox.tally.messages == 1)
      let others = try await Self.deliver(3, from: 2, port: mailbox.port)
      #expect(others == [250, 250, 250])
      gate.open()
      let codes = try await held
      #expect(codes == [250, 250])
      #expect(mailbox.tally.messages == 5)
    }
  }

  static let breaks: [(fault: Fault, stored: Int)] = [
    (.close, 0), (.reset, 0), (.afterAccepting(.close), 1), (.afterAccepting(.reset), 1),
    (.afterAccepting(.text("250 2.0", thenClose: true)), 1),
  ]

  @Test(arguments: breaks)
  func breaksTheConnectionAtTheDot(fault: Fault, stored: Int) async throws {
    var options = MailboxOptions()
    options.faults = [FaultRule(.message(1), at: .dot, fault)]
    try await withMailbox(options) { mailbox in
      await #expect(throws: SMTPTestClient.Failure.self) {
        try await Self.deliver(1, port: mailbox.port)
      }
      try await mailbox.tally { $0.openConnections == 0 }
      #expect(mailbox.tally.messages == stored)
      let codes = try await Self.deliver(1, port: mailbox.port)
      #expect(codes == [250])
    }
  }

  @Test func aRefusalInTheMiddleOfABigBodyReachesTheClient() async throws {
    var options = MailboxOptions()
    let fault = Fault.replyThenClose(SMTPReply(421, "4.3.2 Closing"))
    options.faults = [FaultRule(.always, at: .body, fault)]
    try await withMailbox(options) { mailbox in
      let port = mailbox.port
      let codes = try await onThread {
        var client = try SMTPTestClient(port: port)
        let line = String(repeating: "x", count: 998) + "\r\n"
        let body = String(repeating: line, count: 3000)
        return try client.deliver(1, to: { _ in "c@d" }, body: { _ in body })
      }
      #expect(codes == [421])
      #expect(mailbox.tally.messages == 0)
    }
  }

  @Test func greetsWithA421AboveItsLimitOfConnections() async throws {
    var options = MailboxOptions()
    options.maximumConnections = 1
    options.recordsCommands = true
    try await withMailbox(options) { mailbox in
      let port = mailbox.port
      let codes = try await onThread {
        var first = try SMTPTestClient(port: port)
        let greeting = try first.reply()
        var second = try SMTPTestClient(port: port)
        return [greeting, try second.reply(), try first.ask("NOOP")]
      }
      #expect(codes == [220, 421, 250])
      #expect(mailbox.commands == [ReceivedCommand(connection: 1, line: "NOOP")])
    }
  }

  @Test func stoppingEndsOpenSessions() async throws {
    let gate = FaultGate()
    var options = MailboxOptions()
    options.faults = [FaultRule(.always, at: .dot, .wait(gate))]
    let mailbox = try await MailboxServer.start(options)
    let port = mailbox.port
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await #expect(throws: SMTPTestClient.Failure.self) {
          try await Self.deliver(1, port: port)
        }
      }
      group.addTask {
        await #expect(throws: Never.self) { try await gate.reached() }
        await mailbox.stop()
      }
    }
    gate.open()
    await #expect(throws: SMTPTestClient.Failure.self) { try await Self.deliver(1, port: port) }
    #expect(mailbox.tally.messages == 0)
  }

  @Test func runsUntilItIsCancelled() async throws {
    let mailbox = try await MailboxServer.start()
    let port = mailbox.port
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await mailbox.run() }
      let codes = try await Self.deliver(1, port: port)
      #expect(codes == [250])
      group.cancelAll()
    }
    await #expect(throws: SMTPTestClient.Failure.self) { try await Self.deliver(1, port: port) }
  }

  @Test func waitingForMailEndsWithTheTask() async throws {
    try await withMailbox { mailbox in
      await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<10 {
          group.addTask {
            do {
              _ = try await mailbox.messages(atLeast: 1)
              return false
            } catch {
              return error is CancellationError
            }
          }
        }
        group.cancelAll()
        for await wasCancelled in group { #expect(wasCancelled) }
      }
    }
  }
}
