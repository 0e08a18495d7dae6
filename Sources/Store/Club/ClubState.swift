import Database
import Foundation
import Loyalty
import SQL
import Shop

/// How far the ledger is up to date, and by which rules.
struct ClubState {
  let basis: String
  /// The first customer that a first or new calculation has not come to; nil once it is through.
  let nextCustomer: Int64?

  static func read(_ connection: any DatabaseConnection) throws -> ClubState? {
    try connection.row("SELECT basis, next_customer FROM club_state") { row in
      ClubState(basis: try row.text(0), nextCustomer: try row.optionalInt(1))
    }
  }

  /// Whether there is nothing to do for these rules.
  static func isCurrent(_ club: Club, on connection: any DatabaseConnection) throws -> Bool {
    guard let state = try read(connection), state.basis == club.basis, state.nextCustomer == nil
    else { return false }
    let changes = try connection.int("SELECT EXISTS (SELECT 1 FROM club_changes)")
    return try changes == 0 && CardProducts.areCurrent(club, on: connection)
  }

  /// Prepares a calculation: of everyone where the rules are new, else of those who have changed.
  static func begin(_ club: Club, on connection: any DatabaseConnection) throws {
    if try read(connection)?.basis != club.basis {
      try ClubTriggers.make(for: club, on: connection)
      try CardProducts.set(club, on: connection)
      try connection.execute(
        """
        INSERT INTO club_state (key, basis, next_customer) VALUES (1, \(club.basis), 0)
        ON CONFLICT (key) DO UPDATE SET basis = excluded.basis, next_customer = 0
        """
      )
    } else {
      try CardProducts.update(club, on: connection)
    }
  }

  /// Tells that all customers below a key are done; nil for all there are.
  static func set(next customer: Int64?, on connection: any DatabaseConnection) throws {
    try connection.execute("UPDATE club_state SET next_customer = \(customer)")
  }
}

extension Club {
  /// All that entries depend on besides orders and events, in one text for one meaning.
  var basis: String {
    var lines = [
      calendar.timeZone.identifier,
      "purchases " + (rules.purchases.map { "\($0.points) per \($0.amount)" } ?? "none"),
      "rounding \(rules.rounding.rawValue)",
      "expiry \(rules.expiry.basis)",
      "since " + (rules.since.map(\.description) ?? "ever"),
    ]
    lines += rules.events.map { "event \(TextFolding.casefold($0.kind)) \($0.points)" }.sorted()
    lines += rules.stampCards.map { "card \($0.name)\t\($0.goods)\t\($0.every)\t\($0.reward)" }
      .sorted()
    lines += rules.vouchers.map { voucher in
      let validity = voucher.validity.map(\.description) ?? "always"
      return
        "voucher \(voucher.at) \(voucher.worth) \(validity) \(voucher.spends) \(voucher.prefix)"
    }.sorted()
    lines += Set(orders.notCounted.map(TextFolding.casefold)).sorted().map { "not \($0)" }
    return lines.joined(separator: "\n")
  }
}

extension PointsExpiry {
  fileprivate var basis: String {
    switch self {
    case .never: "never"
    case .after(let span): "\(span)"
    case .endOfYear(let span): "end of year" + (span.map { " after \($0)" } ?? "")
    }
  }
}
