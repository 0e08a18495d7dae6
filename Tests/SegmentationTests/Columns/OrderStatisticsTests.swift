import TestSupport
import Testing

@testable import Segmentation

@Suite struct OrderStatisticsTests {
  @Test(arguments: 1...12)
  func aRankHasTheValueThatASortWouldPutThere(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bounds: ClosedRange<Int64> = random.pick([
      0...3, -40...40, 0...1_000_000, Int64.min...Int64.max, 0...Int64.max,
    ])
    var values = (0..<random.number(1...9_000)).map { _ in
      Int64.random(in: bounds, using: &random)
    }
    // One far from the others leaves all of them in one bin.
    if random.chance(50) { values.append(.max) }
    let sorted = values.sorted()
    let ranks = (0..<4).map { _ in random.number(0...(values.count - 1)) }.sorted()
    let found = OrderStatistics.values(at: ranks, of: values)
    #expect(found == ranks.map { sorted[$0] }, "seed \(seed)")
  }

  @Test(arguments: 1...12)
  func theLeastAreThoseThatASortWouldPutFirst(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let greatest = random.pick([1, 10, 100_000])
    let values = (0..<random.number(0...500)).map { _ in random.number(0...greatest) }
    let count = random.number(0...values.count)
    let found = values.least(count, by: <).sorted()
    #expect(found == Array(values.sorted().prefix(count)), "seed \(seed)")
  }
}
