import Foundation
import Mail
import SMTP
import Testing

/// Postfix's own test server, which speaks no pipelining unless asked and keeps what it gets.
@Suite(.timeLimit(.minutes(2))) struct SMTPSinkTests {
  @Test func aThousandMessagesArriveOnceEach() async throws {
    let sink = try SMTPSink()
    let transport = try Lane.transport(to: sink.url)
    try await withThrowingTaskGroup { group in
      for lane in 0..<4 {
        group.addTask {
          let session = try await transport.session()
          for id in lane * 250..<(lane + 1) * 250 {
            #expect(try await session.deliver(id, to: "kund-\(id)@kund.example").isAccepted)
          }
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
}

/// `smtp-sink` of Postfix on a free port, with a folder of a file for each message.
private final class SMTPSink {
  let url: String
  private let process = Process()
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("stamkund-sink-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder,
      withIntermediateDirectories: false,
      // As root it takes on a user without rights, who must be able to write here.
      attributes: [.posixPermissions: 0o777]
    )
    process.executableURL = URL(fileURLWithPath: "/usr/sbin/smtp-sink")
    process.currentDirectoryURL = folder
    process.arguments =
      (getuid() == 0 ? ["-u", "nobody"] : []) + ["-d", "m.", "127.0.0.1:0", "100"]
    process.standardError = FileHandle.nullDevice
    try process.run()
    url = "smtp://127.0.0.1:\(try Self.listeningPort(of: process))"
  }

  deinit {
    // Children inherit the pool's signal mask, which blocks all that can be blocked.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
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
  private static func listeningPort(of process: Process) throws -> Int {
    while process.isRunning {
      let sockets = try socketInodes(of: process.processIdentifier)
      for line in try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8).split(
        separator: "\n"
      ) {
        let fields = line.split(separator: " ")
        guard fields.count > 9, fields[3] == "0A", sockets.contains(String(fields[9])) else {
          continue
        }
        let digits = try #require(fields[1].split(separator: ":").last)
        return try #require(Int(digits, radix: 16))
      }
      sched_yield()
    }
    throw NoSession(reason: "smtp-sink ended with status \(process.terminationStatus)")
  }

  private static func socketInodes(of process: Int32) throws -> Set<String> {
    let folder = "/proc/\(process)/fd"
    let links = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { name in
      // Nil for a descriptor that was closed while it was looked at.
      try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
    }
    return Set(
      links.filter { $0.hasPrefix("socket:[") }.map { String($0.dropFirst(8).dropLast()) }
    )
  }
}
