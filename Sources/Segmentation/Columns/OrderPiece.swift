import Columns

/// The orders of a piece of the customers, of which a condition picks its own step by step.
///
/// Customers and orders are counted from the first of the piece. What is computed on the way lives
/// in memory of the piece's own, which is small enough for a core's cache.
///
/// What a customer's orders come to is the difference of a running sum from the customer's first
/// order to the next customer's, as an order's lines are in `LinePiece`: so no loop runs over the
/// few orders of one customer, whose number no processor foresees.
final class OrderPiece {
  let columns: ShopColumns
  let rows: Range<Int>
  /// The orders of all these customers, among those of the shop.
  let orders: Range<Int>
  /// 1 for each order that is picked.
  let marks: UnsafeMutableBufferPointer<UInt8>
  /// Of each order, what its lines come to once a `LinePiece` has summed them up.
  ///
  /// Only made where it is asked for: memory that fits what the allocator keeps at hand costs no
  /// call to the system, of which there would be some for each piece.
  var lineSums: UnsafeMutableBufferPointer<Int64> {
    if let madeLineSums { return madeLineSums }
    let made = UnsafeMutableBufferPointer<Int64>.allocate(capacity: orders.count)
    madeLineSums = made
    return made
  }
  private var madeLineSums: UnsafeMutableBufferPointer<Int64>?
  /// Where each customer's orders begin among those of the shop.
  private let starts: UnsafeBufferPointer<UInt32>

  /// All orders, each picked.
  init(of rows: Range<Int>, in columns: ShopColumns) {
    self.columns = columns
    self.rows = rows
    orders = columns.customers.orderStarts[rows]
    let starts = columns.customers.orderStarts.numbers
    self.starts = UnsafeBufferPointer(rebasing: starts[rows.lowerBound...rows.upperBound])
    marks = .allocate(capacity: orders.count)
    marks.initialize(repeating: 1)
  }

  deinit {
    marks.deallocate()
    madeLineSums?.deallocate()
  }

  // MARK: Picking

  /// Leaves those that were placed at times with these codes.
  func keep(placedAt codes: Range<Int64>) {
    columns.orders.placedAt.codes.run(TimeCut(marks: marks, codes: codes), over: orders)
  }

  /// Leaves those whose status has a 1 in a table by its code.
  func keep(statuses table: [UInt8]) {
    columns.orders.statuses.codes.run(TableCut(marks: marks, table: table), over: orders)
  }

  /// Leaves those with a total above zero.
  func keepPurchases() { columns.orders.totals.run(PositiveCut(marks: marks), over: orders) }

  /// Leaves of each customer those that were placed at the last instant of one that is picked.
  func keepLatest() { columns.orders.placedAt.codes.run(LatestCut(piece: self), over: orders) }

  /// Leaves those with a line of one of the products; with quantities, a line of positive quantity.
  func keep(withLineOf products: ProductMarks, positive quantities: LineQuantities? = nil) {
    let lines = LinePiece(of: self, products: products)
    if let quantities { lines.keep(positive: quantities) }
    lines.keepOrders()
  }

  // MARK: Figures

  /// Of each customer the number of orders picked.
  func count(into counts: UnsafeMutableBufferPointer<Int64>) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: orders.count + 1) { running in
      RunningSums.count(marks, into: running)
      write(differencesOf: running, into: counts)
    }
  }

  /// Of each customer the sum of the amounts of the orders picked.
  func sum(_ amount: OrderAmount, into totals: UnsafeMutableBufferPointer<Int64>) {
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: orders.count + 1) { sums in
      run(RunningSums(marks: marks, sums: sums), over: amount)
      write(differencesOf: sums, into: totals)
    }
  }

  /// Of each customer the greatest amount of an order picked; 0 of nothing.
  func greatest(_ amount: OrderAmount, into greatest: UnsafeMutableBufferPointer<Int64>) {
    run(Greatest(piece: self, greatest: greatest), over: amount)
  }

  /// The first and the last of a customer's orders picked; nil without any.
  @inline(__always)
  func firstAndLast(of customer: Int) -> (first: Int, last: Int)? {
    let all = orders(of: customer)
    var last = all.upperBound - 1
    while last >= all.lowerBound, marks[last] == 0 { last -= 1 }
    guard last >= all.lowerBound else { return nil }
    var first = all.lowerBound
    while marks[first] == 0 { first += 1 }
    return (first, last)
  }

  /// The places of a customer's orders.
  @inline(__always)
  func orders(of customer: Int) -> Range<Int> {
    let (start, end) = (Int(starts[customer]), Int(starts[customer + 1]))
    return Range(uncheckedBounds: (start - orders.lowerBound, end - orders.lowerBound))
  }

  private func run(_ loop: some NumberLoop, over amount: OrderAmount) {
    switch amount {
    case .total: columns.orders.totals.run(loop, over: orders)
    case .lines: loop.run(over: UnsafeBufferPointer(lineSums))
    }
  }

  private func write<Number: FixedWidthInteger>(
    differencesOf sums: UnsafeMutableBufferPointer<Number>,
    into results: UnsafeMutableBufferPointer<Int64>
  ) {
    let (starts, base) = (starts, orders.lowerBound)
    var before = sums[0]
    for customer in results.indices {
      let sum = sums[Int(starts[customer + 1]) - base]
      results[customer] = Int64(truncatingIfNeeded: sum &- before)
      before = sum
    }
  }
}

/// What is added up of orders.
enum OrderAmount {
  case total
  /// What a `LinePiece` has summed up last.
  case lines
}
