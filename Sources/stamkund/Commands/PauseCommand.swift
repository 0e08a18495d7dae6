import ArgumentParser
import Campaigns
import Shop
import Store

struct PauseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Stop a run that is being sent, from any terminal; 'resume' lets it go on."
  )

  @OptionGroup var chosen: RunOptions
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let project = try workspace.project()
    let run = try chosen.run(in: project)
    guard try project.store.delivery.pause(run, reason: "paused by hand") else {
      throw CommandFailure.problem("the run \(run.name) is \(run.state.rawValue), not running")
    }
    Terminal.note("run \(run.name) is paused: 'stamkund resume \(chosen.campaign)' lets it go on\n")
  }
}
