import SQL
import Shop

/// A customer's orders as far as they are seen and count, and what they add up to.
struct OrderFigures {
  /// Counted orders before now, in the order of time.
  private let counted: [Order]
  private let now: Instant
  private let calendar: ShopCalendar

  init(_ history: CustomerHistory, at now: Instant, terms: ShopTerms) {
    let notCounted = Set(terms.orderRules.notCounted.map(TextFolding.casefold))
    self.now = now
    calendar = terms.calendar
    counted = history.orders
      .filter { order in
        order.placedAt < now
          && !(order.status.map { notCounted.contains(TextFolding.casefold($0)) } ?? false)
      }
      .sorted { $0.placedAt < $1.placedAt }
  }

  /// An order with its amount: its total, or the sum of the lines that pass a filter.
  private struct Amount {
    let placedAt: Instant
    let amount: Int128
  }

  private func counted(_ window: Period?) -> [Order] {
    guard let span = window?.span(at: now, in: calendar) else { return counted }
    return counted.filter { span.contains($0.placedAt) }
  }

  private func purchases(_ window: Period?) -> [Order] {
    counted(window).filter { $0.total > 0 }
  }

  private func amounts(_ orders: [Order], _ filter: LineFilter?) -> [Amount] {
    guard let filter else {
      return orders.map { Amount(placedAt: $0.placedAt, amount: Int128($0.total)) }
    }
    return orders.compactMap { order in
      let lines = order.lines.filter(filter.passes)
      guard !lines.isEmpty else { return nil }
      let amount = lines.reduce(Int128(0)) { $0 + Int128($1.amount) }
      return Amount(placedAt: order.placedAt, amount: amount)
    }
  }

  // MARK: Bought

  /// The last purchase that holds the basket.
  func lastBought(_ basket: Basket, _ window: Period?) -> Instant? {
    purchases(window).last { $0.holds(basket) }?.placedAt
  }

  /// The time of the last purchase, and whether it holds the basket; several at the same instant
  /// are all the last.
  func lastOrder(_ basket: Basket) -> (placedAt: Instant, holds: Bool)? {
    let purchases = purchases(nil)
    guard let last = purchases.last?.placedAt else { return nil }
    let holds = purchases.contains { $0.placedAt == last && $0.holds(basket) }
    return (last, holds)
  }

  // MARK: Dates

  func instant(of date: OrderDate) -> Instant? {
    let instants = amounts(purchases(nil), date.filter).map(\.placedAt)
    return date.kind == .first ? instants.min() : instants.max()
  }

  // MARK: Measures

  /// The measure as a ratio of whole numbers in the units of its tests; nil is unknown.
  func value(of measure: NumberMeasure) -> (numerator: Int128, denominator: Int128)? {
    let window = measure.window
    switch measure.kind {
    case .orders: return (Int128(amounts(purchases(window), measure.filter).count), 1)
    case .spent: return (Self.sum(amounts(counted(window), measure.filter)), 1)
    case .averageOrder:
      let amounts = amounts(purchases(window), measure.filter)
      return amounts.isEmpty ? nil : (Self.sum(amounts), Int128(amounts.count))
    case .largestOrder:
      return amounts(purchases(window), measure.filter).map(\.amount).max().map { ($0, 1) }
    case .items:
      let lines = counted(window).flatMap(\.lines).filter { measure.filter?.passes($0) ?? true }
      return (lines.reduce(Int128(0)) { $0 + Int128($1.thousandths) }, 1)
    case .distinct(let attribute):
      let lines = purchases(window).flatMap(\.lines).filter { line in
        line.quantity > 0 && measure.filter?.passes(line) ?? true
      }
      let attribute = attribute == .product ? .sku : attribute
      let names = lines.compactMap { $0.text(attribute).map(TextFolding.casefold) }
      return (Int128(Set(names.filter { !$0.isEmpty }).count), 1)
    case .daysBetweenOrders:
      let instants = amounts(purchases(window), measure.filter).map { wallClock($0.placedAt) }
      guard instants.count > 1, let first = instants.first, let last = instants.last
      else { return nil }
      return (Int128(last - first), Int128(instants.count - 1) * 86_400_000)
    }
  }

  /// Milliseconds by the clock on the wall.
  private func wallClock(_ instant: Instant) -> Int64 {
    instant.milliseconds + Int64(calendar.offset(at: instant)) * 1_000
  }

  private static func sum(_ amounts: [Amount]) -> Int128 {
    amounts.reduce(0) { $0 + $1.amount }
  }
}

extension Order {
  /// Whether it holds, for each filter, a line of positive quantity.
  fileprivate func holds(_ basket: Basket) -> Bool {
    basket.filters.allSatisfy { filter in
      lines.contains { $0.quantity > 0 && filter.passes($0) }
    }
  }
}

extension OrderLine {
  func text(_ attribute: ProductAttribute) -> String? {
    switch attribute {
    case .category: category
    case .brand: brand
    case .sku: sku
    case .product: productName
    }
  }

  /// The quantity to a thousandth, halves away from zero.
  fileprivate var thousandths: Int64 {
    Int64(exactly: (quantity * 1_000).rounded()) ?? (quantity < 0 ? .min : .max)
  }
}

extension LineFilter {
  func passes(_ line: OrderLine) -> Bool {
    tests.allSatisfy { test in
      guard let text = line.text(test.attribute).map(TextFolding.casefold) else { return false }
      return test.values.contains { TextFolding.casefold($0) == text }
    }
  }
}
