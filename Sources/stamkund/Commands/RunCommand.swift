import ArgumentParser
import Campaigns
import Diagnostics
import Foundation
import Shop
import Workspace

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "The daemon: fires schedules, sends, and tries deferred messages again.",
    discussion: """
      Works until SIGTERM or Ctrl-C, and then ends after the messages under way. Files may be \
      changed while it runs. Two daemons on one workspace do no harm: each occurrence has one run \
      and each run one sender.
      """
  )

  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let options = workspace
    let daemon = Daemon(
      load: { try options.load() },
      open: { try $0.opened(with: $1, checksNames: true) },
      sender: { project in
        CampaignSender(
          project: project,
          secret: try project.tokenSecret(),
          clock: { Instant(Date()) },
          lanes: { try MailLanes.lanes(of: project) }
        )
      },
      clock: { Instant(Date()) },
      notice: { Terminal.note(DaemonOutput.text($0)) }
    )
    try await StopSignal.fromTheTerminal { try await daemon.run(stop: $0) }
  }
}
