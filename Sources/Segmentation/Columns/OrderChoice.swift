import Columns
import SQL
import Shop

/// Which orders a condition looks at: those that count, or purchases only, of a stretch of time.
struct OrderChoice {
  private let columns: ShopColumns
  /// Of the times.
  private let codes: Range<Int64>
  /// By the status' code; nil where every status counts.
  private let isCounted: [UInt8]?
  private let arePurchases: Bool

  init(_ columns: ShopColumns, within span: TimeSpan, by rules: OrderStatuses, purchases: Bool) {
    self.columns = columns
    let placedAt = columns.orders.placedAt
    let first = span.from.map { placedAt.code(notBelow: $0.milliseconds) } ?? 1
    let end = placedAt.code(notBelow: span.until.milliseconds)
    codes = first..<max(first, end)
    isCounted = rules.isCounted
    arePurchases = purchases
  }

  /// The orders of the piece with these picked.
  func orders(of rows: Range<Int>) -> OrderPiece {
    let piece = OrderPiece(of: rows, in: columns)
    piece.keep(placedAt: codes)
    if let isCounted { piece.keep(statuses: isCounted) }
    if arePurchases { piece.keepPurchases() }
    return piece
  }
}

/// Which of the shop's statuses count.
struct OrderStatuses {
  /// By the status' code, 1 or 0, where an order without a status counts; nil where all do.
  let isCounted: [UInt8]?

  init(_ rules: OrderRules, in columns: ShopColumns) {
    let notCounted = Set(rules.notCounted.map(TextFolding.casefold))
    let counts = columns.orders.statuses.texts.map {
      !notCounted.contains(TextFolding.casefold($0))
    }
    isCounted = counts.allSatisfy(\.self) ? nil : [1] + counts.map { $0 ? 1 : 0 }
  }
}
