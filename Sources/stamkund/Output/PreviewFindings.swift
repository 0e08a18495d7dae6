import Campaigns
import Diagnostics
import Rainbow

/// What a dry run says of the templates: what customers lack, and what nobody sees.
enum PreviewFindings {
  /// So many branches are listed; the rest is counted.
  private static let mostBranches = 8
  /// So many branches are named above a message.
  private static let mostShown = 3
  /// In characters.
  private static let longestTag = 60

  static func text(_ report: PreviewReport, width: Int) -> String {
    guard report.rendered > 0 else { return "" }
    return variables(report.variables, width: width) + branches(report.branches, width: width)
  }

  /// What is empty for somebody, most first.
  private static func variables(_ all: [PreviewReport.Variable], width: Int) -> String {
    let lacking = all.filter { $0.empty > 0 }.sorted { ($1.empty, $0.name) < ($0.empty, $1.name) }
    guard !lacking.isEmpty else {
      return all.isEmpty ? "" : "\n\("✓".green) every variable is there for everyone\n"
    }
    var table = Table([.text("VARIABLE"), .number("EMPTY FOR"), .number(""), .text("")])
    for variable in lacking {
      table.add([
        variable.name,
        "\(Figures.number(variable.empty)) of \(Figures.number(variable.used))",
        Figures.share(variable.empty, of: variable.used),
        variable.hasDefault ? "" : "⚠ nothing stands in",
      ])
    }
    let others = lacking.count < all.count ? "all other variables are there for everyone\n" : ""
    return "\n" + table.rendered(width: width) + others
  }

  /// The branches that nobody reaches.
  private static func branches(_ all: [PreviewReport.Branch], width: Int) -> String {
    guard !all.isEmpty else { return "" }
    let unreached = all.filter { $0.shown == 0 && $0.skipped == 0 }
    guard !unreached.isEmpty else {
      return "\("✓".green) every branch is reached by somebody\n"
    }
    var table = Table([.text("NOBODY REACHES"), .text("")])
    for branch in ownFirst(unreached).prefix(mostBranches) {
      table.add([tag(of: branch), place(of: branch)])
    }
    let others = unreached.count - mostBranches
    return "\n" + table.rendered(width: width)
      + (others > 0 ? "and \(others) more, which --json lists\n" : "")
  }

  /// Says so where more messages are shown than were asked for, or not enough for all branches.
  static func samples(_ report: PreviewReport) -> String {
    if report.branchesLeftOut > 0 {
      let count = report.branchesLeftOut
      return "\n\(count) \(count == 1 ? "branch is" : "branches are") in none of the "
        + "\(report.samples.count) messages below: "
        + "--sample \(report.samplesForAllBranches) shows all\n"
    }
    guard report.samples.count > report.samplesAskedFor else { return "" }
    return "\n\(report.samples.count) messages, so that every branch is seen:\n"
  }

  /// Lines that say which branches are seen in this message for the first time.
  static func shown(in sample: PreviewReport.Sample) -> String {
    var lines = ownFirst(sample.shows).prefix(mostShown).map {
      "\(tag(of: $0))  (\(place(of: $0)))"
    }
    let others = sample.shows.count - mostShown
    if others > 0 { lines.append("and \(others) more") }
    return lines.enumerated().map { index, line in
      (index == 0 ? "Shows    " : "         ")
        + TerminalText.withoutControls(line).lightBlack + "\n"
    }.joined()
  }

  /// Those of the e-mail itself before those of parts that it shares with others.
  private static func ownFirst(_ branches: [PreviewReport.Branch]) -> [PreviewReport.Branch] {
    branches.filter { !$0.isShared } + branches.filter(\.isShared)
  }

  /// The tag on one line, cut where it is long.
  private static func tag(of branch: PreviewReport.Branch) -> String {
    let tag = branch.tag.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return tag.count > longestTag ? tag.prefix(longestTag - 1) + "…" : tag
  }

  private static func place(of branch: PreviewReport.Branch) -> String {
    "\(branch.location.file):\(branch.location.line)"
  }
}

extension PreviewReport.Branch {
  /// Whether it stands in a part that other e-mails use as well.
  fileprivate var isShared: Bool {
    ["Templates/layouts/", "Templates/partials/", "Templates/components/"]
      .contains { location.file.hasPrefix($0) }
  }
}
