import Diagnostics
import Shop
import Store

extension JSONValue {
  /// ISO 8601 with the shop's offset, or null.
  init(_ instant: Instant?, _ calendar: ShopCalendar) {
    self = instant.map { .text(calendar.iso8601($0)) } ?? .null
  }

  init(_ money: Money) {
    self = ["amount": .integer(money.amount), "currency": .text(money.currency.code)]
  }

  init(_ diagnostic: Diagnostic) {
    self = [
      "file": .text(diagnostic.location.file), "line": JSONValue(diagnostic.location.line),
      "column": JSONValue(diagnostic.location.column),
      "severity": .text(diagnostic.severity.rawValue), "code": .text(diagnostic.code),
      "message": .text(diagnostic.message), "help": JSONValue(diagnostic.help),
    ]
  }

  init(_ waterfall: Waterfall) {
    let steps = Waterfall.Step.allCases.map { ($0.rawValue, JSONValue(waterfall[$0])) }
    self = .object(
      [("matched", JSONValue(waterfall.matched))] + steps
        + [("mailed", JSONValue(waterfall.mailed))]
    )
  }

  init(_ message: LoggedMessage, _ calendar: ShopCalendar) {
    self = [
      "customer": .text(message.customer), "email": .text(message.email),
      "state": .text(message.state.rawValue), "reason": JSONValue(message.reason),
      "attempts": JSONValue(message.attempts), "reply_code": JSONValue(message.reply?.code),
      "enhanced_code": JSONValue(message.reply?.enhancedCode),
      "reply": JSONValue(message.reply?.text), "server": JSONValue(message.server),
      "message_id": JSONValue(message.messageID), "variant": JSONValue(message.variant),
      "offer_code": JSONValue(message.offerCode),
      "planned_at": JSONValue(message.plannedAt, calendar),
      "handed_over_at": JSONValue(message.handedOverAt, calendar),
      "settled_at": JSONValue(message.settledAt, calendar),
    ]
  }
}
