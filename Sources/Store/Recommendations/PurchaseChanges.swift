import Database
import SQL

/// Notes, once in a transaction, that it changes purchases: orders, their lines or what these are
/// worth.
///
/// Each such transaction gives the purchases a new revision, by which what was computed from them
/// is known to be out of date, also where the process was killed right after.
final class PurchaseChanges {
  private let connection: any DatabaseConnection
  private var isNoted = false

  init(on connection: any DatabaseConnection) { self.connection = connection }

  func note() throws(DatabaseFailure) {
    guard !isNoted else { return }
    try connection.execute("UPDATE purchase_changes SET revision = revision + 1")
    isNoted = true
  }

  static func revision(_ connection: any DatabaseConnection) throws -> Int64 {
    try connection.int("SELECT revision FROM purchase_changes") ?? 0
  }
}
