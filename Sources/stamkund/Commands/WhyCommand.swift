import ArgumentParser
import Campaigns
import Diagnostics
import Rainbow
import Segmentation
import Shop
import Store

struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Tell why a customer is in a segment, or is not.",
    discussion: """
      Shows each condition with a tick or a cross and the value that decided. In the group 'none' \
      a tick means that the condition holds, and so keeps the customer out.
      """
  )

  @Argument(help: "The segment's name.") var segment: String
  @Argument(help: "The customer's id or e-mail address.") var customer: String
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let project = try workspace.project(checksNames: true)
    let desk = SegmentDesk(project: project, now: try asOf.instant(in: project))
    Terminal.note(
      project.workspace.rendered(
        project.problems.filter { $0.location.file == "segments/\(segment).yaml" }
      )
    )
    let found = try desk.segment(named: segment)
    Terminal.note(project.workspace.rendered(try desk.unknownPredictions(of: [found])))
    let reasons = try desk.reasons(found, for: try project.customer(customer))
    Terminal.print(output.json ? Self.json(reasons).document : Self.text(reasons))
  }

  private static func json(_ reasons: SegmentDesk.Reasons) -> JSONValue {
    [
      "segment": .text(reasons.segment.name), "customer": .text(reasons.customer.customer.id),
      "member": .bool(reasons.evaluation.isMember),
      "conditions": JSONValue(reasons.evaluation.conditions) { condition in
        [
          "group": .text(condition.group), "text": .text(condition.text),
          "holds": .bool(condition.holds), "value": .text(condition.value),
          "meaning": .text(condition.meaning),
        ]
      },
    ]
  }

  private static func text(_ reasons: SegmentDesk.Reasons) -> String {
    let verdict =
      reasons.evaluation.isMember ? "is in".green.bold : "is not in".red.bold
    var text = "\(reasons.customer.customer.id) \(verdict) \(reasons.segment.title.bold)\n\n"
    var group = ""
    for condition in reasons.evaluation.conditions {
      if condition.group != group {
        group = condition.group
        text += "\(group)\n".lightBlack
      }
      let indent = String(repeating: "  ", count: condition.depth + 1)
      let mark = condition.holds ? "✓".green : "✗".red
      let value = TerminalText.withoutControls(condition.value)
      text += "\(indent)\(mark) \(condition.meaning)"
      text += value.isEmpty ? "\n" : "  \("— \(value)".lightBlack)\n"
    }
    return text
  }
}

extension ShopProject {
  /// The customer of that id or e-mail address.
  func customer(_ name: String) throws -> CustomerHistory {
    guard let history = try store.history(ofCustomer: name) else {
      throw CommandFailure.problem("there is no customer with that id or address")
    }
    return history
  }
}
