import Foundation
import Mail

/// Signs one message of 10 KB over and over, on one core.
///
///     SigningBench KIND SECONDS
///
/// `KIND` is `rsa`, `ed25519` or `both`. Prints how many messages a CPU second it signs.
@main
struct SigningBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let seconds = Double(arguments[2]) else { throw BenchError.usage }
    let kinds = DKIMKey.Kind.allCases.filter { ["both", $0.rawValue].contains(arguments[1]) }
    let identities = try kinds.map { kind in
      try DKIMIdentity(
        domain: "bokhandeln.example",
        selector: "s-\(kind.rawValue)",
        key: DKIMKey.make(kind)
      )
    }
    guard let signer = DKIMSigner(identities) else { throw BenchError.usage }
    let message = try message().compose()
    let date = Date()
    let start = cpuSeconds()
    var count = 0
    var bytes = 0
    while cpuSeconds() - start < seconds {
      for _ in 0..<50 { bytes += try signer.sign(message, at: date).bytes.count }
      count += 50
    }
    let rate = Double(count) / (cpuSeconds() - start)
    print(String(format: "%.1f %d %d", rate, message.bytes.count, bytes / count))
  }

  /// Indented HTML, as shops write it, of 10 KB once it is composed.
  private static func message() throws -> MailMessage {
    let row = """
          <tr>
            <td style="padding: 8px">En bok  till</td><td><a href="https://a.example/1">Köp</a></td>
          </tr>

      """
    return MailMessage(
      from: try MailAddress(parsing: "Bokhandeln <hej@bokhandeln.example>"),
      to: try MailAddress(name: "Åsa Öberg", address: "asa@kund.example"),
      subject: "Åsa, vi saknar dig",
      language: "sv",
      date: Date(),
      messageID: MessageID(
        run: 1,
        customer: 2,
        domain: "bokhandeln.example",
        secret: try TokenSecret(Array("a secret of the shop's own".utf8))
      ),
      text: String(repeating: "En bok till: https://a.example/1\n", count: 40),
      html: String(repeating: row, count: 64),
      unsubscribe: .oneClick(https: "https://post.bokhandeln.example/u/x", mailto: nil),
      listID: ListID(name: "Bokhandeln", id: "news.bokhandeln.example"),
      feedbackID: "winback:1a2b:bokhandeln"
    )
  }

  private static func cpuSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }
}

private enum BenchError: Error {
  case usage
}
