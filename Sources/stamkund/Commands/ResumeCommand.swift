import ArgumentParser
import Campaigns
import Shop
import Store

struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Let a paused run go on: 'send' or the daemon sends the rest."
  )

  @Argument(help: "The campaign's name.") var campaign: String
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let project = try workspace.project()
    let run = try project.run(of: campaign, named: nil)
    guard try project.store.delivery.resume(run) else {
      throw CommandFailure.problem("the run \(run.name) is \(run.state.rawValue), not paused")
    }
    Terminal.note(
      "run \(run.name) may go on: 'stamkund send \(campaign)', or the daemon by itself\n"
    )
  }
}
