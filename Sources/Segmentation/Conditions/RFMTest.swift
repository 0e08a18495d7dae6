import Loyalty

/// Which of the names that RFM scores give a customer must have; those who never bought have none.
enum RFMTest: Hashable, Sendable {
  case oneOf([RFM.Name])
  case noneOf([RFM.Name])

  func holds(_ name: RFM.Name) -> Bool {
    switch self {
    case .oneOf(let names): names.contains(name)
    case .noneOf(let names): !names.contains(name)
    }
  }
}

/// One of the three scores, each from 1, the worst, to 5.
enum RFMScore: String, Hashable, Sendable, CaseIterable {
  /// By the last order.
  case recency
  /// By the number of orders.
  case frequency
  /// By what was spent.
  case monetary

  func score(of rfm: RFM) -> Int {
    switch self {
    case .recency: rfm.recency
    case .frequency: rfm.frequency
    case .monetary: rfm.monetary
    }
  }
}
