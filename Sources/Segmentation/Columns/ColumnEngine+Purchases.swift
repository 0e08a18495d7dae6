import Columns
import Shop

extension ColumnEngine {
  // MARK: Measures

  func customers(_ measure: NumberMeasure, _ test: NumberTest) -> CustomerSet {
    let ratios = RatioTest(test)
    let wholes = WholeRanges(test)
    return customers(measure) { numerators, denominators, marks in
      if measure.kind.isRatio { return ratios.mark(numerators, to: denominators, marks) }
      wholes.mark(UnsafeBufferPointer(numerators), marks)
      guard measure.mayBeUnknown else { return }
      for index in marks.indices where denominators[index] == 0 { marks[index] = 0 }
    }
  }

  func customers(withKnown measure: NumberMeasure) -> CustomerSet {
    customers(measure) { _, denominators, marks in
      for index in marks.indices { marks[index] = denominators[index] > 0 ? 1 : 0 }
    }
  }

  private func customers(
    _ measure: NumberMeasure,
    by mark: (
      UnsafeMutableBufferPointer<Int64>, UnsafeMutableBufferPointer<Int64>,
      UnsafeMutableBufferPointer<UInt8>
    ) -> Void
  ) -> CustomerSet {
    let figures = MeasureFigures(measure, in: self)
    return .marked(of: customerCount) { rows, marks in
      withUnsafeTemporaryAllocation(of: Int64.self, capacity: rows.count) { numerators in
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: rows.count) { denominators in
          figures.compute(rows, numerators, denominators)
          mark(numerators, denominators, marks)
        }
      }
    }
  }

  // MARK: Dates

  /// Those whose first or last order was placed within one of the spans.
  func customers(_ date: OrderDate, within spans: [TimeSpan]) -> CustomerSet {
    let choice = orders(within: nil, purchases: true)
    let products = date.filter.map { ProductMarks($0, in: columns) }
    let placedAt = columns.orders.placedAt
    let codes = placedAt.codes(of: WholeRanges(spans))
    return .marked(of: customerCount) { rows, marks in
      let orders = choice.orders(of: rows)
      if let products { orders.keep(withLineOf: products) }
      let base = orders.orders.lowerBound
      for customer in marks.indices {
        guard let (first, last) = orders.firstAndLast(of: customer) else { continue }
        let order = date.kind == .first ? first : last
        marks[customer] = codes.contains(placedAt.codes[base + order]) ? 1 : 0
      }
    }
  }

  // MARK: Bought

  func customers(bought basket: Basket, within window: Period?) -> CustomerSet {
    let choice = orders(within: window, purchases: true)
    return customers(with: basket) { choice.orders(of: $0) }
  }

  /// Orders placed at the same last instant are all the last.
  func customers(whoseLastOrderContains basket: Basket) -> CustomerSet {
    let choice = orders(within: nil, purchases: true)
    return customers(with: basket) { rows in
      let orders = choice.orders(of: rows)
      orders.keepLatest()
      return orders
    }
  }

  /// Those with an order that holds, for each filter, a line of positive quantity.
  private func customers(
    with basket: Basket,
    among orders: (Range<Int>) -> OrderPiece
  ) -> CustomerSet {
    let filters = basket.filters.map { ProductMarks($0, in: columns) }
    let quantities = quantities
    return .marked(of: customerCount) { rows, marks in
      let orders = orders(rows)
      for filter in filters { orders.keep(withLineOf: filter, positive: quantities) }
      withUnsafeTemporaryAllocation(of: Int64.self, capacity: rows.count) { counts in
        orders.count(into: counts)
        for customer in marks.indices { marks[customer] = counts[customer] > 0 ? 1 : 0 }
      }
    }
  }

  // MARK: Known

  func customers(
    _ subject: Subject,
    isKnown: Bool,
    _ condition: Condition
  ) throws -> CustomerSet {
    let known: CustomerSet
    switch subject {
    case .text(let attribute): known = customers(attribute, .isKnown)
    case .age, .date(.birthDate): known = customers(bornOn: .everything)
    case .custom(let column): known = customers(column: column, .isKnown)
    case .consent: known = customers(consent: nil)
    case .date(let attribute): known = customers(attribute, within: span(nil))
    case .orderDate(let date): known = customers(date, within: [span(nil)])
    case .number(let measure): known = customers(withKnown: measure)
    case .tier(let tiers): known = try customers(where: tiers.isReached)
    default: return try customersInStore(where: condition)
    }
    return isKnown ? known : known.complement()
  }
}
