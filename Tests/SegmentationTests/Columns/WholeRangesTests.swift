import TestSupport
import Testing

@testable import Segmentation

@Suite struct WholeRangesTests {
  /// Numbers around those that the tests ask for, and the ends of what there is.
  private static let numbers = Array(-12...12) + [Int64.min, .min + 1, .max - 1, .max]

  @Test(arguments: 1...60)
  func theyHoldWhatPassesTheTest(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let test = test(&random)
    let ranges = WholeRanges(test)
    for number in Self.numbers {
      #expect(ranges.contains(number) == test.holds(number), "\(test): \(number)")
    }
  }

  @Test(arguments: 1...60)
  func marksAreThoseOfTheNumbersThatTheyHold(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var points = [ClosedRange<Int64>](repeating: 1...1, count: random.pick([0, 1, 5, 200]))
    for index in points.indices {
      let start = Int64(random.number(-300...300))
      points[index] = start...(start + Int64(random.number(0...2)))
    }
    let ranges = WholeRanges(points)
    expectMarks(of: [UInt8](0...255), ranges)
    expectMarks(of: [UInt16](0...700), ranges)
    expectMarks(of: [Int32](-400...400) + [.min, .max], ranges)
    expectMarks(of: [Int64](-400...400) + [.min, .max], ranges)
    expectMarks(of: [Int64](-400...400) + [.min, .max], ranges.complement())
  }

  private func expectMarks(of numbers: [some FixedWidthInteger], _ ranges: WholeRanges) {
    var marks = [UInt8](repeating: 0, count: numbers.count)
    marks.withUnsafeMutableBufferPointer { marks in
      numbers.withUnsafeBufferPointer { ranges.mark($0, marks) }
    }
    #expect(marks == numbers.map { ranges.contains(Int64($0)) ? 1 : 0 }, "\(ranges)")
  }

  private func test(_ random: inout SeededGenerator) -> NumberTest {
    func number() -> ExactNumber {
      ExactNumber(mantissa: Int64(random.number(-100...100)), scale: random.number(0...1))
    }
    func bound() -> NumberRange.Bound? {
      random.chance(30) ? nil : .init(value: number(), isIncluded: random.chance(50))
    }
    let numbers = (0..<random.number(1...4)).map { _ in number() }
    switch random.number(0...2) {
    case 0: return .oneOf(numbers)
    case 1: return .noneOf(numbers)
    default: return .within(NumberRange(lower: bound(), upper: bound()))
    }
  }
}
