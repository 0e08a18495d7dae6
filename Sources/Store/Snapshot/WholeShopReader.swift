import Columns
import Database
import SQL

/// Reads the whole shop into columns.
///
/// Each table is read once, in the order in which it is stored. Orders and lines wait in memory, some
/// 20 bytes for each order and 8 for each line, until they are put in the order of customers. They
/// wait in groups of neighbouring customers, each small enough for the processor's cache: to fetch
/// every order from all of the memory would take as long as to read it from the store.
final class WholeShopReader {
  /// From so many on a person would wonder what takes so long.
  private static let manyOrders: Int64 = 500_000
  private static let pause = 500_000
  private static let groupCount = 128

  private let connection: any DatabaseConnection
  private let announce: (String) -> Void
  private let progress: (Int) -> Void
  private let products: ProductNumbers
  private let customers: KeyPlaces
  private let customerCount: Int
  private let customersPerGroup: Int
  private var groups: [OrderGroup]
  private let statuses = TextColumnBuilder()
  private let quantities = DistinctReals()

  init(
    _ connection: any DatabaseConnection,
    announce: @escaping (String) -> Void,
    progress: @escaping (Int) -> Void
  ) throws {
    self.connection = connection
    self.announce = announce
    self.progress = progress
    products = try ProductNumbers(on: connection)
    let keys = try connection.rows("SELECT key FROM customers ORDER BY key") { try $0.int(0) }
    customerCount = keys.count
    customers = KeyPlaces(keys)
    let perGroup = keys.count / Self.groupCount + 1
    customersPerGroup = perGroup
    groups = stride(from: 0, to: keys.count, by: perGroup).map {
      OrderGroup(customers: $0..<min($0 + perGroup, keys.count))
    }
  }

  func read() throws -> ShopColumnsBuilder {
    let orders = try connection.int("SELECT count(*) FROM orders") ?? 0
    if orders >= Self.manyOrders {
      announce("reading \(customerCount) customers and \(orders) orders for segments")
    }
    let lineCount = try readLines(of: try readOrders())
    return try ordered(lineCount: lineCount)
  }

  /// Which orders there are, as their lines will come, and the group of each.
  private struct OrderKeys {
    let keys = NumbersBuffer()
    let groups = NumbersBuffer()
  }

  private func readOrders() throws -> OrderKeys {
    let orders = OrderKeys()
    try connection.forEachRow(
      """
      SELECT key, customer_key, placed_at, total, status FROM orders
      WHERE customer_key IS NOT NULL ORDER BY key
      """
    ) { row in
      guard let customer = customers[try row.int(1)] else { return }
      let group = customer / customersPerGroup
      orders.keys.append(try row.int(0))
      orders.groups.append(Int64(group))
      groups[group].add(
        customer: customer,
        placedAt: try row.int(2),
        total: try row.int(3),
        status: try row.optionalUTF8(4).map(statuses.code) ?? 0
      )
      if orders.keys.count % Self.pause == 0 { try Task.checkCancellation() }
    }
    return orders
  }

  /// Returns how many there are.
  private func readLines(of orders: OrderKeys) throws -> Int {
    let (keys, numbers) = (orders.keys.numbers, orders.groups.numbers)
    var (order, count) = (0, 0)
    func endOrder() {
      groups[Int(numbers[order])].endOrder()
      order += 1
    }
    try connection.forEachRow(
      """
      SELECT order_key, product_key, amount, quantity FROM order_lines
      ORDER BY order_key, position
      """
    ) { row in
      let key = try row.int(0)
      while order < keys.count, keys[order] < key { endOrder() }
      // A guest's order is not among them.
      guard order < keys.count, keys[order] == key else { return }
      groups[Int(numbers[order])].addLine(
        product: products.place(ofKey: try row.int(1)),
        amount: try row.int(2),
        quantity: quantities.place(of: try row.real(3))
      )
      count += 1
      if count % Self.pause == 0 {
        try Task.checkCancellation()
        progress(count)
      }
    }
    while order < keys.count { endOrder() }
    return count
  }

  /// Customers by their keys, with the orders of each by time and key.
  private func ordered(lineCount: Int) throws -> ShopColumnsBuilder {
    let builder = ShopColumnsBuilder(products: products.products)
    builder.reserve(
      customers: customerCount,
      orders: groups.reduce(0) { $0 + $1.count },
      lines: lineCount
    )
    let reader = try CustomerRowReader(into: builder, on: connection)
    var customer = 0
    var sorted: OrderGroup.Sorted?
    try connection.forEachRow(
      "SELECT \(CustomerRowReader.columns) FROM customers ORDER BY key"
    ) { row in
      try reader.add(row)
      if customer % customersPerGroup == 0 {
        sorted = groups[customer / customersPerGroup].sorted()
        groups[customer / customersPerGroup] = OrderGroup(customers: 0..<0)
        try Task.checkCancellation()
      }
      sorted?.addOrders(of: customer, to: builder, statuses: statuses, quantities: quantities)
      customer += 1
    }
    return builder
  }
}
