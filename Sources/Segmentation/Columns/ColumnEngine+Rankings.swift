import Columns
import Foundation

extension ColumnEngine {
  /// The first places of those with a value above zero, among all or some; see `Ranking`.
  func winners(of ranking: Ranking, among members: CustomerSet?) throws -> CustomerSet {
    let values = try values(of: ranking.figure)
    var ranked: [(row: Int, value: Int64)] = []
    if let members {
      for row in members.rows where values[row] > 0 { ranked.append((row, values[row])) }
    } else {
      for row in values.indices where values[row] > 0 { ranked.append((row, values[row])) }
    }
    let count = ranking.size.places(among: ranked.count)
    var winners = CustomerSet.none(of: customerCount)
    guard count > 0 else { return winners }
    let least = OrderStatistics.values(at: [ranked.count - count], of: ranked.map(\.value))[0]
    var ties: [Int] = []
    var places = count
    for (row, value) in ranked where value >= least {
      if value == least {
        ties.append(row)
      } else {
        winners.insert(row: row)
        places -= 1
      }
    }
    for row in firstByID(ties, count: places) { winners.insert(row: row) }
    return winners
  }

  /// Each customer's value as a number that only serves for order, above zero as the value is.
  private func values(of figure: RankedFigure) throws -> [Int64] {
    guard case .measure(let measure) = figure, sums.areExact(for: measure) else {
      return try valuesInStore(of: figure)
    }
    let figures = MeasureFigures(measure, in: self)
    let count = customerCount
    return [Int64](unsafeUninitializedCapacity: count) { values, initializedCount in
      RowChunks(count: count).perform { rows in
        let values = UnsafeMutableBufferPointer(rebasing: values[rows])
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: rows.count) { denominators in
          figures.compute(rows, values, denominators)
          guard measure.kind.isRatio else { return }
          for index in values.indices {
            // As the database divides, so that the same are equal.
            let ratio = Double(values[index]) / Double(max(1, denominators[index]))
            values[index] = ratio.rank
          }
        }
      }
      initializedCount = count
    }
  }

  /// Those whose ids come first, byte by byte as the database compares them.
  func firstByID(_ rows: [Int], count: Int) -> ArraySlice<Int> {
    guard count < rows.count else { return rows[...] }
    let ids = columns.customers.text(.id)
    func id(_ row: Int) -> UnsafeBufferPointer<UInt8> {
      ids.utf8(ofCode: Int(ids.codes[row]))
    }
    return rows.least(count) { left, right in id(left).precedes(id(right)) }
  }
}

extension Ranking.Size {
  /// How many places there are when so many are ranked.
  fileprivate func places(among ranked: Int) -> Int {
    switch self {
    case .count(let count): return min(ranked, Int(clamping: count))
    case .percent(let percent):
      let share = Int128(percent.mantissa) * Int128(ranked)
      let hundred = 100 * Int128(percent.divisor)
      return min(ranked, Int(clamping: (share + hundred - 1) / hundred))
    }
  }
}

extension Double {
  /// Rises as the numbers above zero do; 0 for the others.
  var rank: Int64 { self > 0 ? Int64(bitPattern: bitPattern) : 0 }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func precedes(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let left = baseAddress, let right = other.baseAddress else { return count < other.count }
    let order = memcmp(left, right, Swift.min(count, other.count))
    return order == 0 ? count < other.count : order < 0
  }
}
