import ArgumentParser
import Campaigns
import Diagnostics
import Foundation
import Shop
import Store
import Workspace

/// Which workspace a command works in.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The workspace's folder; without it the current folder or the nearest parent with a stamkund.yaml.",
      valueName: "dir"
    )
  )
  var workspace: String?

  /// The workspace's files, read and checked.
  func load() throws -> ShopWorkspace {
    do {
      let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
      let folder =
        if let workspace {
          try WorkspaceFolder(at: URL(fileURLWithPath: workspace))
        } else {
          try WorkspaceFolder.find(from: current)
        }
      return ShopWorkspace.load(folder)
    } catch {
      throw CommandFailure.problem("\(error)")
    }
  }

  /// The workspace with its segments and its store; problems in `stamkund.yaml` are shown and end
  /// the command.
  ///
  /// With `checksNames`, its warnings tell of names that the shop's data do not have.
  func project(checksNames: Bool = false) throws -> ShopProject {
    try load().opened(with: nil, checksNames: checksNames)
  }
}

extension ShopWorkspace {
  /// The project, with a store that is open already or the workspace's own.
  func opened(with store: ShopStore?, checksNames: Bool) throws -> ShopProject {
    try ShopProject(
      self,
      configuration: soundConfiguration(),
      store: store,
      checksNames: checksNames,
      announce: { Terminal.note("\($0)…\n") }
    )
  }

  /// The configuration; its problems are shown and end the command where it has errors.
  func soundConfiguration() throws -> ShopConfiguration {
    if let configuration { return configuration }
    let file = files.configuration?.path
    Terminal.note(rendered(problems.filter { file == nil || $0.location.file == file }))
    throw CommandFailure.problem("stamkund.yaml has errors: see above")
  }

  /// Problems with their lines and carets.
  func rendered(_ problems: [Diagnostic]) -> String {
    DiagnosticRenderer(style: .terminal) { files.text(ofFile: $0) }.render(problems)
  }
}

/// The moment that a command takes for now.
struct AsOfOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take this date or time for now: 2026-12-24, 2026-12-24T09:00, or with an offset.",
      valueName: "date-or-time"
    )
  )
  var asOf: String?

  /// What was given, else the clock; a date is its midnight in the shop's zone.
  func instant(in project: ShopProject) throws -> Instant {
    guard let asOf else { return Instant(Date()) }
    guard let instant = project.instant(asOf) else {
      throw ValidationError("--as-of is a date or a time such as 2026-12-24, not '\(asOf)'")
    }
    return instant
  }
}

/// Output for programs.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON document instead of text.")
  var json = false
}
