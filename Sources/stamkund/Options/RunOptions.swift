import ArgumentParser
import Campaigns
import Store

/// Which run of which campaign a command is about.
struct RunOptions: ParsableArguments {
  @Argument(help: "The campaign's name.") var campaign: String
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("Another run than the latest.", valueName: "id")
  )
  var runName: String?

  func run(in project: ShopProject) throws -> Run {
    try project.run(of: campaign, named: runName)
  }
}
