import SQL
import Shop

extension ConditionCompiler {
  // MARK: Which orders and lines

  /// Orders that count and were placed in the period; of a customer, since guests' are in no
  /// segment.
  func counted(_ window: Period?) -> SQLQuery {
    let span = window?.span(at: now, in: terms.calendar) ?? TimeSpan(from: nil, until: now)
    var parts: [SQLQuery] = [
      "orders.customer_key IS NOT NULL", "orders.placed_at < \(span.until.milliseconds)",
    ]
    if let from = span.from { parts.append("orders.placed_at >= \(from.milliseconds)") }
    let statuses = terms.orderRules.notCounted.map(TextFolding.casefold)
    if !statuses.isEmpty {
      parts.append("(orders.status IS NULL OR casefold(orders.status) NOT IN (\(list: statuses)))")
    }
    return parts.joined(by: " AND ")
  }

  private func purchases(_ window: Period?) -> SQLQuery {
    "orders.total > 0 AND \(counted(window))"
  }

  /// The truth that a line's product passes all tests.
  private func passes(_ filter: LineFilter) -> SQLQuery {
    let tests = filter.tests.map { test -> SQLQuery in
      "casefold(\(test.attribute.column)) IN (\(list: test.values.map(TextFolding.casefold)))"
    }
    return """
      order_lines.product_key IN (SELECT products.key FROM products \
      WHERE \(Self.balanced(tests, " AND ")))
      """
  }

  /// The truth that an order holds, for each filter, a line of positive quantity.
  private func holds(_ basket: Basket) -> SQLQuery {
    let filters = basket.filters.map { filter -> SQLQuery in
      """
      orders.key IN (SELECT order_lines.order_key FROM order_lines \
      WHERE order_lines.quantity > 0 AND \(passes(filter)))
      """
    }
    return Self.balanced(filters, " AND ")
  }

  /// One row for each order with its amount: its total, or the sum of the lines that pass.
  private func orders(_ filter: LineFilter?, where condition: SQLQuery) -> SQLQuery {
    guard let filter else {
      return """
        SELECT orders.customer_key, orders.placed_at, orders.total AS amount \
        FROM orders WHERE \(condition)
        """
    }
    return """
      SELECT orders.customer_key, orders.placed_at, SUM(order_lines.amount) AS amount \
      FROM orders JOIN order_lines ON order_lines.order_key = orders.key \
      WHERE \(condition) AND \(passes(filter)) \
      GROUP BY orders.key, orders.customer_key, orders.placed_at
      """
  }

  private func lines(_ filter: LineFilter?, where condition: SQLQuery) -> SQLQuery {
    let filtered: SQLQuery = filter.map { " AND \(passes($0))" } ?? ""
    return """
      orders JOIN order_lines ON order_lines.order_key = orders.key \
      WHERE \(condition)\(filtered)
      """
  }

  // MARK: Bought

  func bought(_ basket: Basket, _ window: Period?) -> SQLQuery {
    """
    customers.key IN (SELECT orders.customer_key FROM orders \
    WHERE \(purchases(window)) AND \(holds(basket)))
    """
  }

  /// Orders placed at the same last instant are all the last.
  func lastOrderContains(_ basket: Basket) -> SQLQuery {
    """
    customers.key IN (SELECT orders.customer_key FROM orders \
    JOIN (SELECT orders.customer_key, MAX(orders.placed_at) AS placed_at FROM orders \
    WHERE \(purchases(nil)) GROUP BY orders.customer_key) AS latest \
    ON latest.customer_key = orders.customer_key AND latest.placed_at = orders.placed_at \
    WHERE \(purchases(nil)) AND \(holds(basket)))
    """
  }

  // MARK: First and last order

  /// Nil as period: any time.
  func truth(_ date: OrderDate, _ period: Period?) -> SQLQuery {
    let span = period?.span(at: now, in: terms.calendar)
    return truth(date, spans: span.map { [$0] })
  }

  /// The truth that the date lies in one of the spans.
  func truth(_ date: OrderDate, spans: [TimeSpan]?) -> SQLQuery {
    let extreme: SQLQuery =
      date.kind == .first ? "MIN(purchases.placed_at)" : "MAX(purchases.placed_at)"
    let having: SQLQuery =
      spans.map { " HAVING \(Self.balanced($0.map { within($0, extreme) }, " OR "))" } ?? ""
    return """
      customers.key IN (SELECT purchases.customer_key \
      FROM (\(orders(date.filter, where: purchases(nil)))) AS purchases \
      GROUP BY purchases.customer_key\(having))
      """
  }

  // MARK: Measures

  func truth(_ measure: NumberMeasure, _ test: NumberTest) -> SQLQuery {
    // Customers without a row have nothing, which is 0: asked for it, everyone but those with rows
    // that fail.
    if !measure.mayBeUnknown, test.holds(Int64(0)) {
      return """
        customers.key NOT IN (\(grouped(measure, value: nil, having: "NOT \(passes(test, measure))")))
        """
    }
    return "customers.key IN (\(grouped(measure, value: nil, having: passes(test, measure))))"
  }

  func isKnown(_ measure: NumberMeasure) -> SQLQuery {
    "customers.key IN (\(grouped(measure, value: nil, having: "TRUE")))"
  }

  /// Each customer with a value, as `customer_key` and `value`, whose unit only serves for order.
  func values(of measure: NumberMeasure) -> SQLQuery {
    let ratio = ratio(of: measure.kind)
    let value: SQLQuery =
      ratio.denominator.map { "CAST(\(ratio.numerator) AS DOUBLE PRECISION) / \($0)" }
      ?? ratio.numerator
    return grouped(measure, value: value, having: "TRUE")
  }

  private func passes(_ test: NumberTest, _ measure: NumberMeasure) -> SQLQuery {
    let ratio = ratio(of: measure.kind)
    return test.truth(of: ratio.numerator, over: ratio.denominator)
  }

  /// The customers with a value that passes.
  private func grouped(
    _ measure: NumberMeasure,
    value: SQLQuery?,
    having: SQLQuery
  ) -> SQLQuery {
    let window = measure.window
    let column: SQLQuery = value.map { ", \($0) AS value" } ?? ""
    switch measure.kind {
    case .orders, .averageOrder, .largestOrder, .daysBetweenOrders:
      let pair: SQLQuery = measure.kind == .daysBetweenOrders ? "COUNT(*) > 1 AND " : ""
      return """
        SELECT parts.customer_key\(column) \
        FROM (\(orders(measure.filter, where: purchases(window)))) AS parts \
        GROUP BY parts.customer_key HAVING \(pair)\(having)
        """
    case .spent:
      return """
        SELECT parts.customer_key\(column) \
        FROM (\(orders(measure.filter, where: counted(window)))) AS parts \
        GROUP BY parts.customer_key HAVING \(having)
        """
    case .items:
      return """
        SELECT orders.customer_key\(column) FROM \(lines(measure.filter, where: counted(window))) \
        GROUP BY orders.customer_key HAVING \(having)
        """
    case .distinct(let attribute):
      return """
        WITH names AS MATERIALIZED (SELECT products.key, \
        NULLIF(casefold(\(attribute.distinctColumn)), '') AS name FROM products) \
        SELECT parts.customer_key\(column) FROM (\(names(measure))) AS parts \
        GROUP BY parts.customer_key HAVING \(having)
        """
    }
  }

  /// A row with a customer and a name for each line bought; the table `names` has each product's,
  /// so that they are folded once for each product and not for each line.
  private func names(_ measure: NumberMeasure) -> SQLQuery {
    let filtered: SQLQuery = measure.filter.map { " AND \(passes($0))" } ?? ""
    // SQLite keeps to the order of a CROSS JOIN: over all lines it is quickest along the customers'
    // orders. To other databases both are the same.
    let joint: SQLQuery = measure.filter == nil ? " CROSS JOIN " : ", "
    return """
      SELECT orders.customer_key, names.name FROM orders\(joint)order_lines\(joint)names \
      WHERE order_lines.order_key = orders.key AND names.key = order_lines.product_key \
      AND order_lines.quantity > 0 AND \(purchases(measure.window))\(filtered)
      """
  }

  /// The measure as an aggregate of whole numbers, or two of them.
  private func ratio(
    of kind: NumberMeasure.Kind
  ) -> (numerator: SQLQuery, denominator: SQLQuery?) {
    switch kind {
    case .orders: ("COUNT(*)", nil)
    case .spent: ("SUM(parts.amount)", nil)
    case .averageOrder: ("SUM(parts.amount)", "COUNT(*)")
    case .largestOrder: ("MAX(parts.amount)", nil)
    case .items: ("SUM(CAST(ROUND(order_lines.quantity * 1000) AS BIGINT))", nil)
    case .distinct: ("COUNT(DISTINCT parts.name)", nil)
    case .daysBetweenOrders: (timeBetween, "((COUNT(*) - 1) * 86400000)")
    }
  }

  /// From the first order to the last by the clock on the wall, so that a day is a day also where
  /// the clock was changed.
  private var timeBetween: SQLQuery {
    let clock = ClockChanges(in: terms.calendar, until: now)
    let last = clock.wallClock("MAX(parts.placed_at)")
    return "(\(last) - \(clock.wallClock("MIN(parts.placed_at)")))"
  }
}

extension ProductAttribute {
  var column: SQLQuery {
    switch self {
    case .category: "products.category"
    case .brand: "products.brand"
    case .sku: "products.sku"
    case .product: "products.name"
    }
  }

  /// What makes products different ones: their numbers, not their names.
  fileprivate var distinctColumn: SQLQuery { self == .product ? "products.sku" : column }
}

extension NumberTest {
  /// The truth about an aggregate of whole numbers, or the ratio of two, exactly.
  func truth(of numerator: SQLQuery, over denominator: SQLQuery?) -> SQLQuery {
    func compare(_ sign: SQLQuery, _ number: ExactNumber) -> SQLQuery {
      guard let denominator else { return "\(numerator) \(sign) \(number.roundedDown)" }
      return "\(numerator) * \(number.divisor) \(sign) \(number.mantissa) * \(denominator)"
    }
    func any(_ numbers: [ExactNumber]) -> SQLQuery {
      let possible = numbers.filter { denominator != nil || $0.whole != nil }
      return possible.isEmpty
        ? "FALSE" : ConditionCompiler.balanced(possible.map { compare("=", $0) }, " OR ")
    }
    switch self {
    case .oneOf(let numbers): return "(\(any(numbers)))"
    case .noneOf(let numbers): return "(NOT \(any(numbers)))"
    case .within(let range):
      var parts: [SQLQuery] = []
      if denominator == nil {
        if let least = range.leastWhole { parts.append("\(numerator) >= \(least)") }
        if let greatest = range.greatestWhole { parts.append("\(numerator) <= \(greatest)") }
      } else {
        if let lower = range.lower {
          parts.append(compare(lower.isIncluded ? ">=" : ">", lower.value))
        }
        if let upper = range.upper {
          parts.append(compare(upper.isIncluded ? "<=" : "<", upper.value))
        }
      }
      return "(\(parts.joined(by: " AND ")))"
    }
  }
}
