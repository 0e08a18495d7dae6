import ArgumentParser
import Campaigns
import Diagnostics
import Foundation
import Shop
import Store
import Workspace

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Load customers, products, orders, lines and events as 'imports:' says.",
    discussion: """
      Rows are matched by their ids: importing twice changes nothing, and what a file does not \
      mention stays as it is. Bad rows go to a reject file with line and reason, the rest is \
      loaded, and the command ends with 1. An import that was killed is simply run again.
      """
  )

  @Argument(help: "Only these files of 'imports:'; without any, all.") var files: [String] = []
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let workspace = try workspace.load()
    let errors = workspace.problems(inConfigurationOnly: .error)
    guard let configuration = workspace.configuration, errors.isEmpty else {
      Terminal.note(workspace.rendered(errors))
      throw ExitCode(1)
    }
    let store = try ShopStore(in: workspace.folder.stateFolder)
    let progress = ProgressLine("reading")
    let report = try await store.importFiles(
      ImportRequest(
        sources: configuration.imports,
        root: workspace.folder.root,
        only: files.map { URL(fileURLWithPath: $0) },
        currency: configuration.currency,
        orders: configuration.orders,
        club: configuration.club,
        now: Instant(Date())
      )
    ) { progress.show(rows: $0.rows, of: $0.file) }
    progress.clear()
    Terminal.note(workspace.rendered(report.problems))
    Terminal.print(output.json ? ImportOutput.json(report).document : ImportOutput.text(report))
    if report.rejected > 0 || report.problems.hasErrors { throw ExitCode(1) }
  }
}

extension ShopWorkspace {
  /// What is wrong in `stamkund.yaml`, or everything where there is no such file.
  func problems(inConfigurationOnly severity: Diagnostic.Severity) -> [Diagnostic] {
    let file = files.configuration?.path
    return problems.filter {
      $0.severity == severity && (file == nil || $0.location.file == file)
    }
  }
}
