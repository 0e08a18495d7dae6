import Loyalty
import Shop

/// A report as one page of HTML with its charts in it: no scripts, no network, light and dark, and
/// made to be printed too.
package struct ReportPage {
  let report: ShopReport

  package init(_ report: ShopReport) { self.report = report }

  package var html: String {
    let period = "\(report.period.first) to \(report.period.last)"
    let title = "\(Drawing.escaped(report.terms.shopName)): loyalty"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>\(title), \(period)</title>
      <style>
      \(ReportStyle.css)
      </style>
      </head>
      <body>
      <main>
      <header>
      <h1>\(title)</h1>
      <p>\(period)</p>
      </header>
      \(sections.joined(separator: "\n"))
      <footer>As of \(report.terms.calendar.iso8601(report.terms.now)). Made by Stamkund.</footer>
      </main>
      </body>
      </html>

      """
  }

  private var sections: [String] {
    guard report.firstDay != nil else {
      return [
        section("Nothing to tell yet", "No orders were placed before the day of this report.", "")
      ]
    }
    return [
      tiles, retention, parts, cohorts, rfm, deciles, segments, club, predictions, check, whatIf,
      explanations,
    ].compactMap(\.self)
  }

  private var tiles: String {
    let shown: [ShopFigure] = [
      .retention, .repeatRate, .topDecileShare, .averageOrderValue, .customerValue, .lifetimeValue,
    ]
    let tiles = shown.map { figure in
      let value = figure.text(of: report.figures, in: report.terms.currency)
      return """
        <div class="tile"><span>\(Drawing.escaped(figure.title.capitalizedFirst))</span>\
        <b>\(Drawing.escaped(value))</b><small>\(Drawing.escaped(figure.meaning))</small></div>
        """
    }
    return "<section class=\"tiles\">\n\(tiles.joined(separator: "\n"))\n</section>"
  }

  private var retention: String? {
    let points = zip(report.parts, report.yearlyByPart).map { part, yearly in
      RetentionChart.Point(period: part.period, rate: yearly.retention.rate)
    }
    let levels = IndustryRetention.levels.map {
      "\($0.industry) \(FigureText.number($0.rate * 100, decimals: $0.rate == 0.755 ? 1 : 0))"
    }
    let usual = "Usual in other trades, in percent: \(levels.joined(separator: ", "))."
    guard points.contains(where: { $0.rate != nil }) else {
      return section(
        "Retention over time",
        "Unknown: nobody was active a year before any of these days. \(usual)",
        ""
      )
    }
    return section(
      "Retention over time",
      "Of the customers who were active a year before, so many still were.",
      figure(RetentionChart(points: points, unit: report.terms.unit).svg),
      after: usual
    )
  }

  private var parts: String? {
    guard report.parts.count > 1 else { return nil }
    let unit = report.terms.unit
    let names = FigureText.axisNames(of: report.parts.map(\.period), unit)
    let bars = zip(report.parts, names).map { part, axisName in
      let name = FigureText.name(of: part.period, unit)
      let revenue = money(part.revenue, isRounded: true)
      return BarChart.Bar(
        name: axisName,
        values: [Double(part.revenue)],
        text: Self.short(part.revenue / report.terms.currency.minorUnits),
        note: "\(name): \(revenue), \(FigureText.count(part.orders)) orders"
      )
    }
    let chart = BarChart(label: "Revenue by \(unit.rawValue)", bars: bars, height: 236)
    return section(
      "Revenue by \(unit.rawValue)",
      "In \(report.terms.currency.code), of customers and guests, less returns.",
      figure(chart.svg)
    )
  }

  private var cohorts: String? {
    let chart = CohortChart(cohorts: report.cohorts, unit: report.terms.unit)
    guard let svg = chart.svg else { return nil }
    let unit = report.terms.unit.rawValue
    return section(
      "Who comes back",
      "Customers by the \(unit) of their first purchase, and how many percent of them bought in "
        + "each \(unit) since.",
      figure(svg)
    )
  }

  private var rfm: String? {
    guard report.rfm.customers > 0 else { return nil }
    let rows = report.rfm.groups.map { group in
      let share = Double(group.customers) / Double(report.rfm.customers)
      return [
        group.name.rawValue.capitalizedFirst, FigureText.count(group.customers),
        FigureText.share(share), money(group.spent, isRounded: true),
      ]
    }
    return section(
      "Recency, frequency, money",
      "All \(FigureText.count(report.rfm.customers)) who have ever bought, scored from 1 to 5 by "
        + "how lately (R), and by how often and for how much (FM) they have bought.",
      figure(RFMChart(grid: report.rfm).svg)
        + table(["", "customers", "share", "have spent"], rows),
      kind: "long"
    )
  }

  private var deciles: String? {
    let figures = report.figures
    guard figures.buyers > 0, figures.customerRevenue > 0 else { return nil }
    let bars = figures.revenueByDecile.enumerated().map { index, revenue in
      let share = Double(revenue) / Double(figures.customerRevenue)
      return BarChart.Bar(
        name: FigureText.AxisName(
          name: index == 0 ? "best 10\u{A0}%" : "–\(index * 10 + 10)\u{A0}%"
        ),
        values: [Double(revenue)],
        text: FigureText.share(share),
        note: money(revenue, isRounded: true)
      )
    }
    return section(
      "Revenue by tenths of the customers",
      "The buying customers of the period, those who spent most first: what part of the "
        + "customers' revenue each tenth brought.",
      figure(
        BarChart(label: "Revenue by tenths of the customers", bars: bars, isFirstStrong: true).svg
      )
    )
  }

  /// `18 148` as it is, `1 234 567` as `1.23M`.
  private static func short(_ number: Int64) -> String {
    switch abs(number) {
    case ..<10_000: FigureText.count(Int(number))
    case ..<1_000_000: FigureText.number(Double(number) / 1e3, decimals: 0) + "k"
    default: FigureText.number(Double(number) / 1e6, decimals: 2) + "M"
    }
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
