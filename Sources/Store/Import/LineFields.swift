import CSV

/// Reads the order line of a row.
struct LineFields {
  /// Bytes are valid as long as the row.
  struct Line {
    let orderID: UnsafeBufferPointer<UInt8>
    let sku: UnsafeBufferPointer<UInt8>
    let order: OrderFields.Order
    let quantity: Double
    let unitPrice: Int64?
    let name: UnsafeBufferPointer<UInt8>?
    let category: UnsafeBufferPointer<UInt8>?
    let brand: UnsafeBufferPointer<UInt8>?
  }

  private let orderID: ImportColumn?
  private let sku: ImportColumn?
  private let quantity: ImportColumn?
  private let unitPrice: ImportColumn?
  private let name: ImportColumn?
  private let category: ImportColumn?
  private let brand: ImportColumn?
  private let order: OrderFields
  private let values: ImportValues

  init(_ columns: ImportColumns, _ values: ImportValues) {
    self.values = values
    orderID = columns["order_id"]
    sku = columns["sku"]
    quantity = columns["quantity"]
    unitPrice = columns["unit_price"]
    name = columns["product_name"]
    category = columns["category"]
    brand = columns["brand"]
    order = OrderFields(columns, values)
  }

  func read(_ row: CSVRow) throws(RowProblem) -> Line {
    guard let orderID = orderID?.textOrFallback(in: row) else {
      throw .missing(column: "order_id")
    }
    guard let sku = sku?.textOrFallback(in: row) else { throw .missing(column: "sku") }
    let quantity = try readQuantity(row)
    let unitPrice = try readUnitPrice(row)
    guard LineAmount.isPlausible(quantity, times: unitPrice ?? 0) else { throw .amountTooLarge }
    return Line(
      orderID: orderID,
      sku: sku,
      order: try order.read(row),
      quantity: quantity,
      unitPrice: unitPrice,
      name: name?.text(in: row),
      category: category?.text(in: row),
      brand: brand?.text(in: row)
    )
  }

  /// A file without the column has one of each.
  private func readQuantity(_ row: CSVRow) throws(RowProblem) -> Double {
    guard let quantity else { return 1 }
    guard let text = quantity.textOrFallback(in: row) else { throw .missing(column: "quantity") }
    return try values.quantity(text, "quantity")
  }

  private func readUnitPrice(_ row: CSVRow) throws(RowProblem) -> Int64? {
    guard let text = unitPrice?.textOrFallback(in: row) else { return nil }
    return try values.money(text, "unit_price")
  }
}
