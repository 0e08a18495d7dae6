import ArgumentParser
import Campaigns
import Foundation
import Shop
import Web
import Workspace

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answers the links in the e-mails over HTTP: unsubscribing and preferences.",
    discussion: """
      Speaks plain HTTP on this machine only, unless --host says otherwise: put a web server with \
      a certificate before it, at the address that 'web: {url: …}' names. Ends on SIGTERM or \
      Ctrl-C after the requests under way. Changes of stamkund.yaml and of words need a restart.
      """
  )

  @Option(help: "The port to listen on; 0 takes any free one and prints it.") var port = 8_080
  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    if !(0...65_535).contains(port) { throw ValidationError("--port is from 0 to 65535") }
  }

  func run() async throws {
    let project = try workspace.project()
    if project.configuration.web == nil {
      Terminal.note("note: without 'web:' in stamkund.yaml new e-mails carry no links to here\n")
    }
    let desk = SubscriptionDesk(
      site: SubscriptionSite(of: project, secret: try project.tokenSecret()),
      store: project.store,
      clock: { Instant(Date()) },
      notice: { Terminal.note("\($0)\n") }
    )
    let host = host
    let server = WebServer(desk: desk, host: host, port: port) { port in
      Terminal.note("answering on http://\(host):\(port); Ctrl-C ends\n")
    }
    try await server.run()
  }
}
