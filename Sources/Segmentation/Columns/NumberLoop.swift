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

extension WholeRanges {
  /// From so many ranges on, as of days that come back every year, a look into a table costs less
  /// than comparing.
  private static let manyRanges = 8

  /// 1 for each number that is in one of many ranges, where the numbers are small; else nil.
  func table(for numbers: WholeNumbers) -> [UInt8]? {
    guard ranges.count >= Self.manyRanges, case .shorts = numbers else { return nil }
    var table = [UInt8](repeating: 0, count: 1 << 16)
    for range in clamped(to: 0...Int64(UInt16.max)).ranges {
      for number in range { table[Int(number)] = 1 }
    }
    return table
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
