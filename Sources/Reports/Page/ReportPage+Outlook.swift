import Loyalty
import Shop

extension ReportPage {
  /// Figures of segments beside the whole shop's.
  var segments: String? {
    guard !report.segments.isEmpty else { return nil }
    let all = [report.figures] + report.segments.map(\.figures)
    let rows = ShopFigure.allCases.map { figure in
      [figure.title.capitalizedFirst]
        + all.map { figure.text(of: $0, in: report.terms.currency) }
    }
    return section(
      "Segments",
      "The same figures of those who are in a segment now.",
      table(["", ShopReport.wholeShop] + report.segments.map(\.title), rows)
    )
  }

  var predictions: String? {
    let outlook = report.predictions
    let base =
      "From the orders of \(FigureText.customers(outlook.customers)) through "
      + "\(report.terms.lastDay), \(FigureText.count(outlook.repeatCustomers)) of whom bought again."
    guard let model = outlook.model.value, let forecast = outlook.forecast else {
      return section("What to expect", base, "", after: outlook.notice?.capitalizedFirst)
    }
    let terms = outlook.terms
    var rows = [
      [
        "Orders within \(terms.horizonDays) days",
        FigureText.number(forecast.expectedOrders, decimals: 0),
      ],
      [
        "Customers who will order within \(terms.horizonDays) days",
        FigureText.number(forecast.expectedBuyers, decimals: 0),
      ],
      ["Mean risk that a customer will not", FigureText.share(forecast.meanChurnRisk)],
    ]
    if let value = forecast.lifetimeValue {
      let discount = FigureText.number(terms.yearlyDiscount * 100, decimals: 0)
      rows.append([
        "Worth now of the orders of \(terms.lifetimeDays) days, at a discount of \(discount) %",
        money(value, isRounded: true),
      ])
    }
    return section(
      "What to expect",
      base,
      table([], rows),
      after: ([outlook.notice.map { $0.capitalizedFirst + "." }].compactMap(\.self)
        + [words(of: model)]).joined(separator: " ")
    )
  }

  /// The models with their parameters.
  private func words(of model: PredictionModel) -> String {
    let purchases = model.purchases
    var list = [("r", purchases.model.r), ("α", purchases.model.alpha)]
    if let dropOut = purchases.model.dropOut { list += [("a", dropOut.a), ("b", dropOut.b)] }
    let logLikelihood = FigureText.number(purchases.logLikelihood, decimals: 1)
    let first = "BG/NBD in weeks: \(Self.list(list)), log-likelihood \(logLikelihood). "
    switch model.values {
    case .known(let fit):
      let list = [("p", fit.model.p), ("q", fit.model.q), ("v", fit.model.v)]
      return first + "Gamma-gamma: \(Self.list(list))."
    case .unknown(let reason):
      return first + "What orders will be worth is unknown, because \(reason)."
    }
  }

  private static func list(_ parameters: [(String, Double)]) -> String {
    parameters.map { "\($0) \(FigureText.parameter($1))" }.joined(separator: ", ")
  }

  /// How well the model did on this shop.
  var check: String? {
    guard report.predictions.model.value != nil else { return nil }
    let check: PredictionCheck
    switch report.predictions.check {
    case .success(let made): check = made
    case .failure(let reason):
      return section("Is it right?", "Not checked on this shop, because \(reason).", "")
    }
    let bars = check.deciles.enumerated().map { index, decile in
      let predicted = FigureText.number(decile.predicted, decimals: 2)
      let actual = FigureText.number(decile.actual, decimals: 2)
      return BarChart.Bar(
        name: FigureText.AxisName(
          name: index == 0 ? "most" : index == 9 ? "least" : "\(index + 1)"
        ),
        values: [decile.predicted, decile.actual],
        text: "\(predicted) : \(actual)",
        note: "\(FigureText.count(decile.customers)) customers: \(predicted) predicted, "
          + "\(actual) actual"
      )
    }
    var after: String?
    if let ranking = check.ranking, let byRecency = check.rankingByRecency {
      after =
        "Of two customers, one of whom would buy again, it picked the right one "
        + "\(FigureText.share(ranking)) of the time; the day of the last order alone, "
        + "\(FigureText.share(byRecency))."
    }
    let predicted = FigureText.number(check.predicted, decimals: 0)
    return section(
      "Is it right?",
      "Fitted to what was known on \(check.cutOff), the model expected \(predicted) orders until "
        + "\(check.lastDay); there were \(FigureText.count(check.actual)). Orders per customer, by "
        + "tenths of the customers, those of whom most was expected first:",
      "<p class=\"note\"><span class=\"key pale\"></span>expected"
        + "<span class=\"key\"></span>actual</p>"
        + figure(BarChart(label: "Orders expected and actual, by tenths", bars: bars).svg),
      after: after
    )
  }

  var whatIf: String? {
    guard let change = report.terms.whatIf else { return nil }
    let revenue = report.figures.revenue
    let share = FigureText.parameter(change.share * 100) + "\u{A0}%"
    let increase = FigureText.parameter(change.increase)
    return section(
      "What if \(share) bought \(increase) times more?",
      "1 + \(FigureText.parameter(change.share)) × \(increase) = "
        + "\(FigureText.parameter(change.factor)) times the revenue: "
        + "\(money(revenue)) would be \(money(change.revenue(from: revenue))).",
      ""
    )
  }

  /// All figures with their formulas.
  var explanations: String? {
    let rows = report.explanations.map { explanation in
      let numbers = explanation.numbers.map { "<small>\(Drawing.escaped($0))</small>" } ?? ""
      return "<tr><td>\(Drawing.escaped(explanation.figure.title.capitalizedFirst))</td>"
        + "<td>\(Drawing.escaped(explanation.formula))\(numbers)</td>"
        + "<td>\(Drawing.escaped(explanation.result))</td></tr>"
    }
    return section(
      "How the figures are made",
      "Every formula is open; an order is a counted one with a total above 0. Active means a "
        + "purchase within \(report.terms.activeWindow.amount) "
        + "\(report.terms.activeWindow.unit.rawValue) before the day in question.",
      "<div class=\"scroll\"><table class=\"words\"><tbody>\n\(rows.joined(separator: "\n"))\n"
        + "</tbody></table></div>",
      kind: "long"
    )
  }
}

extension ReportPage {
  /// A card with a heading, a sentence under it, content in HTML, and a sentence at its end.
  func section(
    _ title: String,
    _ note: String,
    _ content: String,
    after: String? = nil,
    kind: String = ""
  ) -> String {
    let end = after.map { "\n<p class=\"note after\">\(Drawing.escaped($0))</p>" } ?? ""
    let attribute = kind.isEmpty ? "" : " class=\"\(kind)\""
    return """
      <section\(attribute)>
      <h2>\(Drawing.escaped(title))</h2>
      <p class="note">\(Drawing.escaped(note))</p>
      \(content)\(end)
      </section>
      """
  }

  func figure(_ svg: String) -> String { "<figure>\n\(svg)\n</figure>" }

  /// The first column is of words, the others of numbers; without titles there is no head.
  func table(_ titles: [String], _ rows: [[String]]) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag)>\(Drawing.escaped($0))</\(tag)>" }.joined() + "</tr>"
    }
    let head = titles.isEmpty ? "" : "<thead>\(row(titles, "th"))</thead>\n"
    let body = rows.map { row($0, "td") }.joined(separator: "\n")
    return "<div class=\"scroll\"><table>\n\(head)<tbody>\n\(body)\n</tbody></table></div>"
  }

  func money(_ amount: Int64?, isRounded: Bool = false) -> String {
    FigureText.money(amount, report.terms.currency, isRounded: isRounded)
  }
}
