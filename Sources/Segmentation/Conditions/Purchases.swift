/// What is counted or summed over a customer's orders.
struct NumberMeasure: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// Purchases: counted orders with a total above zero.
    case orders
    /// The sum over counted orders, returns included.
    case spent
    case averageOrder
    case largestOrder
    /// The sum of quantities over counted orders, returns included.
    case items
    /// Different ones bought.
    case distinct(ProductAttribute)
    /// The mean time from one purchase to the next by the clock on the wall, in days.
    case daysBetweenOrders
  }

  let kind: Kind
  let filter: LineFilter?
  let window: Period?

  /// Whether there may be no value, as of an average of nothing; counts and sums of nothing are 0.
  var mayBeUnknown: Bool {
    switch kind {
    case .orders, .spent, .items, .distinct: false
    case .averageOrder, .largestOrder, .daysBetweenOrders: true
    }
  }
}

/// The first or the last purchase.
struct OrderDate: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable, CaseIterable {
    case first = "first order"
    case last = "last order"
  }

  let kind: Kind
  let filter: LineFilter?
}

/// What a line's product is compared by.
enum ProductAttribute: String, Hashable, Sendable, CaseIterable {
  case category
  case brand
  case sku
  case product
}

/// One order line that passes all of the tests.
struct LineFilter: Hashable, Sendable {
  let tests: [ProductTest]
}

/// A product with any of the values, compared without regard to case.
struct ProductTest: Hashable, Sendable {
  let attribute: ProductAttribute
  let values: [String]
}

/// What one order must hold: for each filter a line of positive quantity.
struct Basket: Hashable, Sendable {
  let filters: [LineFilter]
}

/// The first places of customers by a figure, greatest first, ties by the customer's id; only
/// customers with a value above zero are ranked.
struct Ranking: Hashable, Sendable {
  enum Size: Hashable, Sendable {
    case count(Int64)
    /// In percent of those ranked, rounded up.
    case percent(ExactNumber)
  }

  let size: Size
  let figure: RankedFigure
}
