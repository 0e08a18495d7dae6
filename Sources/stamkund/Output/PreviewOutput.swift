import Campaigns
import Diagnostics
import HTML
import Mail
import Rainbow
import Shop
import Store

/// How a dry run is shown.
enum PreviewOutput {
  static func json(_ report: PreviewReport, _ calendar: ShopCalendar) -> JSONValue {
    [
      "campaign": .text(report.campaign), "as_of": JSONValue(report.asOf, calendar),
      "audience": JSONValue(report.waterfall),
      "variants": JSONValue(report.variants) {
        ["name": JSONValue($0.name), "mailed": JSONValue($0.mailed)]
      },
      "rendered": JSONValue(report.rendered),
      "problems": JSONValue(report.problems) { problem in
        [
          "severity": .text(problem.severity.rawValue), "cause": .text(problem.cause),
          "count": JSONValue(problem.count), "examples": JSONValue(problem.examples),
        ]
      },
      "variables": JSONValue(report.variables) { variable in
        [
          "name": .text(variable.name), "used": JSONValue(variable.used),
          "empty": JSONValue(variable.empty), "has_default": .bool(variable.hasDefault),
        ]
      },
      "branches": JSONValue(report.branches) { branch in
        [
          "file": .text(branch.location.file), "line": JSONValue(branch.location.line),
          "column": JSONValue(branch.location.column), "tag": .text(branch.tag),
          "shown": JSONValue(branch.shown), "skipped": JSONValue(branch.skipped),
        ]
      },
      "branches_left_out": JSONValue(report.branchesLeftOut),
      "messages": JSONValue(report.samples) { chosen in
        let sample = chosen.message
        return [
          "customer": .text(sample.customer), "email": .text(sample.email),
          "variant": JSONValue(sample.variant), "offer_code": JSONValue(sample.offerCode),
          "subject": .text(sample.message.subject), "text": .text(sample.message.text),
          "html": .text(sample.message.html),
          "bytes": JSONValue(sample.message.composed.bytes.count),
          "shows": JSONValue(chosen.shows) { branch in
            [
              "file": .text(branch.location.file), "line": JSONValue(branch.location.line),
              "column": JSONValue(branch.location.column), "tag": .text(branch.tag),
            ]
          },
        ]
      },
    ]
  }

  /// The audience, what is wrong, and the samples; with `findings` also what customers lack and
  /// which branches nobody reaches.
  static func text(
    _ report: PreviewReport,
    title: String,
    calendar: ShopCalendar,
    width: Int,
    findings: Bool = false
  ) -> String {
    var text = "\(title.bold)  as of \(Figures.time(report.asOf, calendar))\n\n"
    text += waterfall(report.waterfall, width: width)
    if report.variants.count > 1 {
      let parts = report.variants.map { "\($0.name ?? "") \(Figures.number($0.mailed))" }
      text += "\nvariants: \(parts.joined(separator: ", "))\n"
    }
    text += problems(report)
    if findings { text += PreviewFindings.text(report, width: width) }
    text += PreviewFindings.samples(report)
    for sample in report.samples { text += "\n" + message(sample, width: min(width, 80)) }
    if let absent = report.absent { text += "\n\(words(absent))\n" }
    return text
  }

  /// From all who matched down to those mailed, with a bar for each step that takes some away.
  static func waterfall(_ waterfall: Waterfall, width: Int) -> String {
    var table = Table([.text("AUDIENCE"), .number(""), .text("")])
    func bar(_ part: Int) -> String {
      guard waterfall.matched > 0, part > 0 else { return "" }
      return String(repeating: "█", count: max(1, part * 30 / waterfall.matched))
    }
    table.add(["matched", Figures.number(waterfall.matched), bar(waterfall.matched)])
    for step in Waterfall.Step.allCases where waterfall[step] > 0 {
      table.add(["− \(words(step))", Figures.number(waterfall[step]), bar(waterfall[step])])
    }
    table.add(["= mailed", Figures.number(waterfall.mailed), bar(waterfall.mailed)])
    return table.rendered(width: width)
  }

  static func words(_ step: Waterfall.Step) -> String {
    switch step {
    case .excluded: "excluded"
    case .noConsent: "no consent"
    case .suppressed: "suppressed"
    case .paused: "paused by the customer"
    case .invalidAddress: "no valid address"
    case .duplicateAddress: "address of another customer"
    case .capped: "mailed enough lately"
    case .alreadySent: "had it before"
    case .holdout: "held out to compare"
    }
  }

  private static func words(_ absence: PreviewReport.Absence) -> String {
    switch absence {
    case .notMatched: "this customer is in none of the campaign's segments"
    case .stopped(let step): "this customer gets no mail: \(words(step))"
    }
  }

  private static func problems(_ report: PreviewReport) -> String {
    guard !report.problems.isEmpty else {
      return report.rendered == 0
        ? "" : "\n\("✓".green) \(Figures.number(report.rendered)) messages written, no problems\n"
    }
    var text = "\n\(Figures.number(report.rendered)) messages written\n"
    for problem in report.problems {
      let word = problem.severity == .error ? "error:".red.bold : "warning:".yellow.bold
      let cause = TerminalText.withoutControls(problem.cause)
      text += "\(word) \(cause)\n"
      text += "  \(Figures.number(problem.count)) messages, such as to customer "
      text += problem.examples.joined(separator: ", ") + "\n"
    }
    return text
  }

  private static func message(_ sample: PreviewReport.Sample, width: Int) -> String {
    let shown = sample.message
    let size = (shown.message.composed.bytes.count + 512) / 1_024
    var head = ["customer \(shown.customer)"]
    if let variant = shown.variant { head.append("variant \(variant)") }
    if let code = shown.offerCode { head.append("code \(code)") }
    head.append("\(size) KB")
    let rule = String(repeating: "─", count: width).lightBlack
    return """
      \(rule)
      To       \(TerminalText.withoutControls(shown.email))  \(head.joined(separator: " · ").lightBlack)
      Subject  \(TerminalText.withoutControls(shown.message.subject).bold)
      \(PreviewFindings.shown(in: sample))\(rule)
      \(TerminalMessage.rendered(shown.message, width: width))
      """
  }
}
