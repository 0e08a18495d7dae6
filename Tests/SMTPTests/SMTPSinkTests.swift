import Foundation
import Mail
import SMTP
import TestSupport
import Testing

/// Postfix's own test server, which keeps what it gets and fails when asked to.
@Suite(.serialized, .timeLimit(.minutes(5))) struct SMTPSinkTests {
  @Test(arguments: [[], ["-p"]]) func aThousandMessagesArriveOnceEach(
    arguments: [String]
  ) async throws {
    let sink = try await onThread { try SMTPSink(arguments) }
    let transport = try Lane.transport(to: sink.url)
    try await withThrowingTaskGroup { group in
      for lane in 0..<4 {
        group.addTask {
          let session = try await transport.session()
          let messages = try (lane * 250..<(lane + 1) * 250).map {
            try Lane.message($0, to: "kund-\($0)@kund.example")
          }
          let (outcomes, _) = try await session.deliver(all: messages)
          #expect(outcomes.allSatisfy { $0.isAccepted })
          await session.close()
        }
      }
      try await group.waitForAll()
    }
    let messages = try sink.messages()
    #expect(messages.count == 1000)
    for field in ["X-Rcpt-Args: <kund-%@kund.example>", "Message-ID: <%@bokhandeln.example>"] {
      let wanted = Set((0..<1000).map { field.replacingOccurrences(of: "%", with: "\($0)") })
      let found = messages.flatMap { $0.components(separatedBy: "\n").filter(wanted.contains) }
      #expect(found.count == 1000)
      #expect(Set(found) == wanted)
    }
  }

  typealias Meaning = FaultMatrixTests.Meaning

  /// `-q` hangs up, `-Q` does so with a 421, `-r` answers 4xx and `-f` 5xx.
  @Test(arguments: [
    ("-q", "MAIL", Meaning.failed), ("-q", "RCPT", .failed), ("-q", "DATA", .failed),
    ("-q", ".", .inDoubt), ("-q", "QUIT", .accepted),
    ("-Q", "MAIL", .refusedForNow), ("-Q", "RCPT", .refusedForNow), ("-Q", "DATA", .refusedForNow),
    ("-Q", ".", .deferred), ("-Q", "QUIT", .accepted),
    ("-r", "MAIL", .refusedForNow), ("-r", "RCPT", .deferred), ("-r", "DATA", .deferred),
    ("-r", ".", .deferred), ("-r", "EHLO", .accepted), ("-r", "RSET", .accepted),
    ("-f", "MAIL", .refusedForGood), ("-f", "RCPT", .rejected), ("-f", "DATA", .rejected),
    ("-f", ".", .rejected), ("-f", "EHLO", .accepted), ("-f", "QUIT", .accepted),
    ("-w", "1", .accepted),
  ])
  func everyFaultOfPostfixHasOneMeaning(
    option: String,
    value: String,
    meaning: Meaning
  ) async throws {
    // A sink that refuses never takes commands in advance.
    for others in ["-q", "-Q", "-w"].contains(option) ? [[], ["-p"]] : [[]] {
      let sink = try await onThread { try SMTPSink([option, value] + others) }
      let session = try await Lane.transport(to: sink.url).session()
      let messages = try (1...2).map { try Lane.message($0, to: "kund-\($0)@kund.example") }
      let (outcomes, _) = try await session.deliver(all: messages)
      await session.close()
      #expect(outcomes.map(Meaning.init) == [meaning, meaning])
      if meaning == .accepted { #expect(try sink.messages().count == 2) }
    }
  }

  @Test(arguments: [
    ("-q", "CONNECT", OpeningFaultTests.Meaning.failed), ("-q", "EHLO,HELO", .failed),
    ("-Q", "CONNECT", .refusedForNow), ("-Q", "EHLO,HELO", .refusedForNow),
    ("-r", "CONNECT", .refusedForNow), ("-r", "EHLO,HELO", .refusedForNow),
    ("-f", "CONNECT", .refusedForGood), ("-f", "EHLO,HELO", .refusedForGood),
  ])
  func everyFaultAtTheOpeningHasOneMeaning(
    option: String,
    value: String,
    meaning: OpeningFaultTests.Meaning
  ) async throws {
    let sink = try await onThread { try SMTPSink([option, value]) }
    let opening = try await Lane.transport(to: sink.url).openSession()
    #expect(OpeningFaultTests.Meaning(opening) == meaning)
  }
}

/// `smtp-sink` of Postfix on a free port, with a folder of a file for each message.
private final class SMTPSink {
  let url: String
  private let process: ChildProcess
  private let folder: URL

  init(_ arguments: [String]) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("stamkund-sink-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder,
      withIntermediateDirectories: false,
      // As root it takes on a user without rights, who must be able to write here.
      attributes: [.posixPermissions: 0o777]
    )
    process = try ChildProcess(
      ["/usr/sbin/smtp-sink"] + (getuid() == 0 ? ["-u", "nobody"] : []) + ["-d", "m."] + arguments
        + ["127.0.0.1:0", "100"],
      in: folder.path
    )
    url = "smtp://127.0.0.1:\(try Self.listeningPort(of: process))"
  }

  deinit {
    // What is left in the folder for temporary files does no harm.
    try? FileManager.default.removeItem(at: folder)
  }

  /// What has arrived, without carriage returns.
  func messages() throws -> [String] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .map { file in
        String(decoding: try Data(contentsOf: file), as: UTF8.self)
          .replacingOccurrences(of: "\r\n", with: "\n")
      }
  }

  /// It does not say which port it got: the system knows.
  private static func listeningPort(of process: ChildProcess) throws -> Int {
    while true {
      let sockets = try socketInodes(of: process.id)
      for line in try wholeText(of: "/proc/net/tcp").split(separator: "\n") {
        let fields = line.split(separator: " ")
        guard fields.count > 9, fields[3] == "0A", sockets.contains(String(fields[9])) else {
          continue
        }
        let digits = try #require(fields[1].split(separator: ":").last)
        return try #require(Int(digits, radix: 16))
      }
      sched_yield()
    }
  }

  /// The kernel gives such a file in pieces shorter than what is asked for, which Foundation takes for
  /// its end.
  private static func wholeText(of path: String) throws -> String {
    let descriptor = open(path, O_RDONLY)
    try #require(descriptor >= 0)
    defer { _ = close(descriptor) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      text += buffer[..<count]
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func socketInodes(of process: Int32) throws -> Set<String> {
    let folder = "/proc/\(process)/fd"
    let links = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { name in
      // Nil for a descriptor that was closed while it was looked at.
      try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
    }
    // Who has ended has nothing open any more.
    guard !links.isEmpty else { throw NoSession(reason: "smtp-sink has ended") }
    return Set(
      links.filter { $0.hasPrefix("socket:[") }.map { String($0.dropFirst(8).dropLast()) }
    )
  }
}
