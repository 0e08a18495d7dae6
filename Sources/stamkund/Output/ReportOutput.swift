import Diagnostics
import Loyalty
import Rainbow
import Reports
import Shop

/// A report in the terminal, and for programs.
struct ReportOutput {
  let report: ShopReport
  /// Whether the formulas are shown as well.
  let isExplained: Bool

  static let barWidth = 24

  init(_ report: ShopReport, isExplained: Bool) {
    self.report = report
    self.isExplained = isExplained
  }

  func text(width: Int) -> String {
    let period = "\(report.period.first) to \(report.period.last)"
    let title = "\(TerminalText.withoutControls(report.terms.shopName)), \(period)"
    guard report.firstDay != nil else {
      let moment = report.terms.calendar.iso8601(report.terms.now)
      return title.bold
        + "\n\nno orders were placed before \(moment): there is nothing to tell yet\n"
    }
    let sections: [(String, String)] = [
      ("", figures(width)),
      ("RETENTION IN A YEAR", industries(width)),
      ("BY \(report.terms.unit.rawValue.uppercased())", parts(width)),
      ("WHO FIRST BOUGHT WHEN, AND BOUGHT AGAIN", cohorts(width)),
      ("RECENCY, FREQUENCY AND MONEY", rfm(width)),
      ("REVENUE BY TENTHS OF THE CUSTOMERS", deciles(width)),
      ("CUSTOMER CLUB", club(width)),
      ("WHAT TO EXPECT", predictions(width)),
      ("WHAT IF", whatIf),
      ("HOW THIS IS COMPUTED", isExplained ? explanations : ""),
    ]
    return sections.filter { !$0.1.isEmpty }.reduce(title.bold + "\n") { text, section in
      text + "\n" + (section.0.isEmpty ? "" : section.0.bold + "\n") + section.1
    }
  }

  /// The whole shop's figures, and beside them those of segments.
  private func figures(_ width: Int) -> String {
    let isAlone = report.segments.isEmpty
    let titles = isAlone ? [""] : [ShopReport.wholeShop] + report.segments.map(\.title)
    var table = Table(
      [.text("")] + titles.map { .number($0) } + (isAlone ? [.text("")] : [])
    )
    let all = [report.figures] + report.segments.map(\.figures)
    for figure in ShopFigure.allCases {
      let values = all.map { figure.text(of: $0, in: report.terms.currency) }
      table.add([figure.title] + values + (isAlone ? [figure.meaning] : []))
    }
    return table.rendered(width: width)
  }

  /// The shop's retention among the other trades'.
  private func industries(_ width: Int) -> String {
    guard let own = report.yearly.retention.rate else {
      return "unknown: nobody was active a year before \(report.yearly.lastDay)\n"
    }
    let shop = (name: "this shop", rate: own)
    let others = IndustryRetention.levels.map { (name: $0.industry, rate: $0.rate) }
    var table = Table([.text(""), .number(""), .text("")])
    for level in (others + [shop]).sorted(by: { $0.rate > $1.rate }) {
      let bar = ReportBar.bar(level.rate, width: Self.barWidth)
      let isOwn = level.name == shop.name
      table.add([level.name, FigureText.share(level.rate), isOwn ? bar + " ◀" : bar])
    }
    return table.rendered(width: width)
  }

  private func parts(_ width: Int) -> String {
    guard !report.parts.isEmpty else { return "" }
    var table = Table([
      .text(""), .number("ORDERS"), .number("CUSTOMERS"), .number("REPEAT"),
      .number("AVERAGE ORDER"), .number("RETENTION"), .number("IN A YEAR"), .number("REVENUE"),
      .text(""),
    ])
    let most = Double(report.parts.map(\.revenue).max() ?? 0)
    for (part, yearly) in zip(report.parts, report.yearlyByPart) {
      table.add([
        FigureText.name(of: part.period, report.terms.unit), FigureText.count(part.orders),
        FigureText.count(part.buyers), FigureText.share(part.repeatRate),
        money(part.averageOrder), FigureText.share(part.retention.rate),
        FigureText.share(yearly.retention.rate),
        FigureText.money(part.revenue, report.terms.currency, isRounded: true),
        ReportBar.bar(most > 0 ? Double(part.revenue) / most : 0, width: 12),
      ])
    }
    let rates = report.yearlyByPart.map(\.retention.rate)
    let known = rates.compactMap(\.self)
    guard let low = known.min(), let high = known.max(), known.count > 1 else {
      return table.rendered(width: width)
    }
    return table.rendered(width: width)
      + "retention in a year: \(ReportBar.line(rates))  "
      + "\(FigureText.share(low)) to \(FigureText.share(high))\n"
  }

  private func cohorts(_ width: Int) -> String {
    let shown = report.cohorts.suffix(24)
    guard let longest = shown.map(\.cells.count).max(), longest > 1 else { return "" }
    // A name, a size and a cell take 8, 9 and 5 columns.
    let steps = max(1, min(longest - 1, (width - 17) / 5))
    var table = Table(
      [.text(""), .number("CUSTOMERS")] + (1...steps).map { .number("+\($0)") }
    )
    for cohort in shown {
      let shares = (1...steps).map { step in
        cohort.cells.indices.contains(step)
          ? FigureText.number(cohort.share(step) * 100, decimals: 0) : ""
      }
      table.add(
        [FigureText.name(of: cohort.period, report.terms.unit), FigureText.count(cohort.customers)]
          + shares
      )
    }
    return table.rendered(width: width)
      + "percent of them who bought again, that many \(report.terms.unit.rawValue)s later\n"
  }

  private func rfm(_ width: Int) -> String {
    guard report.rfm.customers > 0 else { return "" }
    var table = Table([
      .text(""), .number("CUSTOMERS"), .number("SHARE"), .number("HAVE SPENT"), .text(""),
    ])
    let most = Double(report.rfm.groups.map(\.customers).max() ?? 1)
    for group in report.rfm.groups {
      table.add([
        group.name.rawValue, FigureText.count(group.customers),
        FigureText.share(Double(group.customers) / Double(report.rfm.customers)),
        FigureText.money(group.spent, report.terms.currency, isRounded: true),
        ReportBar.bar(Double(group.customers) / most, width: Self.barWidth),
      ])
    }
    return table.rendered(width: width) + "\n" + grid(width)
  }

  /// Customers by the two scores.
  private func grid(_ width: Int) -> String {
    var table = Table(
      [.text("")] + (1...5).map { .number("F+M \($0)") }
    )
    for recency in (1...5).reversed() {
      let row = report.rfm.cells.filter { $0.recency == recency }
      table.add(["R \(recency)"] + row.map { FigureText.count($0.customers) })
    }
    return table.rendered(width: width)
  }

  private func deciles(_ width: Int) -> String {
    let figures = report.figures
    guard figures.buyers > 0, figures.customerRevenue > 0 else { return "" }
    var table = Table([.text(""), .number("REVENUE"), .number("SHARE"), .text("")])
    for (index, revenue) in figures.revenueByDecile.enumerated() {
      let share = Double(revenue) / Double(figures.customerRevenue)
      table.add([
        index == 0 ? "best 10 %" : "\(index * 10)–\(index * 10 + 10) %",
        FigureText.money(revenue, report.terms.currency, isRounded: true),
        FigureText.share(share), ReportBar.bar(share, width: Self.barWidth),
      ])
    }
    return table.rendered(width: width)
  }

  private var whatIf: String {
    guard let change = report.terms.whatIf else { return "" }
    let revenue = report.figures.revenue
    let share = Self.short(change.share * 100)
    return "\(share) % of the customers buy \(Self.short(change.increase)) times more: "
      + "1 + \(Self.short(change.share)) × \(Self.short(change.increase))"
      + " = \(Self.short(change.factor)) times the revenue,\n"
      + "\(money(revenue)) would be \(money(change.revenue(from: revenue)))\n"
  }

  private var explanations: String {
    report.explanations.map { explanation in
      let numbers = explanation.numbers.map { "\($0) = " } ?? ""
      return "\(explanation.figure.title) = \(explanation.formula)\n"
        + "  = \(numbers)\(explanation.result)\n"
    }.joined()
  }

  private static func short(_ number: Double) -> String { FigureText.parameter(number) }

  func money(_ amount: Int64?) -> String { FigureText.money(amount, report.terms.currency) }
}
