/// A figure, or why the data cannot tell it.
package enum Estimate<Value> {
  case known(Value)
  case unknown(UnknownReason)

  /// Nil where the figure is unknown.
  package var value: Value? {
    if case .known(let value) = self { value } else { nil }
  }

  package var unknownReason: UnknownReason? {
    if case .unknown(let reason) = self { reason } else { nil }
  }

  /// What follows from the figure, where it is known.
  package func map<Other>(_ transform: (Value) -> Other) -> Estimate<Other> {
    switch self {
    case .known(let value): .known(transform(value))
    case .unknown(let reason): .unknown(reason)
    }
  }
}

extension Estimate: Sendable where Value: Sendable {}
extension Estimate: Equatable where Value: Equatable {}
extension Estimate: Hashable where Value: Hashable {}

/// Why a prediction is not made; its description completes "unknown, because …".
package enum UnknownReason: Hashable, Sendable {
  /// Nobody has bought yet.
  case noCustomers
  /// Fewer customers than `needed` have bought on two days or more.
  case tooFewRepeatBuyers(Int, needed: Int)
  /// All customers have the same number of purchases at the same times: nothing tells them apart.
  case identicalHistories
  /// All repeat buyers spend the same amount on average.
  case identicalValues
  /// The search ended away from any maximum of the likelihood.
  case noMaximum
}

extension UnknownReason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noCustomers: "nobody has bought yet"
    case .tooFewRepeatBuyers(let count, let needed):
      "only \(count) \(count == 1 ? "customer has" : "customers have") bought again, "
        + "and \(needed) are needed"
    case .identicalHistories: "all customers have bought equally often at the same times"
    case .identicalValues: "all customers who bought again spend the same on average"
    case .noMaximum: "no parameters fit these purchases best"
    }
  }
}
