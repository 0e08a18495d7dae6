import ArgumentParser
import Campaigns
import Diagnostics
import Foundation
import Shop
import Store
import Workspace

struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Dry-run a campaign: the audience, all messages written, and a few of them shown.",
    discussion: """
      Every message is written by the very code that sends, so what would fail fails here. Nothing \
      is sent, and no code of an offer is used up: the codes shown are examples.

      For each variable of the templates it counts how many customers lack it. The messages shown \
      are chosen so that every branch of the templates that somebody reaches is seen.
      """
  )

  @Argument(help: "The campaign's name.") var campaign: String
  @Option(help: ArgumentHelp("Show this customer's message.", valueName: "id-or-address"))
  var customer: String?
  @Option(help: "How many messages to show; up to 10 where that shows more branches.")
  var sample = 3
  @Flag(help: "Open the messages as web pages in the browser.") var html = false
  @Option(help: ArgumentHelp("Write every message to this folder as .eml.", valueName: "dir"))
  var eml: String?
  @Flag(name: .customLong("no-render"), help: "Only the audience: write no message.")
  var noRender = false
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if sample < 0 || sample > 1_000 { throw ValidationError("--sample is from 0 to 1000") }
    if noRender && (html || eml != nil || customer != nil) {
      throw ValidationError("--no-render writes no messages: leave out --html, --eml, --customer")
    }
  }

  func run() async throws {
    let project = try workspace.project()
    let prepared = try project.prepared(campaign)
    let preview = Preview(
      prepared,
      store: project.store,
      secret: try project.tokenSecret(),
      asOf: try asOf.instant(in: project),
      clock: Instant(Date())
    )
    let folder = try eml.map { try MessageFolder(at: $0) }
    let progress = ProgressLine("writing")
    let report = try await preview.run(
      samples: try samples(in: project),
      rendering: !noRender,
      each: { try folder?.write($0) },
      progress: { progress.show($0, of: $1) }
    )
    progress.clear()
    try show(report, of: prepared, in: project)
    if let folder { Terminal.note("\(Figures.number(folder.count)) messages in \(folder.path)\n") }
    if let run = try project.endedRun(of: campaign, at: try asOf.instant(in: project)) {
      Terminal.note(
        "note: run \(run.name) is \(run.state.rawValue) already: 'send' would send nothing\n"
      )
    }
    if report.problems.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
  }

  private func samples(in project: ShopProject) throws -> Preview.Samples {
    guard let customer else { return .some(sample) }
    return .customer(try project.customer(customer).customer.id)
  }

  private func show(
    _ report: PreviewReport,
    of prepared: PreparedCampaign,
    in project: ShopProject
  ) throws {
    if output.json {
      Terminal.print(PreviewOutput.json(report, project.configuration.calendar).document)
    } else {
      Terminal.print(
        PreviewOutput.text(
          report,
          title: prepared.campaign.title,
          calendar: project.configuration.calendar,
          width: Terminal.width,
          findings: true
        )
      )
    }
    if html {
      let pages = try PreviewPages.write(
        report,
        in: project.workspace.folder.stateFolder.appendingPathComponent("previews")
      )
      Terminal.note(PreviewPages.open(pages))
    }
  }
}

extension Diagnostic {
  /// Whether it is about a campaign's own file, its offer or its e-mails.
  fileprivate var isOfCampaign: Bool {
    ["campaigns/", "offers/", "Templates/"].contains { location.file.hasPrefix($0) }
  }
}

extension ShopProject {
  /// The run that `send` would mean, if it has ended.
  fileprivate func endedRun(of campaign: String, at now: Instant) throws -> Run? {
    let occurrence = try occurrence(of: campaign, at: now)
    let run = try store.delivery.run(campaign: campaign, occurrence: occurrence)
    return run.flatMap { [.finished, .cancelled].contains($0.state) ? $0 : nil }
  }

  /// The campaign of that name ready to go; problems in its files are shown and end the command.
  func prepared(_ name: String) throws -> PreparedCampaign {
    guard let campaign = workspace.campaigns[name] else {
      guard let file = workspace.files.campaigns.first(where: { $0.name == name }) else {
        throw CommandFailure.unknown(
          "campaign",
          name,
          among: workspace.files.campaigns.map(\.name)
        )
      }
      Terminal.note(workspace.rendered(problems.filter { $0.location.file == file.path }))
      throw ExitCode(1)
    }
    let (prepared, problems) = PreparedCampaign.prepare(campaign, in: self)
    // Warnings about the whole shop are for 'check'; here what concerns this campaign is enough.
    Terminal.note(workspace.rendered(problems.filter { $0.severity == .error || $0.isOfCampaign }))
    guard let prepared else { throw ExitCode(1) }
    return prepared
  }
}
