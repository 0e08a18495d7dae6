import ArgumentParser
import Campaigns
import Foundation
import Shop
import Store

struct CancelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "End a run for good: what has not been handed over is never sent.",
    discussion: "Codes of offers that were reserved for the messages that are skipped go back."
  )

  @OptionGroup var chosen: RunOptions
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let project = try workspace.project()
    let run = try chosen.run(in: project)
    guard try project.store.delivery.cancel(run, at: Instant(Date())) else {
      throw CommandFailure.problem("the run \(run.name) is \(run.state.rawValue) already")
    }
    let counts = try project.store.delivery.counts(of: run)
    Terminal.note(
      "run \(run.name) is cancelled: \(Figures.number(counts[.accepted])) had been accepted, "
        + "\(Figures.number(counts[.skipped])) are not sent\n"
    )
  }
}
