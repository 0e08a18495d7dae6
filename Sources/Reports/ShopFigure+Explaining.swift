package import Loyalty
package import Shop

/// How a figure was computed: the formula, and the same with this shop's numbers put in.
package struct Explanation: Hashable, Sendable {
  package let figure: ShopFigure
  package let formula: String
  /// Nil where the figure is counted, or unknown.
  package let numbers: String?
  /// The figure, or why it is unknown.
  package let result: String
}

extension ShopReport {
  /// How each figure of the period comes about.
  package var explanations: [Explanation] {
    ShopFigure.allCases.map { $0.explanation(of: figures, in: terms.currency) }
  }
}

extension ShopFigure {
  package func text(of figures: PeriodFigures, in currency: Currency) -> String {
    switch value(of: figures) {
    case .share(let share): FigureText.share(share)
    case .money(let amount): FigureText.money(amount, currency)
    case .number(let number): FigureText.number(number, decimals: 2)
    case .count(let count): FigureText.count(count)
    }
  }

  func explanation(of figures: PeriodFigures, in currency: Currency) -> Explanation {
    let isKnown =
      switch value(of: figures) {
      case .share(let number), .number(let number): number != nil
      case .money(let amount): amount != nil
      case .count: true
      }
    return Explanation(
      figure: self,
      formula: formula,
      numbers: isKnown ? numbers(of: figures, in: currency) : nil,
      result: isKnown ? text(of: figures, in: currency) : absence(in: figures)
    )
  }

  private var formula: String {
    switch self {
    case .retention: "(active at the end − new or returned) / active at the start"
    case .churn: "100 % − retention"
    case .repeatRate: "customers with two orders or more / customers with an order"
    case .averageOrderValue: "revenue / orders"
    case .purchaseFrequency: "orders of customers / buying customers"
    case .customerValue: "average order × orders per customer, guests left out"
    case .averageLifespan: "1 / churn, in periods as long as this one"
    case .lifetimeValue: "average order × orders per customer × average lifespan"
    case .topDecileShare: "revenue of the tenth of customers who spend most / all customers'"
    case .revenue: "all counted orders of customers, less returns, + the same of guests"
    case .orders: "counted orders with a total above 0 of customers + of guests"
    case .buyingCustomers: "customers with an order in the period"
    }
  }

  private func numbers(of figures: PeriodFigures, in currency: Currency) -> String? {
    func money(_ amount: Int64?) -> String { FigureText.money(amount, currency) }
    func quotient(_ amount: Int64, _ count: Int) -> String {
      "\(money(amount)) / \(FigureText.count(count))"
    }
    let count = FigureText.count
    let retention = figures.retention
    let (active, left) = (retention.atStart, retention.atEnd - retention.joined)
    let value =
      "(\(quotient(figures.customerRevenue, figures.customerOrders)))"
      + " × (\(count(figures.customerOrders)) / \(count(figures.buyers)))"
    switch self {
    case .retention:
      return "(\(count(retention.atEnd)) − \(count(retention.joined))) / \(count(active))"
    case .churn: return "100 % − \(count(left)) / \(count(active))"
    case .repeatRate: return "\(count(figures.repeatBuyers)) / \(count(figures.buyers))"
    case .averageOrderValue: return quotient(figures.revenue, figures.orders)
    case .purchaseFrequency: return "\(count(figures.customerOrders)) / \(count(figures.buyers))"
    case .customerValue: return value
    case .averageLifespan: return "1 / (1 − \(count(left)) / \(count(active)))"
    case .lifetimeValue: return value + " / (1 − \(count(left)) / \(count(active)))"
    case .topDecileShare:
      return "\(money(figures.revenueByDecile.first)) / \(money(figures.customerRevenue))"
    case .revenue: return "\(money(figures.customerRevenue)) + \(money(figures.guestRevenue))"
    case .orders: return "\(count(figures.customerOrders)) + \(count(figures.guestOrders))"
    case .buyingCustomers: return nil
    }
  }

  /// Why there is no such figure.
  private func absence(in figures: PeriodFigures) -> String {
    switch self {
    case .lifetimeValue where !figures.coversActiveWindow:
      "unknown: the period is shorter than the time in which a customer counts as active"
    case .retention, .churn, .averageLifespan, .lifetimeValue:
      figures.retention.atStart == 0
        ? "unknown: nobody was active at the start" : "unknown: nobody has left"
    case .topDecileShare: "unknown: the customers have brought no revenue"
    default: "unknown: nobody has bought"
    }
  }
}
