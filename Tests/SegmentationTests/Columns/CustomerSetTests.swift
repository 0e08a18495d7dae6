import TestSupport
import Testing

@testable import Segmentation

@Suite struct CustomerSetTests {
  @Test(arguments: [0, 1, 63, 64, 65, 200, 5_000])
  func itIsASetOfRows(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    let (left, right) = (rows(of: count, &random), rows(of: count, &random))
    let (one, other) = (set(left, of: count), set(right, of: count))
    #expect(Array(one.rows) == left.sorted())
    #expect(one.count == left.count)
    #expect(Set(one.union(other).rows) == left.union(right))
    #expect(Set(one.intersection(other).rows) == left.intersection(right))
    #expect(Set(one.subtracting(other).rows) == left.subtracting(right))
    #expect(Set(one.complement().rows) == Set(0..<count).subtracting(left))
    #expect((0..<count).allSatisfy { one.contains(row: $0) == left.contains($0) })
    let marked = CustomerSet.marked(of: count) { rows, marks in
      for row in rows where left.contains(row) { marks[row - rows.lowerBound] = 1 }
    }
    #expect(marked == one)
  }

  private func rows(of count: Int, _ random: inout SeededGenerator) -> Set<Int> {
    Set((0..<count).filter { _ in random.chance(40) })
  }

  private func set(_ rows: Set<Int>, of count: Int) -> CustomerSet {
    var set = CustomerSet.none(of: count)
    for row in rows { set.insert(row: row) }
    return set
  }
}
