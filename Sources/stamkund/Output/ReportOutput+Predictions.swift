import Loyalty
import Rainbow
import Reports
import Shop

extension ReportOutput {
  /// What is expected of the customers, how the model came out, and how well it does.
  func predictions(_ width: Int) -> String {
    let outlook = report.predictions
    let fitted =
      "from the orders of \(FigureText.customers(outlook.customers)) to \(report.terms.lastDay), "
      + "\(FigureText.count(outlook.repeatCustomers)) of whom bought again\n"
    guard let model = outlook.model.value, let forecast = outlook.forecast else {
      return fitted + (outlook.notice ?? "") + "\n"
    }
    var text = fitted + self.text(of: forecast) + "\n" + parameters(of: model)
    if let notice = outlook.notice { text += "notice: \(notice)\n" }
    return text + "\n" + check(width)
  }

  private func text(of forecast: PredictionReport.Forecast) -> String {
    let terms = report.predictions.terms
    let risk = FigureText.share(forecast.meanChurnRisk)
    let orders = FigureText.number(forecast.expectedOrders, decimals: 0)
    let buyers = FigureText.number(forecast.expectedBuyers, decimals: 0)
    var text = "within \(terms.horizonDays) days: about \(orders) orders by \(buyers) of them; "
    text += "the mean risk of no order is \(risk)\n"
    if let value = forecast.lifetimeValue {
      let rounded = FigureText.money(value, report.terms.currency, isRounded: true)
      let discount = FigureText.number(terms.yearlyDiscount * 100, decimals: 1)
      text += "orders of the next \(terms.lifetimeDays) days are worth \(rounded) now, "
      text += "at a discount of \(discount) % a year\n"
    }
    return text
  }

  private func parameters(of model: PredictionModel) -> String {
    let purchases = model.purchases
    var list = [("r", purchases.model.r), ("α", purchases.model.alpha)]
    if let dropOut = purchases.model.dropOut { list += [("a", dropOut.a), ("b", dropOut.b)] }
    var text = "BG/NBD, in weeks: \(Self.parameters(list)), log-likelihood "
    text += FigureText.number(purchases.logLikelihood, decimals: 1) + "\n"
    switch model.values {
    case .known(let fit):
      let list = [("p", fit.model.p), ("q", fit.model.q), ("v", fit.model.v)]
      text += "gamma-gamma, of \(FigureText.count(fit.customers)): \(Self.parameters(list))\n"
    case .unknown(let reason): text += "what orders will be worth is unknown, because \(reason)\n"
    }
    return text
  }

  private static func parameters(_ list: [(String, Double)]) -> String {
    list.map { "\($0) \(FigureText.parameter($1))" }.joined(separator: ", ")
  }

  private func check(_ width: Int) -> String {
    guard case .success(let check) = report.predictions.check else {
      guard case .failure(let reason) = report.predictions.check else { return "" }
      return "not checked on this shop, because \(reason)\n"
    }
    let predicted = FigureText.number(check.predicted, decimals: 0)
    var text = "checked on this shop: fitted to what was known on \(check.cutOff), it predicted "
    text += "\(predicted) orders until \(check.lastDay);\nthere were "
    text += "\(FigureText.count(check.actual)). "
    if let ranking = check.ranking, let byRecency = check.rankingByRecency {
      text += "Who would buy again it ranked right "
      text += "\(FigureText.share(ranking)) of the time (the last order's day alone: "
      text += "\(FigureText.share(byRecency))).\n"
    }
    var table = Table([
      .text("EXPECTED"), .number("CUSTOMERS"), .number("PREDICTED"), .number("ACTUAL"), .text(""),
    ])
    let most = check.deciles.map { max($0.predicted, $0.actual) }.max() ?? 0
    for (index, decile) in check.deciles.enumerated() {
      table.add([
        index == 0 ? "most" : index == 9 ? "least" : "", FigureText.count(decile.customers),
        FigureText.number(decile.predicted, decimals: 2),
        FigureText.number(decile.actual, decimals: 2),
        ReportBar.bar(most > 0 ? decile.actual / most : 0, width: 24),
      ])
    }
    return text + table.rendered(width: width)
  }
}
