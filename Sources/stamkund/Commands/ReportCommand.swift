import ArgumentParser
import Campaigns
import Diagnostics
import Foundation
import Loyalty
import Reports
import Shop
import Workspace

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The shop's loyalty in figures: retention, cohorts, RFM, the club, predictions.",
    discussion: """
      Figures are of the last full twelve months unless told; predictions are made from all \
      orders. With --html a page with charts is written that needs no network and prints well. \
      docs/report.md tells what each figure means.
      """
  )

  @Option(
    help: ArgumentHelp(
      "A year, a quarter or a month: 2025, 2025-Q4, 2025-11.",
      valueName: "period"
    )
  )
  var period: String?
  @Option(help: ArgumentHelp("The first day of the figures.", valueName: "date"))
  var from: String?
  @Option(help: ArgumentHelp("The last day of the figures.", valueName: "date"))
  var to: String?
  @Option(
    help: ArgumentHelp(
      "Show the period, and cohorts, by month, quarter or year.",
      valueName: "unit"
    )
  )
  var by: FigurePeriod.Unit?
  @Option(
    name: .customLong("segment"),
    help: ArgumentHelp("Show this segment beside the whole shop; repeatable.", valueName: "name")
  )
  var segments: [String] = []
  @Option(
    help: ArgumentHelp(
      "What the revenue would become: \"20% buy 5 times more\".",
      valueName: "change"
    )
  )
  var whatIf: String?
  @Flag(help: "Show each figure's formula with this shop's numbers put in.") var explain = false
  @Option(
    help: ArgumentHelp("Write a page with charts to this file.", valueName: "file"),
    completion: .file(extensions: ["html"])
  )
  var html: String?
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if period != nil && (from != nil || to != nil) {
      throw ValidationError("choose --period, or --from and --to")
    }
    if let period, ReportPeriod.named(period) == nil {
      throw ValidationError("--period is such as 2025, 2025-Q4 or 2025-11, not '\(period)'")
    }
    for (option, text) in [("--from", from), ("--to", to)] {
      if let text, CivilDay(iso: text) == nil {
        throw ValidationError("\(option) is a date such as 2025-11-30, not '\(text)'")
      }
    }
    _ = try change()
  }

  func run() async throws {
    let project = try workspace.project()
    let now = try asOf.instant(in: project)
    let desk = SegmentDesk(project: project, now: now)
    let chosen = try segments.map { try desk.segment(named: $0) }
    let terms = ReportTerms(
      project.configuration,
      now: now,
      period: try chosenPeriod(through: project.configuration.calendar.lastFullDay(before: now)),
      unit: by,
      segments: chosen,
      whatIf: try change()
    )
    let report = try await ShopReport.make(
      terms,
      from: project.store,
      members: desk.keys
    )
    if let html { try write(ReportPage(report).html, to: html) }
    let view = ReportOutput(report, isExplained: explain)
    if output.json {
      Terminal.print(view.json.document)
    } else if html == nil {
      Terminal.print(view.text(width: Terminal.width))
    }
  }

  private func write(_ page: String, to path: String) throws {
    do {
      try Data(page.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      Terminal.note("wrote \(path)\n")
    } catch {
      throw CommandFailure.world("cannot write \(path): \(error.localizedDescription)")
    }
  }

  private func change() throws -> WhatIf? {
    do {
      return try whatIf.map { try WhatIf($0) }
    } catch let error as WhatIf.Misunderstanding {
      throw ValidationError("--what-if: \(error)")
    }
  }

  /// The days asked for, as far as they are over.
  private func chosenPeriod(through lastDay: CivilDay) throws -> FigurePeriod {
    guard let asked = try askedPeriod(through: lastDay) else {
      return ReportPeriod.usual(through: lastDay)
    }
    guard let past = ReportPeriod.past(asked, through: lastDay) else {
      throw CommandFailure.problem(
        "no day from \(asked.first) to \(asked.last) is over yet: the last full day is \(lastDay)"
      )
    }
    if past != asked {
      Terminal.note("notice: the figures end with \(past.last), the last full day\n")
    }
    return past
  }

  private func askedPeriod(through lastDay: CivilDay) throws -> FigurePeriod? {
    if let period { return ReportPeriod.named(period) }
    let last = to.flatMap { CivilDay(iso: $0) }
    let first = from.flatMap { CivilDay(iso: $0) }
    guard first != nil || last != nil else { return nil }
    let end = last ?? max(lastDay, first ?? lastDay)
    let start = first ?? end.adding(days: 1).adding(months: -12)
    guard start <= end else {
      throw CommandFailure.problem("--from \(start) is after --to \(end)")
    }
    return FigurePeriod(start, through: end)
  }
}

extension FigurePeriod.Unit: ExpressibleByArgument {}
