package import Loyalty
package import Shop

/// The club's figures in words, the same in the terminal and on the page.
package struct ClubRows: Sendable {
  package let figures: ClubFigures
  package let currency: Currency

  package init(_ figures: ClubFigures, _ currency: Currency) {
    self.figures = figures
    self.currency = currency
  }

  /// What the shop owes: names, values and what they mean.
  package var owed: [(name: String, value: String, meaning: String)] {
    var rows = [
      ("members with points", FigureText.count(figures.members), "customers who can use some"),
      (
        "points outstanding", FigureText.count(Int(figures.points)),
        "what they have together, a debt of the shop"
      ),
    ]
    if let worth = figures.worth {
      rows.append(
        ("worth as vouchers", FigureText.money(worth, currency), "what these points buy")
      )
    }
    if figures.openVouchers > 0 {
      let worth = FigureText.money(figures.vouchersWorth, currency)
      rows.append(
        ("open vouchers", FigureText.count(figures.openVouchers), "issued, not used: \(worth)")
      )
    }
    return rows
  }

  /// Each tier, from the highest down.
  package var tiers: [(name: String, customers: Int)] {
    figures.levels.reversed().map { ($0.level.name, $0.customers) }
  }
}
