import ArgumentParser
import CSV
import Campaigns
import Diagnostics
import Segmentation
import Shop

struct SegmentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segments",
    abstract: "Count all segments, or explain one.",
    discussion: """
      Without a name: every segment with its customers and how many of them can be reached by \
      e-mail. With a name: what the segment means in plain words, how many customers pass each \
      condition alone and together with those above it, and a few of its members.
      """
  )

  @Argument(help: "The segment to explain: the name of its file without .yaml.")
  var name: String?
  @Flag(help: "Print the SQL that finds the members.")
  var sql = false
  @Flag(help: "Print the members as CSV: id, email, first_name, last_name.")
  var csv = false
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if name == nil && (sql || csv) {
      throw ValidationError("--sql and --csv need a segment's name")
    }
    if [sql, csv, output.json].filter({ $0 }).count > 1 {
      throw ValidationError("choose one of --sql, --csv and --json")
    }
  }

  func run() async throws {
    let project = try workspace.project(checksNames: name != nil)
    let now = try asOf.instant(in: project)
    let problems = project.problems.filter { problem in
      let file = problem.location.file
      return file == name.map { "segments/\($0).yaml" }
        || (problem.severity == .error && file.hasPrefix("segments/"))
    }
    Terminal.note(project.workspace.rendered(problems))
    let desk = SegmentDesk(project: project, now: now)
    guard let name else {
      let counts = try desk.counts()
      Terminal.note(project.workspace.rendered(try desk.unknownPredictions(of: desk.segments)))
      Terminal.print(
        output.json
          ? SegmentOutput.json(counts, in: desk).document
          : SegmentOutput.text(counts, width: Terminal.width)
      )
      if problems.hasErrors { throw ExitCode(1) }
      return
    }
    let segment = try desk.segment(named: name)
    if !sql {
      Terminal.note(project.workspace.rendered(try desk.unknownPredictions(of: [segment])))
    }
    try show(segment, from: desk)
  }

  private func show(_ segment: Segment, from desk: SegmentDesk) throws {
    if sql {
      Terminal.print(SegmentOutput.sql(desk.sql(of: segment)))
    } else if csv {
      Terminal.print("id,email,first_name,last_name\n")
      try desk.forEachMember(of: segment) { Terminal.print(CSVText.line($0)) }
    } else {
      let picture = try desk.picture(of: segment)
      Terminal.print(
        output.json
          ? SegmentOutput.json(picture, in: desk).document
          : SegmentOutput.text(picture, width: Terminal.width)
      )
    }
  }
}

extension SegmentDesk {
  /// The segment of that name, or why there is none.
  func segment(named name: String) throws -> Segment {
    if let segment = project.library.segment(named: name) { return segment }
    if project.library.allNames.contains(name) {
      throw CommandFailure.problem("the segment '\(name)' has errors: see above")
    }
    throw CommandFailure.unknown("segment", name, among: project.library.allNames)
  }
}
