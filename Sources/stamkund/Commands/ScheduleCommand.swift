import ArgumentParser
import Campaigns
import Diagnostics
import Shop
import Workspace

struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "What will be sent when, in which zone, and to about how many.",
    discussion: """
      The daemon ('stamkund run') sends it. The estimate is what the campaign's segments hold \
      today, before consent and caps.
      """
  )

  @Option(help: "How many days ahead to look.") var days = 14
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !(1...3_660).contains(days) { throw ValidationError("--days is from 1 to 3660") }
  }

  func run() throws {
    let project = try workspace.project()
    let now = try asOf.instant(in: project)
    let calendar = project.configuration.calendar
    let end = calendar.adding(days, .days, to: now)
    let occurrences = try project.plannedOccurrences(from: now, until: end)
    let estimates = try SegmentDesk(project: project, now: now)
      .estimates(ofCampaigns: Set(occurrences.map(\.campaign)))
    Terminal.note(project.workspace.rendered(project.problems.filter { $0.severity == .error }))
    if output.json {
      Terminal.print(ScheduleOutput.json(occurrences, estimates, project).document)
    } else {
      Terminal.print(
        ScheduleOutput.text(occurrences, estimates, project, days: days, width: Terminal.width)
      )
    }
    if project.problems.hasErrors { throw ExitCode(1) }
  }
}
