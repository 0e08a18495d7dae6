/// Where each of many small numbers stands in a list.
struct PositionIndex {
  /// By number, where its positions begin in `positions`.
  private let starts: [Int32]
  /// The positions of 0, ascending, then those of 1, and so on.
  let positions: [Int32]

  /// Numbers below 0 are passed over.
  init(of numbers: [Int32]) {
    var starts = [Int32](repeating: 0, count: Int(numbers.max() ?? -1) + 2)
    for number in numbers where number >= 0 { starts[Int(number) + 1] += 1 }
    for number in starts.indices.dropLast() { starts[number + 1] += starts[number] }
    var next = starts
    var positions = [Int32](repeating: 0, count: Int(starts.last ?? 0))
    for (position, number) in numbers.enumerated() where number >= 0 {
      positions[Int(next[Int(number)])] = Int32(position)
      next[Int(number)] += 1
    }
    self.starts = starts
    self.positions = positions
  }

  /// How many numbers there are: one more than the greatest.
  var count: Int { starts.count - 1 }

  /// Where in `positions` those of a number stand.
  subscript(number: Int) -> Range<Int> {
    number < count ? Int(starts[number])..<Int(starts[number + 1]) : 0..<0
  }
}
