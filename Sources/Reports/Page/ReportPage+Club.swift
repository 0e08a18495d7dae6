import Loyalty

extension ReportPage {
  /// What the customer club owes, and who stands where in it.
  var club: String? {
    guard let figures = report.club else { return nil }
    let rows = ClubRows(figures, report.terms.currency)
    let owed = rows.owed.map { [$0.name.capitalizedFirst, $0.value] }
    let tiers = rows.tiers.map { ["Tier \($0.name)", FigureText.customers($0.customers)] }
    return section(
      "Customer club",
      "As of now. Points outstanding are a debt of the shop until they are used or expire.",
      table([], owed + tiers)
    )
  }
}
