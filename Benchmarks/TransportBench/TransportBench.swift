import Foundation
import Mail
import SMTP

/// Sends messages over many connections with the product's own transport and nothing else.
///
///     TransportBench SERVER CONNECTIONS MESSAGES SIZE [AUTHORITIES]
///
/// `SERVER` is such as `smtp://127.0.0.1:2525`; with a file of authorities TLS is required. Prints the
/// seconds from the first connection to the last answer. The messages are made before.
@main
struct TransportBench {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 5, let connections = Int(arguments[2]), let count = Int(arguments[3]),
      let size = Int(arguments[4])
    else { throw BenchError.usage }
    let authorities = arguments.dropFirst(5).first
    let configuration = try SMTPConfiguration(
      server: try MailServer(url: arguments[1]),
      tls: authorities == nil ? .none : .required,
      authorities: authorities
    )
    let transport = SMTPTransport(configuration)
    let messages = try (0..<1000).map { try message($0, size: size) }
    let start = ContinuousClock.now
    try await withThrowingTaskGroup { group in
      for connection in 0..<connections {
        let share = count * connection / connections..<count * (connection + 1) / connections
        group.addTask { try await send(messages, share, over: transport) }
      }
      try await group.waitForAll()
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print(String(format: "%.6f", seconds))
  }

  private static func send(
    _ messages: [OutgoingMessage],
    _ share: Range<Int>,
    over transport: SMTPTransport
  ) async throws {
    switch await transport.openSession() {
    case .opened(let session): try await send(messages, share, over: session)
    case .refused(let refusal): throw BenchError.failed("\(refusal)")
    case .failed(let words): throw BenchError.failed(words)
    }
  }

  private static func send(
    _ messages: [OutgoingMessage],
    _ share: Range<Int>,
    over session: isolated any MailSession
  ) async throws {
    for number in share {
      let next = number + 1 < share.upperBound ? messages[(number + 1) % messages.count] : nil
      let outcome = try await session.deliver(messages[number % messages.count], followedBy: next) {
        true
      }
      guard case .accepted = outcome else { throw BenchError.failed("\(outcome)") }
    }
    await session.close()
  }

  /// A message of about so many bytes, with a header as campaigns have it.
  private static func message(_ number: Int, size: Int) throws -> OutgoingMessage {
    var text = """
      Date: Sun, 22 Nov 2026 12:00:00 +0100\r
      From: Bokhandeln <hej@bokhandeln.example>\r
      To: kund-\(number)@kund.example\r
      Subject: Veckans erbjudanden\r
      Message-ID: <r1.\(number)@bokhandeln.example>\r
      List-Unsubscribe: <https://bokhandeln.example/u/\(number * 7_919)>\r
      MIME-Version: 1.0\r
      Content-Type: text/html; charset=utf-8\r
      \r

      """
    while text.utf8.count < size {
      text +=
        "<p>Hej kund \(number), rad \(text.utf8.count): boken som du tittade på är här.</p>\r\n"
    }
    let composed = ComposedMessage(bytes: Array(text.utf8), needsSMTPUTF8: false)
    let envelope = Envelope(
      sender: try MailAddress(parsing: "b-\(number)@studs.bokhandeln.example"),
      recipient: try MailAddress(parsing: "kund-\(number)@kund.example")
    )
    return try OutgoingMessage(composed, in: envelope)
  }
}

/// Why the benchmark cannot go on.
enum BenchError: Error, CustomStringConvertible {
  case usage
  case failed(String)

  var description: String {
    switch self {
    case .usage: "usage: TransportBench SERVER CONNECTIONS MESSAGES SIZE [AUTHORITIES]"
    case .failed(let words): "a message was not accepted: \(words)"
    }
  }
}
