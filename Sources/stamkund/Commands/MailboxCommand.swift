import ArgumentParser
import Diagnostics
import Foundation
import Mailbox

struct MailboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mailbox",
    abstract: "A mail server for trying things out: keeps what it gets, shows it, never forwards.",
    discussion: """
      Point 'smtp: {url: smtp://127.0.0.1:2525}' at it. Every message is shown as a line and, with \
      --folder, kept as an .eml file that any mail program opens. Ends with Ctrl-C.
      """
  )

  @Option(help: "The port to listen on; 0 takes any free one and prints it.") var port = 2_525
  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @Option(help: ArgumentHelp("Keep each message in this folder.", valueName: "dir"))
  var folder: String?
  @Flag(help: "Do not show a line for each message.") var quiet = false

  func validate() throws {
    if !(0...65_535).contains(port) { throw ValidationError("--port is from 0 to 65535") }
  }

  func run() async throws {
    var options = MailboxOptions()
    options.host = host
    options.port = port
    options.folder = folder
    options.memory = .nothing
    if !quiet { options.onMessage = { Terminal.print(Self.line($0)) } }
    let server: MailboxServer
    do {
      server = try await MailboxServer.start(options)
    } catch let error as MailboxError {
      throw CommandFailure.world("\(error)")
    }
    Terminal.note("listening on \(server.url); Ctrl-C ends\n")
    try await withUntilInterrupted { try await server.run() }
    Terminal.note("\(Figures.number(server.tally.messages)) messages\n")
  }

  private static func line(_ message: ReceivedMessage) -> String {
    let recipients = message.recipients.joined(separator: ", ")
    let line = "\(message.number)  \(recipients)  \((message.size + 512) / 1_024) KB"
    return TerminalText.withoutControls(line) + "\n"
  }
}
