import ArgumentParser
import Campaigns
import Diagnostics
import Foundation
import Shop
import Store

struct SendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Send a campaign, or go on with one that was interrupted.",
    discussion: """
      Writes all messages first, as preview does, shows the audience and asks. Then the audience \
      is frozen and the messages are sent. A run that was interrupted goes on where it was: nobody \
      gets two. A campaign without 'every' or 'cron' has one run; when it has ended, nothing is \
      sent again. Ctrl-C ends after the messages under way; a second one at once.
      """
  )

  @Argument(help: "The campaign's name.") var campaign: String
  @Flag(help: "Do not ask.") var yes = false
  @Flag(
    name: .customLong("allow-skips"),
    help: "Send though more than 1 % of the messages cannot be written."
  )
  var allowSkips = false
  @Option(
    name: .customLong("test-to"),
    help: ArgumentHelp("Send one proof to this address instead.", valueName: "address")
  )
  var testTo: String?
  @Option(help: ArgumentHelp("Whose message the proof is.", valueName: "id-or-address"))
  var customer: String?
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if (testTo == nil) != (customer == nil) {
      throw ValidationError("a proof needs both --test-to and --customer")
    }
  }

  func run() async throws {
    let project = try workspace.project()
    if asOf.asOf != nil, !MailLanes.areLoopback(project.configuration) {
      throw CommandFailure.problem(
        "with --as-of mail is only sent to a server on this machine, such as 'stamkund mailbox'"
      )
    }
    let session = SendSession(
      project: project,
      campaign: campaign,
      asOf: try asOf.instant(in: project),
      allowSkips: allowSkips,
      asksFirst: !yes
    )
    if let testTo, let customer {
      Terminal.note(try await session.sendProof(to: testTo, of: customer))
      return
    }
    guard let result = try await session.send() else { return }
    Terminal.print(output.json ? result.json.document : result.text)
    if let failure = result.failure { throw CommandFailure.world(failure) }
  }
}
