import Loyalty
import Reports
import Shop

extension ReportOutput {
  /// What the club owes, and how many customers stand on each tier; empty without a club.
  func club(_ width: Int) -> String {
    guard let figures = report.club else { return "" }
    let rows = ClubRows(figures, report.terms.currency)
    var owed = Table([.text(""), .number(""), .text("")])
    for row in rows.owed { owed.add([row.name, row.value, row.meaning]) }
    guard let most = rows.tiers.map(\.customers).max() else { return owed.rendered(width: width) }
    var tiers = Table([.text("TIER"), .number("CUSTOMERS"), .text("")])
    for tier in rows.tiers {
      let share = Double(tier.customers) / Double(max(1, most))
      tiers.add([
        tier.name, FigureText.count(tier.customers), ReportBar.bar(share, width: Self.barWidth),
      ])
    }
    return owed.rendered(width: width) + "\n" + tiers.rendered(width: width)
  }

  /// Null without a club.
  var clubJSON: JSONValue {
    guard let figures = report.club else { return .null }
    return [
      "members": JSONValue(figures.members), "points": .integer(figures.points),
      "worth": money(figures.worth), "open_vouchers": JSONValue(figures.openVouchers),
      "open_vouchers_worth": money(figures.vouchersWorth),
      "tiers": JSONValue(figures.levels) { level in
        ["name": .text(level.level.name), "customers": JSONValue(level.customers)]
      },
    ]
  }
}
