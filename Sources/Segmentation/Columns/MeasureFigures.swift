import Columns
import Shop

/// What a measure comes to, for each customer of a piece.
struct MeasureFigures {
  private let columns: ShopColumns
  private let kind: NumberMeasure.Kind
  private let choice: OrderChoice
  private let products: ProductMarks?
  private let names: ProductNames?
  private let quantities: LineQuantities
  private let clock: ClockChanges

  init(_ measure: NumberMeasure, in engine: ColumnEngine) {
    columns = engine.columns
    kind = measure.kind
    choice = engine.orders(within: measure.window, purchases: measure.kind.isOfPurchases)
    products = measure.filter.map { ProductMarks($0, in: engine.columns) }
    quantities = engine.quantities
    clock = engine.clock
    if case .distinct(let attribute) = kind {
      names = ProductNames(attribute, in: engine.columns)
    } else {
      names = nil
    }
  }

  /// Fills in the measure of each customer of these rows as the ratio of two whole numbers in the
  /// units of its tests; 0 to 0 where there is nothing to measure.
  func compute(
    _ rows: Range<Int>,
    _ numerators: UnsafeMutableBufferPointer<Int64>,
    _ denominators: UnsafeMutableBufferPointer<Int64>
  ) {
    let orders = choice.orders(of: rows)
    switch kind {
    case .orders:
      if let products { orders.keep(withLineOf: products) }
      orders.count(into: numerators)
      keepOnes(numerators, into: denominators)
    case .spent, .averageOrder, .largestOrder:
      let amount = amount(of: orders)
      orders.count(into: denominators)
      if kind == .largestOrder {
        orders.greatest(amount, into: numerators)
      } else {
        orders.sum(amount, into: numerators)
      }
      if kind != .averageOrder { keepOnes(denominators, into: denominators) }
    case .items:
      LinePiece(of: orders, products: products).sum(quantities)
      orders.sum(.lines, into: numerators)
      denominators.update(repeating: 1)
    case .distinct:
      let lines = LinePiece(of: orders, products: products)
      lines.keep(positive: quantities)
      if let names { lines.count(distinct: names, into: numerators) }
      denominators.update(repeating: 1)
    case .daysBetweenOrders:
      if let products { orders.keep(withLineOf: products) }
      orders.count(into: denominators)
      times(orders, numerators, denominators)
    }
  }

  /// The orders' totals, or the sums of the lines that pass the filter.
  private func amount(of orders: OrderPiece) -> OrderAmount {
    guard let products else { return .total }
    let lines = LinePiece(of: orders, products: products)
    lines.keepOrders()
    lines.sumAmounts()
    return .lines
  }

  /// 1 where there is anything counted, else 0.
  private func keepOnes(
    _ counts: UnsafeMutableBufferPointer<Int64>,
    into ones: UnsafeMutableBufferPointer<Int64>
  ) {
    for customer in ones.indices { ones[customer] = min(1, counts[customer]) }
  }

  /// From the first order to the last by the clock on the wall, and the days' worth of time between
  /// one order and the next; the denominators hold the numbers of orders.
  private func times(
    _ orders: OrderPiece,
    _ numerators: UnsafeMutableBufferPointer<Int64>,
    _ denominators: UnsafeMutableBufferPointer<Int64>
  ) {
    let placedAt = columns.orders.placedAt
    let base = orders.orders.lowerBound
    for customer in numerators.indices {
      guard denominators[customer] > 1, let (first, last) = orders.firstAndLast(of: customer),
        let start = placedAt[base + first], let end = placedAt[base + last]
      else {
        (numerators[customer], denominators[customer]) = (0, 0)
        continue
      }
      numerators[customer] = clock.wallClock(end) - clock.wallClock(start)
      denominators[customer] = (denominators[customer] - 1) * 86_400_000
    }
  }
}

extension NumberMeasure.Kind {
  /// Whether orders whose total is not above zero are left out.
  var isOfPurchases: Bool {
    switch self {
    case .orders, .averageOrder, .largestOrder, .distinct, .daysBetweenOrders: true
    case .spent, .items: false
    }
  }

  /// Whether a value is a ratio of two whole numbers and not one.
  var isRatio: Bool { self == .averageOrder || self == .daysBetweenOrders }
}
