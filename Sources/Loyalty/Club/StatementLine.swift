package import Shop

/// One line of a customer's points, as the customer may read it.
package struct StatementLine: Hashable, Sendable {
  package let at: Instant
  /// What was added, or negative taken.
  package let points: Int64
  /// The sum of this line and all before it.
  package let balance: Int64
  package let cause: StatementCause
  /// Whether it mends an earlier line of the same cause, since orders, events or rules have changed.
  package let isCorrection: Bool
  /// When it was written.
  package let writtenAt: Instant

  package init(
    at: Instant,
    points: Int64,
    balance: Int64,
    cause: StatementCause,
    isCorrection: Bool,
    writtenAt: Instant
  ) {
    self.at = at
    self.points = points
    self.balance = balance
    self.cause = cause
    self.isCorrection = isCorrection
    self.writtenAt = writtenAt
  }
}

/// What a line of points is for, in the shop's own names; its description says it in English.
package enum StatementCause: Hashable, Sendable {
  /// An order, by its id.
  case order(String)
  case event(kind: String)
  /// Points that were earned on that day and not used in time.
  case expiry(earned: CivilDay)
  /// A voucher, by its code.
  case voucher(String)
}

extension StatementCause: CustomStringConvertible {
  package var description: String {
    switch self {
    case .order(let id): "order \(id)"
    case .event(let kind): kind
    case .expiry(let day): "expired, earned on \(day)"
    case .voucher(let code): "voucher \(code)"
    }
  }
}
