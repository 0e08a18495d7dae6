import Columns

/// The lines of a piece's orders, of which a condition picks its own.
///
/// Orders and lines are counted from the first of the piece.
final class LinePiece {
  let orders: OrderPiece
  private let columns: LineColumns
  /// The lines of all orders of the piece, among those of the shop.
  private let lines: Range<Int>
  /// Where each order's lines begin among those of the shop.
  private let starts: UnsafeBufferPointer<UInt32>
  /// 1 for each line that is picked.
  let marks: UnsafeMutableBufferPointer<UInt8>
  /// At each line, the sum over the lines before it.
  private let sums: UnsafeMutableBufferPointer<Int64>

  /// Picks the lines of some products, or all.
  init(of orders: OrderPiece, products: ProductMarks?) {
    self.orders = orders
    columns = orders.columns.lines
    let lineStarts = orders.columns.orders.lineStarts
    lines = lineStarts[orders.orders]
    let ends = orders.orders.lowerBound...orders.orders.upperBound
    starts = UnsafeBufferPointer(rebasing: lineStarts.numbers[ends])
    marks = .allocate(capacity: lines.count)
    sums = .allocate(capacity: lines.count + 1)
    if let products {
      columns.products.run(TableMarks(table: products.marks, marks: marks), over: lines)
    } else {
      marks.initialize(repeating: 1)
    }
  }

  deinit {
    marks.deallocate()
    sums.deallocate()
  }

  // MARK: Picking

  /// Leaves the lines of positive quantity.
  func keep(positive quantities: LineQuantities) {
    guard let table = quantities.arePositive else { return }
    columns.quantities.run(TableCut(marks: marks, table: table), over: lines)
  }

  /// Leaves of the orders those with a line that is picked.
  func keepOrders() {
    RunningSums(marks: marks, sums: sums).countMarks()
    let (sums, starts, base, orderMarks) = (sums, starts, lines.lowerBound, orders.marks)
    var before = sums[0]
    for order in orderMarks.indices {
      let sum = sums[Int(starts[order + 1]) - base]
      orderMarks[order] &= sum == before ? 0 : 1
      before = sum
    }
  }

  // MARK: Sums

  /// Sums up, for each order, the amounts of its lines that are picked.
  func sumAmounts() {
    columns.amounts.run(RunningSums(marks: marks, sums: sums), over: lines)
    writeSums()
  }

  /// Sums up, for each order, the quantities, in thousandths, of its lines that are picked.
  func sum(_ quantities: LineQuantities) {
    let loop = QuantitySums(marks: marks, sums: sums, thousandths: quantities.thousandths)
    columns.quantities.run(loop, over: lines)
    writeSums()
  }

  private func writeSums() {
    let (sums, starts, base, lineSums) = (sums, starts, lines.lowerBound, orders.lineSums)
    var before = sums[0]
    for order in lineSums.indices {
      let sum = sums[Int(starts[order + 1]) - base]
      lineSums[order] = sum &- before
      before = sum
    }
  }

  // MARK: Names

  /// Of each customer the number of different names among the lines picked of the orders picked.
  func count(distinct names: ProductNames, into counts: UnsafeMutableBufferPointer<Int64>) {
    columns.products.run(DistinctNames(piece: self, names: names, counts: counts), over: lines)
  }

  /// The places of an order's lines.
  @inline(__always)
  func lines(of order: Int) -> Range<Int> {
    let (start, end) = (Int(starts[order]), Int(starts[order + 1]))
    return Range(uncheckedBounds: (start - lines.lowerBound, end - lines.lowerBound))
  }
}

/// As `RunningSums`, of the quantities that the numbers stand for.
private struct QuantitySums: NumberLoop {
  let marks: UnsafeMutableBufferPointer<UInt8>
  let sums: UnsafeMutableBufferPointer<Int64>
  let thousandths: [Int64]

  func run<Number: FixedWidthInteger>(over numbers: UnsafeBufferPointer<Number>) {
    thousandths.withUnsafeBufferPointer { thousandths in
      var sum: Int64 = 0
      sums[0] = 0
      for index in marks.indices {
        sum &+= thousandths[Int(numbers[index])] & -Int64(marks[index])
        sums[index + 1] = sum
      }
    }
  }
}

private struct DistinctNames: NumberLoop {
  let piece: LinePiece
  let names: ProductNames
  let counts: UnsafeMutableBufferPointer<Int64>

  func run<Number: FixedWidthInteger>(over numbers: UnsafeBufferPointer<Number>) {
    let (orders, marks) = (piece.orders, piece.marks)
    // By name, who was last seen to have it: one more than the customer's place.
    var owners = [Int32](repeating: 0, count: names.count + 1)
    names.numbers.withUnsafeBufferPointer { names in
      for customer in counts.indices {
        let owner = Int32(truncatingIfNeeded: customer + 1)
        var count: Int64 = 0
        for order in orders.orders(of: customer) where orders.marks[order] == 1 {
          for line in piece.lines(of: order) where marks[line] == 1 {
            let name = Int(names[Int(numbers[line])])
            if name == 0 || owners[name] == owner { continue }
            owners[name] = owner
            count += 1
          }
        }
        counts[customer] = count
      }
    }
  }
}
