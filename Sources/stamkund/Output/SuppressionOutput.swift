import Campaigns
import Diagnostics
import Foundation
import Shop
import Store
import Workspace

/// Suppressed addresses as the terminal and programs see them.
enum SuppressionOutput {
  /// The addresses on standard input, one a line; blank lines say nothing.
  static func standardInput() -> [String] {
    var lines: [String] = []
    while let line = readLine() {
      let address = line.trimmingCharacters(in: .whitespacesAndNewlines)
      if !address.isEmpty { lines.append(address) }
    }
    return lines
  }

  /// Every suppressed address with its reason and time.
  static func list(of project: ShopProject, asJSON: Bool) throws {
    let calendar = project.configuration.calendar
    var entries: [(address: String, suppression: Suppression)] = []
    try project.store.forEachSuppression { entries.append(($0, $1)) }
    if asJSON {
      let list = JSONValue(entries) { json($0.address, $0.suppression, calendar) }
      Terminal.print(JSONValue.object([("suppressions", list)]).document)
    } else if entries.isEmpty {
      Terminal.note("no address is suppressed\n")
    } else {
      var table = Table([.text("ADDRESS"), .text("REASON"), .text("SINCE"), .text("NOTE")])
      for (address, suppression) in entries {
        let since = Figures.time(suppression.at, calendar)
        table.add([address, suppression.reason.rawValue, since, suppression.note ?? ""])
      }
      Terminal.print(table.rendered(width: Terminal.width))
    }
  }

  private static func json(
    _ address: String,
    _ suppression: Suppression,
    _ calendar: ShopCalendar
  ) -> JSONValue {
    [
      "address": .text(address), "reason": .text(suppression.reason.rawValue),
      "note": JSONValue(suppression.note), "at": JSONValue(suppression.at, calendar),
    ]
  }

  /// What became of each address.
  static func show(_ outcomes: [SuppressionDesk.Outcome], asJSON: Bool) {
    if asJSON {
      let list = JSONValue(outcomes) {
        ["address": .text($0.address), "change": .text($0.change.rawValue)]
      }
      Terminal.print(JSONValue.object([("addresses", list)]).document)
    } else {
      for outcome in outcomes {
        let address = TerminalText.withoutControls(outcome.address)
        Terminal.print("\(address)  \(words(outcome.change))\n")
      }
    }
  }

  private static func words(_ change: SuppressionDesk.Outcome.Change) -> String {
    switch change {
    case .suppressed: "suppressed"
    case .alreadySuppressed: "was suppressed before"
    case .lifted: "may be mailed again, if its customers consent"
    case .notSuppressed: "was not suppressed"
    case .invalid: "is no address"
    }
  }
}
