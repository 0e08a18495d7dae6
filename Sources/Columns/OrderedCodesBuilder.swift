/// Collects numbers, or that they are unknown, and makes `OrderedCodes` of them.
final class OrderedCodesBuilder {
  /// Codes of steps, as long as all that came fits a scale that an old column had.
  private var codes: (buffer: NumbersBuffer, base: Int64, step: UInt64)?
  private var numbers = NumbersBuffer()
  /// The rows whose number is unknown, rising.
  private var unknown: [Int] = []

  var count: Int { codes?.buffer.count ?? numbers.count }

  func reserve(_ count: Int) {
    if let codes { codes.buffer.reserve(count) } else { numbers.reserve(count) }
  }

  func append(_ number: Int64?) {
    if let codes {
      guard let number else { return codes.buffer.append(0) }
      let distance = UInt64(bitPattern: number &- codes.base)
      if number >= codes.base, distance % codes.step == 0,
        distance / codes.step < OrderedCodes.mostSteps
      {
        return codes.buffer.append(Int64(distance / codes.step) + 1)
      }
      decode()
    }
    if let number {
      numbers.append(number)
    } else {
      unknown.append(numbers.count)
      numbers.append(0)
    }
  }

  func append(contentsOf old: OrderedCodes, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let parts = old.parts
    if case .steps(let base, let step) = parts.scale {
      if count == 0, codes == nil { codes = (numbers, base, step) }
      if let codes, codes.base == base, codes.step == step {
        return codes.buffer.append(contentsOf: parts.codes, range)
      }
    }
    for index in range { append(old[index]) }
  }

  /// The codes, their base and step; a step of 0 says that they are places in the table.
  ///
  /// The same for the same numbers, however they came in.
  func finished() -> (codes: NumbersBuffer, base: Int64, step: UInt64, table: NumbersBuffer) {
    let table = NumbersBuffer()
    if let codes {
      if Self.isTight(codes.buffer.numbers) { return (codes.buffer, codes.base, codes.step, table) }
      decode()
    }
    let result = NumbersBuffer(capacity: numbers.count)
    guard let range = knownRange() else {
      result.pad(to: numbers.count)
      return (result, 0, 1, table)
    }
    let step = commonStep(above: range.lowerBound)
    let span = UInt64(bitPattern: range.upperBound &- range.lowerBound)
    if span / step < OrderedCodes.mostSteps {
      forEachNumber { number in
        guard let number else { return result.append(0) }
        result.append(Int64(UInt64(bitPattern: number &- range.lowerBound) / step) + 1)
      }
      return (result, range.lowerBound, step, table)
    }
    var distinct: Set<Int64> = []
    forEachNumber { if let number = $0 { distinct.insert(number) } }
    let sorted = distinct.sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(sorted, 1...))
    forEachNumber { number in result.append(number.flatMap { places[$0] }.map(Int64.init) ?? 0) }
    for number in sorted { table.append(number) }
    return (result, 0, 0, table)
  }

  /// Whether no fewer and no other codes would do: the least is 1, and no step is common to all.
  private static func isTight(_ codes: WholeNumbers) -> Bool {
    var least = Int64.max
    var common: Int64 = 0
    for index in 0..<codes.count {
      let code = codes[index]
      guard code > 0 else { continue }
      least = min(least, code)
      common = common == 1 ? 1 : Int64(greatestCommonDivisor(UInt64(common), UInt64(code - 1)))
      if least == 1 && common == 1 { return true }
    }
    return false
  }

  private func decode() {
    guard let codes else { return }
    self.codes = nil
    let decoded = NumbersBuffer(capacity: codes.buffer.count)
    let old = codes.buffer.numbers
    for index in 0..<old.count {
      let code = old[index]
      if code == 0 { unknown.append(index) }
      decoded.append(
        code == 0
          ? 0 : codes.base &+ Int64(bitPattern: codes.step &* UInt64(bitPattern: code - 1))
      )
    }
    numbers = decoded
  }

  private func forEachNumber(_ body: (Int64?) -> Void) {
    let numbers = numbers.numbers
    var next = 0
    for index in 0..<numbers.count {
      if next < unknown.count, unknown[next] == index {
        next += 1
        body(nil)
      } else {
        body(numbers[index])
      }
    }
  }

  private func knownRange() -> ClosedRange<Int64>? {
    var (least, greatest) = (Int64.max, Int64.min)
    var isKnown = false
    forEachNumber { number in
      guard let number else { return }
      isKnown = true
      least = min(least, number)
      greatest = max(greatest, number)
    }
    return isKnown ? least...greatest : nil
  }

  private func commonStep(above base: Int64) -> UInt64 {
    var common: UInt64 = 0
    forEachNumber { number in
      guard let number, common != 1 else { return }
      let distance = UInt64(bitPattern: number &- base)
      if common == 0 || distance % common != 0 {
        common = Self.greatestCommonDivisor(common, distance)
      }
    }
    return max(1, common)
  }

  private static func greatestCommonDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }
}
