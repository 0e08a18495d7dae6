import ArgumentParser
import Campaigns
import Foundation
import Shop

struct SuppressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suppress",
    abstract: "Never mail these addresses again, or lift that; without addresses, list them.",
    discussion: """
      '-' reads addresses from standard input, one a line. They are compared as imports compare \
      them: without regard to capitals, and to how an international domain is written. It takes \
      effect at once, also for a run that is being sent.

      --lift takes every reason away: bounces and unsubscriptions too. Who had unsubscribed is \
      mailed again only after a new import says that they consent.
      """
  )

  @Argument(help: ArgumentHelp("The addresses, or - for standard input.", valueName: "address"))
  var addresses: [String] = []
  @Option(help: ArgumentHelp("Why, for those who list them later.", valueName: "text"))
  var reason: String?
  @Flag(help: "Let the addresses be mailed again.") var lift = false
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if addresses.isEmpty && (lift || reason != nil) {
      throw ValidationError("say which addresses, or - for those on standard input")
    }
    if lift && reason != nil { throw ValidationError("--reason does not go with --lift") }
  }

  func run() throws {
    let project = try workspace.project()
    if addresses.isEmpty { return try SuppressionOutput.list(of: project, asJSON: output.json) }
    let texts = addresses.flatMap { $0 == "-" ? SuppressionOutput.standardInput() : [$0] }
    let desk = SuppressionDesk(store: project.store)
    let outcomes =
      lift
      ? try desk.lift(texts) : try desk.suppress(texts, note: reason, at: Instant(Date()))
    SuppressionOutput.show(outcomes, asJSON: output.json)
    if outcomes.contains(where: { $0.change == .invalid }) { throw ExitCode(1) }
  }
}
