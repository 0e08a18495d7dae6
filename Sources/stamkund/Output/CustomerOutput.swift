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
  /// Nil without a purchase.
  let rfm: RFM?
  /// Nil without a purchase before today.
  let prediction: Estimate<CustomerPrediction>?
  /// Nil where the shop has no club.
  let club: ClubOutput?
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
      "rfm": JSONValue(rfm?.name.rawValue), "rfm_scores": scores,
      "churn_risk": prediction?.value.map { .real($0.churnRisk) } ?? .null,
      "lifetime_value": lifetimeValue.map { JSONValue($0) } ?? .null,
      "points": JSONValue(club?.standing.points),
      "tier": JSONValue(club?.standing.tier?.name), "club": club?.json ?? .null,
      "segments": JSONValue(segments),
      "messages": JSONValue(messages) { message in
        guard case .object(let entries) = JSONValue(message, shop.calendar) else { return .null }
        return .object([("campaign", .text(message.campaign))] + entries)
      },
    ]
  }

  private var lifetimeValue: Money? {
    prediction?.value?.lifetimeValue.map { Money(amount: $0, currency: shop.currency) }
  }

  private var scores: JSONValue {
    guard let rfm else { return .null }
    return [
      "recency": JSONValue(rfm.recency), "frequency": JSONValue(rfm.frequency),
      "monetary": JSONValue(rfm.monetary),
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
    if let rfm {
      let scores = "recency \(rfm.recency), frequency \(rfm.frequency), monetary \(rfm.monetary)"
      table.add(["RFM", "\(rfm.name.rawValue): \(scores)"])
    }
    addPredictions(to: &table)
    club?.addRows(to: &table)
    table.add(["segments", segments.isEmpty ? "none" : segments.joined(separator: ", ")])
    text += table.rendered(width: width)
    let points = club?.tables(width: width) ?? ""
    return text + orders(width: width) + points + mails(width: width)
  }

  private func addPredictions(to table: inout Table) {
    switch prediction {
    case nil: break
    case .unknown(let reason): table.add(["churn risk", "unknown: \(reason)"])
    case .known(let prediction):
      let percent = Int((100 * prediction.churnRisk).rounded())
      table.add(["churn risk", "\(percent) %"])
      table.add(["lifetime value", lifetimeValue.map(Figures.money) ?? "unknown"])
    }
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
