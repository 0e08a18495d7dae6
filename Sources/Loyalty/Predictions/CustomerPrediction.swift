/// What is to be expected of one customer after the last full day.
package struct CustomerPrediction: Hashable, Sendable {
  /// The probability that the customer has not left for good; 1 for all who bought once.
  package let probabilityAlive: Double
  /// The probability of no order within the terms' horizon.
  package let churnRisk: Double
  /// Days with orders within the terms' horizon.
  package let expectedOrders: Double
  /// The mean value of the customer's future orders, in minor units; nil where it is unknown.
  package let orderValue: Int64?
  /// What the orders of the terms' lifetime are worth now, in minor units; nil where it is unknown.
  package let lifetimeValue: Int64?
}
