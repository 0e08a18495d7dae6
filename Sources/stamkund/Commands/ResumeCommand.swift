import ArgumentParser
import Campaigns
import Shop
import Store

struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Let a paused run go on: 'send' or the daemon sends the rest."
  )

  @OptionGroup var chosen: RunOptions
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let project = try workspace.project()
    let run = try chosen.run(in: project)
    guard try project.store.delivery.resume(run) else {
      throw CommandFailure.problem("the run \(run.name) is \(run.state.rawValue), not paused")
    }
    Terminal.note(
      "run \(run.name) may go on: 'stamkund send \(chosen.campaign)', or the daemon by itself\n"
    )
  }
}
