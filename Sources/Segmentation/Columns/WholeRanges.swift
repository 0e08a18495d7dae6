/// Whole numbers that pass a test, as stretches that neither overlap nor touch.
struct WholeRanges: Hashable {
  /// Rising.
  private(set) var ranges: [ClosedRange<Int64>] = []

  static let everything = WholeRanges([Int64.min...Int64.max])

  /// Takes ranges in any order.
  init(_ ranges: some Sequence<ClosedRange<Int64>>) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard let last = self.ranges.last,
        last.upperBound == .max || last.upperBound + 1 >= range.lowerBound
      else {
        self.ranges.append(range)
        continue
      }
      let end = max(last.upperBound, range.upperBound)
      self.ranges[self.ranges.count - 1] = last.lowerBound...end
    }
  }

  /// The whole numbers of which the test holds.
  init(_ test: NumberTest) {
    func points(_ numbers: [ExactNumber]) -> WholeRanges {
      WholeRanges(numbers.compactMap(\.whole).map { $0...$0 })
    }
    switch test {
    case .within(let range):
      let (least, greatest) = (range.leastWhole ?? .min, range.greatestWhole ?? .max)
      self.init(least <= greatest ? [least...greatest] : [])
    case .oneOf(let numbers): self = points(numbers)
    case .noneOf(let numbers): self = points(numbers).complement()
    }
  }

  func contains(_ number: Int64) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= number
  }

  func complement() -> WholeRanges {
    var gaps: [ClosedRange<Int64>] = []
    var start: Int64? = .min
    for range in ranges {
      if let start, start < range.lowerBound { gaps.append(start...range.lowerBound - 1) }
      start = range.upperBound == .max ? nil : range.upperBound + 1
    }
    if let start { gaps.append(start...Int64.max) }
    return WholeRanges(gaps)
  }

  /// The numbers that are also within the bounds.
  func clamped(to bounds: ClosedRange<Int64>) -> WholeRanges {
    WholeRanges(ranges.filter { $0.overlaps(bounds) }.map { $0.clamped(to: bounds) })
  }
}

extension WholeRanges {
  /// So many comparisons of many numbers at once cost less than a search for each number.
  private static let fewRanges = 128

  /// Sets the marks of the numbers that are in one of the ranges; leaves the others.
  func mark<Number: FixedWidthInteger>(
    _ numbers: UnsafeBufferPointer<Number>,
    _ marks: UnsafeMutableBufferPointer<UInt8>
  ) {
    // Compared in the numbers' own width, in which more fit a register.
    let least = Int64(exactly: Number.min) ?? .min
    let greatest = Int64(exactly: Number.max) ?? .max
    let possible = clamped(to: least...greatest)
    if possible.ranges.count > Self.fewRanges {
      for index in numbers.indices where possible.contains(Int64(numbers[index])) {
        marks[index] = 1
      }
      return
    }
    for range in possible.ranges {
      let low = Number(range.lowerBound)
      let high = Number(range.upperBound)
      for index in numbers.indices {
        let number = numbers[index]
        marks[index] |= number >= low && number <= high ? 1 : 0
      }
    }
  }
}
