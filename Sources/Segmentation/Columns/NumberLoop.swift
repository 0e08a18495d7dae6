import Columns

/// A loop over numbers that is compiled for each width that they may have.
protocol NumberLoop {
  func run<Number: FixedWidthInteger>(over numbers: UnsafeBufferPointer<Number>)
}

extension WholeNumbers {
  /// Runs the loop over the numbers of these rows, counted from the first of them.
  func run(_ loop: some NumberLoop, over rows: Range<Int>) {
    switch self {
    case .bytes(let numbers): loop.run(over: UnsafeBufferPointer(rebasing: numbers[rows]))
    case .shorts(let numbers): loop.run(over: UnsafeBufferPointer(rebasing: numbers[rows]))
    case .words(let numbers): loop.run(over: UnsafeBufferPointer(rebasing: numbers[rows]))
    case .longs(let numbers): loop.run(over: UnsafeBufferPointer(rebasing: numbers[rows]))
    }
  }
}

/// Marks the numbers that are in one of some ranges; leaves the other marks.
struct RangeMarks: NumberLoop {
  let ranges: WholeRanges
  let marks: UnsafeMutableBufferPointer<UInt8>

  func run<Number: FixedWidthInteger>(over numbers: UnsafeBufferPointer<Number>) {
    ranges.mark(numbers, marks)
  }
}

/// Takes each number's mark from a table.
struct TableMarks: NumberLoop {
  let table: [UInt8]
  let marks: UnsafeMutableBufferPointer<UInt8>

  func run<Number: FixedWidthInteger>(over numbers: UnsafeBufferPointer<Number>) {
    table.withUnsafeBufferPointer { table in
      for index in numbers.indices { marks[index] = table[Int(numbers[index])] }
    }
  }
}

extension OrderedCodes {
  /// The codes of the numbers in the ranges.
  func codes(of ranges: WholeRanges) -> WholeRanges {
    WholeRanges(
      ranges.ranges.compactMap { range in
        let first = code(notBelow: range.lowerBound)
        let next = range.upperBound == .max ? .max : code(notBelow: range.upperBound + 1)
        return first < next ? first...next - 1 : nil
      }
    )
  }
}
