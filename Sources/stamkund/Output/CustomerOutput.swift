import Diagnostics
import Loyalty
import Rainbow
import Shop
import Store
import Workspace

/// One customer from all sides.
struct CustomerOutput {
  let history: CustomerHistory
  let figures: CustomerFigures
  let segments: [String]
  let messages: [LoggedMessage]
  let shop: ShopConfiguration

  private var customer: Customer { history.customer }

  var json: JSONValue {
    [
      "id": .text(customer.id), "email": JSONValue(customer.email),
      "attributes": .object(attributes.map { ($0.0, JSONValue($0.1)) }),
      "custom": .object(
        customer.custom.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) }
      ),
      "orders": JSONValue(figures.purchases.count),
      "spent": JSONValue(Money(amount: figures.spent, currency: shop.currency)),
      "last_order_at": JSONValue(figures.lastOrder?.placedAt, shop.calendar),
      "segments": JSONValue(segments),
      "messages": JSONValue(messages) { message in
        guard case .object(let entries) = JSONValue(message, shop.calendar) else { return .null }
        return .object([("campaign", .text(message.campaign))] + entries)
      },
    ]
  }

  func text(width: Int) -> String {
    let name = [customer.firstName, customer.lastName].compactMap { $0 }.joined(separator: " ")
    var text = "\(customer.id.bold)  \(TerminalText.withoutControls(name))\n\n"
    var table = Table([.text(""), .text("")])
    for (label, value) in [("email", customer.email)] + attributes where value != nil {
      table.add([label, value ?? ""])
    }
    for (label, value) in customer.custom.sorted(by: { $0.key < $1.key }) {
      table.add(["custom.\(label)", value])
    }
    table.add(["orders", Figures.number(figures.purchases.count)])
    table.add(["spent", Figures.money(Money(amount: figures.spent, currency: shop.currency))])
    if let last = figures.lastOrder {
      table.add(["last order", Figures.time(last.placedAt, shop.calendar)])
    }
    table.add(["segments", segments.isEmpty ? "none" : segments.joined(separator: ", ")])
    text += table.rendered(width: width)
    return text + orders(width: width) + mails(width: width)
  }

  private func orders(width: Int) -> String {
    guard !figures.orders.isEmpty else { return "" }
    var table = Table([.text("ORDER"), .text("PLACED"), .number("TOTAL"), .text("WHAT")])
    for order in figures.orders.suffix(10).reversed() {
      let lines = order.lines.map { $0.productName ?? $0.sku }
      table.add([
        order.id, Figures.time(order.placedAt, shop.calendar),
        Figures.money(Money(amount: order.total, currency: shop.currency)),
        lines.joined(separator: ", "),
      ])
    }
    return "\n" + table.rendered(width: width)
  }

  private func mails(width: Int) -> String {
    guard !messages.isEmpty else { return "" }
    var table = Table([.text("CAMPAIGN"), .text("STATE"), .text("PLANNED"), .text("CODE")])
    for message in messages {
      table.add([
        message.campaign, message.state.rawValue, Figures.time(message.plannedAt, shop.calendar),
        message.offerCode ?? "",
      ])
    }
    return "\n" + table.rendered(width: width)
  }

  private var attributes: [(String, String?)] {
    [
      ("first_name", customer.firstName), ("last_name", customer.lastName),
      ("gender", customer.gender), ("birth_date", customer.birthDate?.description),
      ("city", customer.city), ("postal_code", customer.postalCode),
      ("country", customer.country), ("language", customer.language),
      ("time_zone", customer.timeZone),
      ("signed_up_at", customer.signedUpAt.map(shop.calendar.iso8601)),
      ("email_consent", customer.emailConsent.map { $0 ? "yes" : "no" }),
      ("consent_at", customer.consentAt.map(shop.calendar.iso8601)),
      ("consent_source", customer.consentSource),
    ]
  }
}
