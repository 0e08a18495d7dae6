import Diagnostics
import Documents

/// The names by which a workspace's files know each other.
struct References {
  private let segments: [String]
  private let offers: [String]
  private let templates: [String]

  init(_ files: WorkspaceFiles) {
    segments = files.segments.map(\.name)
    offers = files.offers.map(\.name)
    templates = files.templates.templates.keys.sorted()
  }

  /// The error where there is no such segment, nil where there is; the next two alike.
  func segmentProblem(_ name: Located<String>) -> Diagnostic? {
    problem(name, called: "segment", in: "segments/", known: segments)
  }

  func offerProblem(_ name: Located<String>) -> Diagnostic? {
    problem(name, called: "offer", in: "offers/", known: offers)
  }

  func templateProblem(_ name: Located<String>) -> Diagnostic? {
    problem(name, called: "template", in: "Templates/", known: templates)
  }

  private func problem(
    _ name: Located<String>,
    called kind: String,
    in folder: String,
    known: [String]
  ) -> Diagnostic? {
    if known.contains(name.value) { return nil }
    let list = "in \(folder): \(known.joined(separator: ", "))"
    return .error(
      "unknown-\(kind)",
      "there is no \(kind) '\(name.value)'",
      at: name.location,
      help: NearestName.suggestion(for: name.value, among: known)
        ?? (known.isEmpty ? "\(folder) has no files yet" : list)
    )
  }
}
