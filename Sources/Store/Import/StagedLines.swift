import CSV
import Database
import SQL

/// The lines of a file, kept in a temporary database until all lines of an order are there.
///
/// Orders come out in the order of their first lines, lines in the order of the file.
final class StagedLines: CustomerSink {
  private static let columns = [
    "ordinal", "seq", "file", "line", "raw", "customer", "placed_at", "total", "status", "coupon",
    "sku", "quantity", "unit_price", "name", "category", "brand",
  ]

  private let connection: any DatabaseConnection
  private let addLine: any PreparedStatement
  private let findOrder: any PreparedStatement
  private let addOrder: any PreparedStatement
  private let slotCount: Int
  private var last: (id: [UInt8], ordinal: Int64)?
  private var sequence: Int64 = 0

  /// Makes the tables in a temporary database; `slotCount` is how many values of a customer each
  /// line has, the id among them.
  init(on connection: any DatabaseConnection, slotCount: Int) throws {
    self.connection = connection
    self.slotCount = slotCount
    let names = Self.columns + (1..<max(1, slotCount)).map { "slot_\($0)" }
    let list = names.map { SQLQuery("\(identifier: $0)") }.joined(by: ", ")
    try connection.executeScript(
      "CREATE TABLE orders (ordinal INTEGER PRIMARY KEY, id TEXT UNIQUE)"
    )
    try connection.execute(
      "CREATE TABLE lines (\(list), PRIMARY KEY (ordinal, seq)) WITHOUT ROWID"
    )
    let nothing = [SQLValue](repeating: .null, count: names.count)
    addLine = try connection.prepare("INSERT INTO lines VALUES (\(list: nothing))")
    findOrder = try connection.prepare("SELECT ordinal FROM orders WHERE id = \(SQLValue.null)")
    addOrder = try connection.prepare(
      "INSERT INTO orders (id) VALUES (\(SQLValue.null)) RETURNING ordinal"
    )
  }

  /// Keeps what has been set of a customer with the rest of the line.
  func add(_ line: LineFields.Line, file: Int, row: CSVRow) throws {
    sequence += 1
    addLine.bind(try ordinal(of: line.orderID), at: 0)
    addLine.bind(sequence, at: 1)
    addLine.bind(Int64(file), at: 2)
    addLine.bind(Int64(row.line), at: 3)
    addLine.bindText(row.raw, at: 4)
    bind(line.order.customerID, at: 5)
    addLine.bind(line.order.placedAt, at: 6)
    addLine.bind(line.order.total, at: 7)
    bind(line.order.status, at: 8)
    bind(line.order.coupon, at: 9)
    addLine.bindText(line.sku, at: 10)
    addLine.bind(line.quantity, at: 11)
    addLine.bind(line.unitPrice, at: 12)
    bind(line.name, at: 13)
    bind(line.category, at: 14)
    bind(line.brand, at: 15)
    try addLine.run()
  }

  func setText(_ text: UnsafeBufferPointer<UInt8>, _ slot: Int) {
    addLine.bindText(text, at: parameter(slot))
  }

  func setInt(_ value: Int64, _ slot: Int) { addLine.bind(value, at: parameter(slot)) }

  func setNothing(_ slot: Int) { addLine.bindNull(at: parameter(slot)) }

  /// Hands over each order with all its lines.
  func forEachOrder(_ body: (StagedOrder) throws -> Void) throws {
    var order: StagedOrder?
    let query: SQLQuery = """
      SELECT orders.id, lines.* FROM lines JOIN orders USING (ordinal)
      ORDER BY lines.ordinal, lines.seq
      """
    try connection.forEachRow(query) { row in
      let ordinal = try row.int(1)
      if let whole = order, whole.ordinal != ordinal {
        try body(whole)
        order = nil
      }
      if order == nil { order = StagedOrder(ordinal: ordinal, id: try row.text(0)) }
      try order?.add(row, slotCount: slotCount)
    }
    if let order { try body(order) }
  }

  /// The rows of an order as they stand in their files.
  func forEachRow(
    of order: StagedOrder,
    _ body: (_ file: Int, _ line: Int, _ row: String) throws -> Void
  ) throws {
    try connection.forEachRow(
      "SELECT file, line, raw FROM lines WHERE ordinal = \(order.ordinal) ORDER BY seq"
    ) { row in
      try body(Int(row.int(0)), Int(row.int(1)), row.text(2))
    }
  }

  private func ordinal(of id: UnsafeBufferPointer<UInt8>) throws -> Int64 {
    if let last, last.id.elementsEqual(id) { return last.ordinal }
    findOrder.bindText(id, at: 0)
    addOrder.bindText(id, at: 0)
    let ordinal = try findOrder.runForInt() ?? addOrder.runForInt() ?? 0
    last = (Array(id), ordinal)
    return ordinal
  }

  private func parameter(_ slot: Int) -> Int { Self.columns.count + slot - 1 }

  private func bind(_ text: UnsafeBufferPointer<UInt8>?, at parameter: Int) {
    if let text { addLine.bindText(text, at: parameter) } else { addLine.bindNull(at: parameter) }
  }
}

/// All that a file says about one order.
struct StagedOrder {
  struct Line {
    let file: Int
    let sku: String
    let quantity: Double
    let unitPrice: Int64?
    let name: String?
    let category: String?
    let brand: String?
    /// What is said of the customer, from slot 1 on.
    let customer: [SQLValue]
  }

  let ordinal: Int64
  let id: String
  private(set) var customerID: String?
  private(set) var namesTwoCustomers = false
  /// Of the first line that says so, as are the next three.
  private(set) var placedAt: Int64?
  private(set) var total: Int64?
  private(set) var status: String?
  private(set) var coupon: String?
  private(set) var lines: [Line] = []

  init(ordinal: Int64, id: String) {
    self.ordinal = ordinal
    self.id = id
  }

  /// Takes a row of `StagedLines`, whose columns begin behind the order's id.
  fileprivate mutating func add(_ row: Row, slotCount: Int) throws {
    if let customer = try row.optionalText(6) {
      if let customerID, customerID != customer { namesTwoCustomers = true }
      customerID = customerID ?? customer
    }
    placedAt = try placedAt ?? row.optionalInt(7)
    total = try total ?? row.optionalInt(8)
    status = try status ?? row.optionalText(9)
    coupon = try coupon ?? row.optionalText(10)
    lines.append(
      Line(
        file: Int(try row.int(3)),
        sku: try row.text(11),
        quantity: try row.real(12),
        unitPrice: try row.optionalInt(13),
        name: try row.optionalText(14),
        category: try row.optionalText(15),
        brand: try row.optionalText(16),
        customer: slotCount > 1 ? (17..<(16 + slotCount)).map(row.value) : []
      )
    )
  }
}
