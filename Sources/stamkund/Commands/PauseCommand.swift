import ArgumentParser
import Campaigns
import Shop
import Store

struct PauseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Stop a run that is being sent, from any terminal; 'resume' lets it go on."
  )

  @Argument(help: "The campaign's name.") var campaign: String
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let project = try workspace.project()
    let run = try project.run(of: campaign, named: nil)
    guard try project.store.delivery.pause(run, reason: "paused by hand") else {
      throw CommandFailure.problem("the run \(run.name) is \(run.state.rawValue), not running")
    }
    Terminal.note("run \(run.name) is paused: 'stamkund resume \(campaign)' lets it go on\n")
  }
}
