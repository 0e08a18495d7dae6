import Columns
import Loyalty

extension ColumnEngine {
  /// Those of whose scores a condition holds.
  func customers(scored condition: Condition) -> CustomerSet {
    let scores = scores ?? BuyerScores(of: self)
    self.scores = scores
    switch condition {
    case .rfm(let test): return scores.customers { test.holds($0.name) }
    case .score(let score, let test):
      let wholes = WholeRanges(test)
      return scores.customers { wholes.contains(Int64(score.score(of: $0))) }
    case .known(_, false): return scores.customers { _ in true }.complement()
    default: return scores.customers { _ in true }
    }
  }
}

/// The scores of everyone who has bought.
struct BuyerScores {
  /// Of each customer, the place of the scores in `Self.all`; 0 of those who never bought.
  private let codes: [UInt8]

  /// From the second on, every three scores that there are.
  private static let all: [RFM?] =
    [nil]
    + (0..<125).map { number in
      RFM(recency: number / 25 + 1, frequency: number / 5 % 5 + 1, monetary: number % 5 + 1)
    }

  init(of engine: ColumnEngine) {
    let figures = BuyerFigures(of: engine)
    let buyers = figures.orders.indices.filter { figures.orders[$0] > 0 }
    func scale(_ values: [Int64]) -> QuintileScale { QuintileScale(of: buyers.map { values[$0] }) }
    let recency = scale(figures.lastOrders)
    let frequency = scale(figures.orders)
    let monetary = scale(figures.spent)
    codes = figures.orders.indices.map { row in
      if figures.orders[row] == 0 { return 0 }
      let number =
        (recency.score(of: figures.lastOrders[row]) - 1) * 25
        + (frequency.score(of: figures.orders[row]) - 1) * 5
        + monetary.score(of: figures.spent[row]) - 1
      return UInt8(number + 1)
    }
  }

  func customers(where holds: (RFM) -> Bool) -> CustomerSet {
    let table = Self.all.map { scores -> UInt8 in scores.map(holds) ?? false ? 1 : 0 }
    return .marked(of: codes.count) { rows, marks in
      for index in marks.indices { marks[index] = table[Int(codes[rows.lowerBound + index])] }
    }
  }
}

/// What each customer's orders come to; of those who never bought all is 0.
private struct BuyerFigures {
  /// The code of the last purchase's time.
  private(set) var lastOrders: [Int64]
  private(set) var orders: [Int64]
  /// Over all counted orders, returns among them.
  private(set) var spent: [Int64]

  init(of engine: ColumnEngine) {
    let columns = engine.columns
    let count = engine.customerCount
    let counted = engine.orders(within: nil, purchases: false)
    let placedAt = columns.orders.placedAt.codes
    lastOrders = [Int64](repeating: 0, count: count)
    orders = lastOrders
    spent = lastOrders
    lastOrders.withUnsafeMutableBufferPointer { lastOrders in
      orders.withUnsafeMutableBufferPointer { orders in
        spent.withUnsafeMutableBufferPointer { spent in
          RowChunks(count: count).perform { rows in
            let piece = counted.orders(of: rows)
            piece.sum(.total, into: UnsafeMutableBufferPointer(rebasing: spent[rows]))
            piece.keepPurchases()
            piece.count(into: UnsafeMutableBufferPointer(rebasing: orders[rows]))
            for row in rows {
              guard let last = piece.firstAndLast(of: row - rows.lowerBound)?.last else { continue }
              lastOrders[row] = placedAt[piece.orders.lowerBound + last]
            }
          }
        }
      }
    }
  }
}

extension QuintileScale {
  /// Ranks these values, without sorting them.
  fileprivate init(of values: [Int64]) {
    let ranks = values.isEmpty ? [] : (1...4).map { (values.count * $0 + 4) / 5 - 1 }
    self.init(boundaries: OrderStatistics.values(at: ranks, of: values))
  }
}
