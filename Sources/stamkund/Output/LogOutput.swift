import CSV
import Campaigns
import Rainbow
import Shop
import Store
import Workspace

/// How the send log is shown: streamed, since a run may have a million messages.
struct LogOutput {
  let project: ShopProject
  let run: Run

  private var calendar: ShopCalendar { project.configuration.calendar }

  /// The document is written message by message; its shape is that of any other.
  func printJSON(_ filter: LogFilter) throws {
    let head = JSONValue.text(run.campaign).document.dropLast()
    Terminal.print("{\n  \"campaign\": \(head),\n  \"run\": \"\(run.name)\",\n  \"messages\": [")
    var isFirst = true
    try project.store.delivery.forEachMessage(of: run, filter) { message in
      Terminal.print(isFirst ? "\n" : ",\n")
      Terminal.print(String(JSONValue(message, calendar).document.dropLast()))
      isFirst = false
    }
    Terminal.print(isFirst ? "]\n}\n" : "\n  ]\n}\n")
  }

  func printCSV(_ filter: LogFilter) throws {
    let columns = [
      "customer", "email", "state", "reason", "attempts", "reply_code", "enhanced_code", "reply",
      "message_id", "variant", "offer_code", "planned_at", "handed_over_at", "settled_at",
    ]
    Terminal.print(CSVText.line(columns))
    try project.store.delivery.forEachMessage(of: run, filter) { message in
      Terminal.print(CSVText.line(cells(message)))
    }
  }

  func printTable(_ filter: LogFilter, width: Int) throws {
    let counts = try project.store.delivery.counts(of: run)
    Terminal.print(Self.summary(run, counts, calendar))
    var table = Table([
      .text("CUSTOMER"), .text("STATE"), .text("ADDRESS"), .number("TRIES"), .text("SETTLED"),
      .text("ANSWER"),
    ])
    let shown = 200
    var total = 0
    try project.store.delivery.forEachMessage(of: run, filter) { message in
      total += 1
      guard total <= shown else { return }
      let answer = [
        message.reason, message.reply?.code.map(String.init), message.reply?.text,
      ]
      table.add([
        message.customer, message.state.rawValue, message.email, String(message.attempts),
        message.settledAt.map { Figures.time($0, calendar) } ?? "",
        answer.compactMap { $0 }.joined(separator: " "),
      ])
    }
    Terminal.print("\n" + table.rendered(width: width))
    if total > shown {
      Terminal.print(
        "… and \(Figures.number(total - shown)) more: --state, --customer, --csv or --json\n"
      )
    }
  }

  /// The run in a few lines.
  static func summary(_ run: Run, _ counts: MessageCounts, _ calendar: ShopCalendar) -> String {
    var text = "\(run.campaign.bold)  run \(run.name), \(run.state.rawValue)"
    text += ", planned \(Figures.time(run.plannedAt, calendar))\n"
    if let reason = run.reason { text += "\(reason)\n" }
    return text + "\(Figures.number(counts.audience)) messages: \(counts.summary)\n"
  }

  private func cells(_ message: LoggedMessage) -> [String] {
    func time(_ instant: Instant?) -> String { instant.map(calendar.iso8601) ?? "" }
    return [
      message.customer, message.email, message.state.rawValue, message.reason ?? "",
      String(message.attempts), message.reply?.code.map(String.init) ?? "",
      message.reply?.enhancedCode ?? "", message.reply?.text ?? "", message.messageID ?? "",
      message.variant ?? "", message.offerCode ?? "", time(message.plannedAt),
      time(message.handedOverAt), time(message.settledAt),
    ]
  }
}
