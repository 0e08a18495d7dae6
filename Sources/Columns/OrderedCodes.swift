/// Numbers as codes: 0 stands for unknown, and of two numbers the greater has the greater code.
///
/// Windows are therefore compared on codes: `codes[row] >= code(notBelow: start)`. A code is one more
/// than the number of steps above the least number, or the place in a table of all numbers where
/// they lie too far apart for that.
package struct OrderedCodes: Sendable {
  package let codes: WholeNumbers
  private let scale: Scale

  /// No code is so many steps above the least.
  static let mostSteps: UInt64 = 1 << 62

  enum Scale: @unchecked Sendable {  // The table never changes while it is mapped.
    case steps(base: Int64, step: UInt64)
    case table(UnsafeBufferPointer<Int64>)
  }

  init(_ codes: WholeNumbers, _ scale: Scale) {
    self.codes = codes
    self.scale = scale
  }

  package var count: Int { codes.count }

  /// The number of a row; nil where it is unknown.
  package subscript(index: Int) -> Int64? { number(ofCode: codes[index]) }

  /// The number that a code stands for; nil for 0.
  package func number(ofCode code: Int64) -> Int64? {
    guard code > 0 else { return nil }
    switch scale {
    case .steps(let base, let step):
      return base &+ Int64(bitPattern: step &* UInt64(bitPattern: code - 1))
    case .table(let numbers): return numbers[Int(code - 1)]
    }
  }

  /// The least code, at least 1, whose number is not below a number: greater than any code in use
  /// where there is none.
  package func code(notBelow number: Int64) -> Int64 {
    switch scale {
    case .steps(let base, let step):
      guard number > base else { return 1 }
      let distance = UInt64(bitPattern: number &- base)
      let steps = distance / step + (distance % step == 0 ? 0 : 1)
      return Int64(min(steps, Self.mostSteps)) + 1
    case .table(let numbers):
      return Int64(WholeNumbers.longs(numbers).firstIndex(notBelow: number)) + 1
    }
  }

  var parts: (codes: WholeNumbers, scale: Scale) { (codes, scale) }
}
