import Database
import Loyalty
import SQL
import Shop

/// Counts what was bought together and keeps it in the store.
///
/// All orders that count are counted, whatever their time, with the lines that cost something.
struct CoPurchaseCounter {
  /// After so many lines the progress is told and a cancelled task noticed.
  private static let stride = 100_000

  private let database: any DatabaseAccess
  private let rules: OrderRules

  init(_ database: any DatabaseAccess, rules: OrderRules) {
    self.database = database
    self.rules = rules
  }

  /// Counts if purchases, or the rules which of them count, have changed since it was done last.
  ///
  /// Blocks, for some seconds where there are tens of millions of lines. What was counted before
  /// stays until all of the new stands in its place. `progress` gets how many lines have been read.
  func countIfChanged(progress: (Int) -> Void = { _ in }) throws {
    guard let count = try database.blockingRead({ try count($0, progress) }) else { return }
    try Task.checkCancellation()
    try database.blockingWrite { try write(count, on: $0) }
  }

  private struct Count {
    let revision: Int64
    /// The key of each product, in the order of skus.
    let products: [Int64]
    let coPurchases: CoPurchases
  }

  /// Counts what one snapshot of the store holds; nil where that has been done.
  private func count(
    _ connection: any DatabaseConnection,
    _ progress: (Int) -> Void
  ) throws -> Count? {
    let revision = try PurchaseChanges.revision(connection)
    let isDone = try connection.int(
      """
      SELECT count(*) FROM co_purchases
      WHERE revision = \(revision) AND not_counted = \(statuses)
      """
    )
    guard isDone == 0 else { return nil }
    let products = try connection.rows("SELECT key FROM products ORDER BY sku") { try $0.int(0) }
    let log = try purchases(of: products, on: connection, progress)
    return Count(revision: revision, products: products, coPurchases: try CoPurchases(of: log))
  }

  /// What the rules say, in one text for one meaning.
  private var statuses: String {
    Set(rules.notCounted.map(TextFolding.casefold)).sorted().joined(separator: "\n")
  }

  private func purchases(
    of products: [Int64],
    on connection: any DatabaseConnection,
    _ progress: (Int) -> Void
  ) throws -> PurchaseLog {
    var numbers = [Int](repeating: 0, count: Int(products.max() ?? 0) + 1)
    for (number, key) in products.enumerated() { numbers[Int(key)] = number }
    var log = PurchaseLog(productCount: products.count)
    var last: Int64?
    var lines = 0
    // A cross join has SQLite walk along both tables side by side, each in the order of orders.
    try connection.forEachRow(
      """
      SELECT o.key, o.customer_key, o.placed_at, l.product_key
      FROM orders AS o CROSS JOIN order_lines AS l
      WHERE l.order_key = o.key AND l.amount > 0 AND o.customer_key IS NOT NULL
        AND \(rules.counted(status: "o.status"))
      ORDER BY o.key
      """
    ) { row in
      let order = try row.int(0)
      if order != last {
        log.beginOrder(of: Int(try row.int(1)), at: Instant(milliseconds: try row.int(2)))
        last = order
      }
      log.addLine(numbers[Int(try row.int(3))])
      lines += 1
      if lines % Self.stride == 0 {
        try Task.checkCancellation()
        progress(lines)
      }
    }
    return log
  }

  private func write(_ count: Count, on connection: any DatabaseConnection) throws {
    try connection.execute("DELETE FROM product_neighbours")
    try connection.execute("DELETE FROM product_buyers")
    let addBuyers = try connection.prepare(
      """
      INSERT INTO product_buyers (product_key, buyers, repeat_buyers)
      VALUES (\(list: [SQLValue](repeating: .null, count: 3)))
      """
    )
    let addNeighbour = try connection.prepare(
      """
      INSERT INTO product_neighbours (product_key, position, neighbour_key, cosine)
      VALUES (\(list: [SQLValue](repeating: .null, count: 4)))
      """
    )
    // In the order of keys, in which rows are written fastest.
    for number in count.products.indices.sorted(by: { count.products[$0] < count.products[$1] })
    where count.coPurchases.buyers[number] > 0 {
      addBuyers.bind(count.products[number], at: 0)
      addBuyers.bind(Int64(count.coPurchases.buyers[number]), at: 1)
      addBuyers.bind(Int64(count.coPurchases.repeatBuyers[number]), at: 2)
      try addBuyers.run()
      addNeighbour.bind(count.products[number], at: 0)
      for (index, neighbour) in count.coPurchases.neighbours[number].enumerated() {
        addNeighbour.bind(Int64(index + 1), at: 1)
        addNeighbour.bind(count.products[Int(neighbour.product)], at: 2)
        addNeighbour.bind(Int64(neighbour.cosine), at: 3)
        try addNeighbour.run()
      }
    }
    try connection.execute(
      """
      INSERT INTO co_purchases (key, revision, not_counted)
      VALUES (1, \(count.revision), \(statuses))
      ON CONFLICT (key) DO UPDATE
      SET revision = excluded.revision, not_counted = excluded.not_counted
      """
    )
  }
}
