import Columns
import Database
import SQL

/// What the store knows of its file of columns; see `StoreSchema.columns`.
struct ColumnsState: Equatable {
  let revision: Int64
  /// Of the latest file; 0 where none can be brought up to date.
  let mark: Int64
  /// The greatest keys up to which changes are queued.
  let last: LastKeys
  /// The greatest keys that there are.
  let greatest: LastKeys

  struct LastKeys: Equatable {
    let customer: Int64
    let order: Int64
  }

  init(of connection: any DatabaseConnection) throws {
    let row = try connection.row(
      """
      SELECT revision, mark, last_customer, last_order,
        coalesce((SELECT max(key) FROM customers), 0), coalesce((SELECT max(key) FROM orders), 0)
      FROM shop_changes
      """
    ) { row in
      (
        try row.int(0), try row.int(1), LastKeys(customer: try row.int(2), order: try row.int(3)),
        LastKeys(customer: try row.int(4), order: try row.int(5))
      )
    }
    (revision, mark, last, greatest) =
      row ?? (0, 0, LastKeys(customer: 0, order: 0), LastKeys(customer: 0, order: 0))
  }

  /// What a file shows that is made of this state.
  func source(marked mark: Int64) -> ColumnsSource {
    ColumnsSource(
      mark: mark,
      revision: revision,
      lastCustomer: greatest.customer,
      lastOrder: greatest.order
    )
  }

  /// Has changes queued of all that is there now.
  static func begin(on connection: any DatabaseConnection) throws {
    try connection.execute(
      """
      UPDATE shop_changes SET
        last_customer = coalesce((SELECT max(key) FROM customers), 0),
        last_order = coalesce((SELECT max(key) FROM orders), 0)
      """
    )
  }

  /// Notes that a file shows the store as of then, so that what was queued before is done.
  static func end(_ source: ColumnsSource, on connection: any DatabaseConnection) throws {
    try connection.execute("UPDATE shop_changes SET mark = \(source.mark)")
    try connection.execute("DELETE FROM changed_customers WHERE revision <= \(source.revision)")
  }
}
