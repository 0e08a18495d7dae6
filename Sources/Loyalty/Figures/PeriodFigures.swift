/// The shop's figures for a period.
///
/// An order is a counted one with a total above 0; returns lower the revenue. Amounts are in minor
/// units, rounded to the nearest where divided, shares 0 to 1, and nil where they would be divided
/// by nothing. Guest orders are in `revenue`, `orders` and `averageOrder`; what is said of customers
/// leaves them out.
package struct PeriodFigures: Hashable, Sendable {
  package let period: FigurePeriod
  package let retention: Retention
  /// Orders and revenue with a customer.
  package let customerOrders: Int
  package let customerRevenue: Int64
  package let guestOrders: Int
  package let guestRevenue: Int64
  /// Customers with an order in the period, and those with two or more.
  package let buyers: Int
  package let repeatBuyers: Int
  /// The revenue of each tenth of the buyers, those who spent most first; the ends of the tenths
  /// are rounded up, so that the first holds at least one buyer.
  package let revenueByDecile: [Int64]
  /// Whether the period is as long as the window in which a customer counts as active.
  package let coversActiveWindow: Bool

  package init(
    period: FigurePeriod,
    retention: Retention,
    customerOrders: Int,
    customerRevenue: Int64,
    guestOrders: Int = 0,
    guestRevenue: Int64 = 0,
    buyers: Int,
    repeatBuyers: Int,
    revenueByDecile: [Int64],
    coversActiveWindow: Bool
  ) {
    self.period = period
    self.retention = retention
    self.customerOrders = customerOrders
    self.customerRevenue = customerRevenue
    self.guestOrders = guestOrders
    self.guestRevenue = guestRevenue
    self.buyers = buyers
    self.repeatBuyers = repeatBuyers
    self.revenueByDecile = revenueByDecile
    self.coversActiveWindow = coversActiveWindow
  }

  package var orders: Int { customerOrders + guestOrders }
  package var revenue: Int64 { customerRevenue + guestRevenue }

  /// Revenue / orders.
  package var averageOrder: Int64? { Self.rounded(Self.quotient(revenue, orders)) }

  /// Orders / buying customers.
  package var purchaseFrequency: Double? { Self.quotient(Int64(customerOrders), buyers) }

  /// Average order × purchase frequency, both of customers: what a buying customer spends in the
  /// period.
  package var customerValue: Int64? { Self.rounded(Self.quotient(customerRevenue, buyers)) }

  /// How many such periods a customer stays on average.
  ///
  /// 1 / churn, or nil if nobody left.
  package var averageLifespan: Double? {
    guard let churn = retention.churn, churn > 0 else { return nil }
    return 1 / churn
  }

  /// CLV (simple): average order × purchase frequency × average lifespan.
  ///
  /// Nil for a period shorter than the window of being active: most customers do not buy in it
  /// although they stay, so that the value of a buyer and the lifespan are not of the same people.
  package var simpleLifetimeValue: Int64? {
    guard coversActiveWindow, let averageLifespan,
      let value = Self.quotient(customerRevenue, buyers)
    else { return nil }
    return Self.rounded(value * averageLifespan)
  }

  /// Customers with two orders or more in the period / customers with one or more.
  package var repeatRate: Double? { Self.quotient(Int64(repeatBuyers), buyers) }

  /// The revenue of the best tenth of the buyers / the revenue of all customers.
  package var topDecileShare: Double? {
    guard let best = revenueByDecile.first, customerRevenue > 0 else { return nil }
    return Double(best) / Double(customerRevenue)
  }

  private static func quotient(_ amount: Int64, _ count: Int) -> Double? {
    count > 0 ? Double(amount) / Double(count) : nil
  }

  private static func rounded(_ amount: Double?) -> Int64? {
    amount.map { Int64(($0 + 0.5).rounded(.down)) }
  }
}
