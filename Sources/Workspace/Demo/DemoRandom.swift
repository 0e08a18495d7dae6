/// A small repeatable source of chance (SplitMix64): the same seed gives the same shop on every
/// machine and with every version of the standard library.
struct DemoRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// A whole number of the range, all equally likely.
  mutating func int(in range: ClosedRange<Int>) -> Int {
    let count = UInt64(range.upperBound - range.lowerBound + 1)
    return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
  }

  /// True in so many of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool { int(in: 0...99) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[int(in: 0...elements.count - 1)]
  }

  /// An element whose likelihood is its weight's part of the sum.
  mutating func pick<Element>(weighted elements: [(Element, Int)]) -> Element {
    var rest = int(in: 0...elements.reduce(0) { $0 + $1.1 } - 1)
    for (element, weight) in elements {
      if rest < weight { return element }
      rest -= weight
    }
    return elements[elements.count - 1].0
  }
}
