/// Leaves the marks of codes within a range.
struct TimeCut: NumberLoop {
  let marks: UnsafeMutableBufferPointer<UInt8>
  let codes: Range<Int64>

  func run<Number: FixedWidthInteger>(over numbers: UnsafeBufferPointer<Number>) {
    // Compared in the numbers' own width, in which more fit a register.
    guard let low = Number(exactly: codes.lowerBound), !codes.isEmpty else {
      return marks.update(repeating: 0)
    }
    let high = Number(clamping: codes.upperBound - 1)
    for index in marks.indices {
      marks[index] &= numbers[index] >= low && numbers[index] <= high ? 1 : 0
    }
  }
}

/// Leaves the marks of numbers that have a 1 in a table.
struct TableCut: NumberLoop {
  let marks: UnsafeMutableBufferPointer<UInt8>
  let table: [UInt8]

  func run<Number: FixedWidthInteger>(over numbers: UnsafeBufferPointer<Number>) {
    table.withUnsafeBufferPointer { table in
      for index in marks.indices { marks[index] &= table[Int(numbers[index])] }
    }
  }
}

/// Leaves the marks of numbers above zero.
struct PositiveCut: NumberLoop {
  let marks: UnsafeMutableBufferPointer<UInt8>

  func run<Number: FixedWidthInteger>(over numbers: UnsafeBufferPointer<Number>) {
    for index in marks.indices { marks[index] &= numbers[index] > 0 ? 1 : 0 }
  }
}

/// Leaves of each customer the orders with the number of the last that is picked.
struct LatestCut: NumberLoop {
  let piece: OrderPiece

  func run<Number: FixedWidthInteger>(over numbers: UnsafeBufferPointer<Number>) {
    let marks = piece.marks
    for customer in 0..<piece.rows.count {
      guard let (first, last) = piece.firstAndLast(of: customer) else { continue }
      for order in first..<last { marks[order] &= numbers[order] == numbers[last] ? 1 : 0 }
    }
  }
}

/// At each place, the sum of the marked numbers before it; one more than there are numbers.
struct RunningSums: NumberLoop {
  let marks: UnsafeMutableBufferPointer<UInt8>
  let sums: UnsafeMutableBufferPointer<Int64>

  func run<Number: FixedWidthInteger>(over numbers: UnsafeBufferPointer<Number>) {
    var sum: Int64 = 0
    sums[0] = 0
    for index in marks.indices {
      // -1 has all bits, -0 none.
      sum &+= Int64(truncatingIfNeeded: numbers[index]) & -Int64(marks[index])
      sums[index + 1] = sum
    }
  }

  /// The same with 1 for each number.
  func countMarks() { Self.count(marks, into: sums) }

  /// At each place the number of marks before it, in numbers that may be smaller than sums.
  static func count<Number: FixedWidthInteger>(
    _ marks: UnsafeMutableBufferPointer<UInt8>,
    into counts: UnsafeMutableBufferPointer<Number>
  ) {
    var count: Number = 0
    counts[0] = 0
    for index in marks.indices {
      count &+= Number(truncatingIfNeeded: marks[index])
      counts[index + 1] = count
    }
  }
}

/// Of each customer the greatest number of an order picked; 0 of nothing.
struct Greatest: NumberLoop {
  let piece: OrderPiece
  let greatest: UnsafeMutableBufferPointer<Int64>

  func run<Number: FixedWidthInteger>(over numbers: UnsafeBufferPointer<Number>) {
    let marks = piece.marks
    for customer in greatest.indices {
      var most: Int64?
      for order in piece.orders(of: customer) where marks[order] == 1 {
        let amount = Int64(truncatingIfNeeded: numbers[order])
        most = max(most ?? amount, amount)
      }
      greatest[customer] = most ?? 0
    }
  }
}
