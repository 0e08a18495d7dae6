/// Finds values by their place among all, without sorting all.
enum OrderStatistics {
  /// For each rank, counted from 0 for the lowest value, the value with that rank.
  ///
  /// The ranks rise. The values are counted in bins over their range; of the bins in which the
  /// ranks fall the same is asked again.
  static func values(at ranks: [Int], of values: [Int64]) -> [Int64] {
    guard values.count > 2_048 else {
      let sorted = values.sorted()
      return ranks.map { sorted[$0] }
    }
    let (least, greatest) = values.reduce((Int64.max, Int64.min)) {
      (min($0.0, $1), max($0.1, $1))
    }
    guard least < greatest else { return ranks.map { _ in least } }
    let bins = Bins(from: least, to: greatest)
    var counts = [Int](repeating: 0, count: Bins.count)
    for value in values { counts[bins.bin(of: value)] += 1 }
    var result: [Int64] = []
    var below = 0
    for (bin, count) in counts.enumerated() {
      let inner = ranks.filter { (below..<below + count).contains($0) }.map { $0 - below }
      below += count
      if inner.isEmpty { continue }
      result += Self.values(at: inner, of: values.filter { bins.bin(of: $0) == bin })
    }
    return result
  }

  /// Equal stretches of a range of values, whose width is a power of two.
  private struct Bins {
    static let count = 4_096

    private let least: Int64
    private let shift: Int

    init(from least: Int64, to greatest: Int64) {
      self.least = least
      let width = UInt64(bitPattern: greatest &- least)
      shift = max(0, 64 - width.leadingZeroBitCount - Self.count.trailingZeroBitCount)
    }

    func bin(of value: Int64) -> Int { Int(UInt64(bitPattern: value &- least) >> shift) }
  }
}

extension Array {
  /// The first `count` elements of the array when it were sorted, in no order.
  func least(_ count: Int, by isBefore: (Element, Element) -> Bool) -> ArraySlice<Element> {
    var elements = self
    var open = 0..<elements.count
    // Quickselect: what is before and after the open range stands on its side of the cut.
    while open.lowerBound < count, count < open.upperBound {
      let pivot = elements[open.lowerBound + open.count / 2]
      var (low, high) = (open.lowerBound, open.upperBound - 1)
      while low <= high {
        while isBefore(elements[low], pivot) { low += 1 }
        while isBefore(pivot, elements[high]) { high -= 1 }
        if low <= high {
          elements.swapAt(low, high)
          low += 1
          high -= 1
        }
      }
      if count <= high {
        open = open.lowerBound..<high + 1
      } else if count >= low {
        open = low..<open.upperBound
      } else {
        break
      }
    }
    return elements.prefix(count)
  }
}
