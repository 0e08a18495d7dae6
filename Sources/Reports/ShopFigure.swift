package import Loyalty
import Shop

/// The figures of a period by name: what each is called, means, and is worth.
package enum ShopFigure: String, CaseIterable, Sendable {
  case retention
  case churn
  case repeatRate = "repeat_rate"
  case averageOrderValue = "average_order_value"
  case purchaseFrequency = "purchase_frequency"
  case customerValue = "customer_value"
  case averageLifespan = "average_lifespan"
  case lifetimeValue = "clv"
  case topDecileShare = "top_decile_share"
  case revenue
  case orders
  case buyingCustomers = "buying_customers"

  /// A figure with what it is measured in; nil where it would be divided by nothing.
  package enum Value: Hashable, Sendable {
    /// 0 to 1.
    case share(Double?)
    /// In minor units.
    case money(Int64?)
    case number(Double?)
    case count(Int)
  }

  package var title: String {
    switch self {
    case .retention: "retention"
    case .churn: "churn"
    case .repeatRate: "repeat rate"
    case .averageOrderValue: "average order"
    case .purchaseFrequency: "orders per customer"
    case .customerValue: "customer value"
    case .averageLifespan: "average lifespan"
    case .lifetimeValue: "lifetime value (simple)"
    case .topDecileShare: "best 10 % of customers"
    case .revenue: "revenue"
    case .orders: "orders"
    case .buyingCustomers: "buying customers"
    }
  }

  /// In half a sentence, for those who see it for the first time.
  package var meaning: String {
    switch self {
    case .retention: "of the customers active at the start still are at the end"
    case .churn: "of them have gone"
    case .repeatRate: "of the buying customers bought twice or more"
    case .averageOrderValue: "an order, on average"
    case .purchaseFrequency: "orders of a buying customer, on average"
    case .customerValue: "spent by a buying customer, on average"
    case .averageLifespan: "such periods until a customer leaves, at this churn"
    case .lifetimeValue: "spent by a customer until they leave, at this churn"
    case .topDecileShare: "of the customers' revenue comes from the tenth who spend most"
    case .revenue: "less returns"
    case .orders: "of customers and guests"
    case .buyingCustomers: "with an order in the period"
    }
  }

  package func value(of figures: PeriodFigures) -> Value {
    switch self {
    case .retention: .share(figures.retention.rate)
    case .churn: .share(figures.retention.churn)
    case .repeatRate: .share(figures.repeatRate)
    case .averageOrderValue: .money(figures.averageOrder)
    case .purchaseFrequency: .number(figures.purchaseFrequency)
    case .customerValue: .money(figures.customerValue)
    case .averageLifespan: .number(figures.averageLifespan)
    case .lifetimeValue: .money(figures.simpleLifetimeValue)
    case .topDecileShare: .share(figures.topDecileShare)
    case .revenue: .money(figures.revenue)
    case .orders: .count(figures.orders)
    case .buyingCustomers: .count(figures.buyers)
    }
  }
}
