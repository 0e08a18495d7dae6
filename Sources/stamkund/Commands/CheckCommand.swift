import ArgumentParser
import Campaigns
import Diagnostics
import Rainbow
import Workspace

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check every file of the workspace and how they fit together.",
    discussion: """
      Reads stamkund.yaml, segments, templates, offers and campaigns and lists all problems with \
      file, line and column. Nothing is sent and nothing is changed. Ends with 1 when there are \
      errors; warnings alone end with 0.
      """
  )

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let files = try workspace.load()
    let problems =
      if let configuration = files.configuration {
        try ShopProject(files, configuration: configuration, checksNames: true).allProblems
      } else {
        files.problems + CampaignContent.problems(in: ContentSetting(files))
      }
    if output.json {
      let list = JSONValue(problems) { JSONValue($0) }
      Terminal.print(JSONValue.object([("diagnostics", list)]).document)
    } else {
      Terminal.print(files.rendered(problems) + summary(of: problems, in: files))
    }
    if problems.hasErrors { throw ExitCode(1) }
  }

  private func summary(of problems: [Diagnostic], in files: ShopWorkspace) -> String {
    let errors = problems.filter { $0.severity == .error }.count
    let warnings = problems.count - errors
    let counts = [
      count(files.files.segments.count, "segment"), count(files.files.offers.count, "offer"),
      count(files.files.campaigns.count, "campaign"),
      count(files.files.templates.templates.count, "template"),
    ]
    let checked = counts.joined(separator: ", ")
    if problems.isEmpty { return "\("✓".green) \(checked): no problems\n" }
    return "\(checked): \(count(errors, "error")), \(count(warnings, "warning"))\n"
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
