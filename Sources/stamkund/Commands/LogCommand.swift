import ArgumentParser
import CSV
import Campaigns
import Foundation
import Shop
import Store
import Workspace

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "The send log: every message of a campaign's run, its state and the server's words.",
    discussion: """
      Shows the latest run; --run shows another. States: planned, sending, accepted, deferred, \
      rejected, in_doubt (handed over without an answer: see resolve) and skipped.
      """
  )

  @OptionGroup var chosen: RunOptions
  @Option(help: ArgumentHelp("Only messages in this state.", valueName: "state"))
  var state: String?
  @Option(help: ArgumentHelp("Only this customer's message.", valueName: "id-or-address"))
  var customer: String?
  @Flag(help: "Print the log as CSV.") var csv = false
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if csv && output.json { throw ValidationError("choose one of --csv and --json") }
    if let state, MessageState(rawValue: state) == nil {
      let states = MessageState.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--state is one of \(states)")
    }
  }

  func run() throws {
    let project = try workspace.project()
    let run = try chosen.run(in: project)
    let filter = LogFilter(
      state: state.flatMap(MessageState.init(rawValue:)),
      customerKey: try customer.map { try project.customer($0).key }
    )
    let log = LogOutput(project: project, run: run)
    if output.json {
      try log.printJSON(filter)
    } else if csv {
      try log.printCSV(filter)
    } else {
      try log.printTable(filter, width: Terminal.width)
    }
  }
}

extension ShopProject {
  /// A campaign's latest run, or the one of that id.
  func run(of campaign: String, named name: String?) throws -> Run {
    if let name {
      guard let run = try store.delivery.run(named: name), run.campaign == campaign else {
        throw CommandFailure.problem("the campaign '\(campaign)' has no run '\(name)'")
      }
      return run
    }
    if let run = try store.delivery.latestRun(campaign: campaign) { return run }
    guard workspace.files.campaigns.contains(where: { $0.name == campaign }) else {
      throw CommandFailure.unknown(
        "campaign",
        campaign,
        among: workspace.files.campaigns.map(\.name)
      )
    }
    throw CommandFailure.problem("the campaign '\(campaign)' has not been sent yet")
  }
}
