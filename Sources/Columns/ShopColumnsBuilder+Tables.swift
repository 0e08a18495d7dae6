/// Collects products.
final class ProductsBuilder {
  private let keys = NumbersBuffer()
  private let skus = TextColumnBuilder()
  private let names = TextColumnBuilder()
  private let categories = TextColumnBuilder()
  private let brands = TextColumnBuilder()

  init(_ products: [ProductRow]) {
    for product in products {
      keys.append(product.key)
      skus.append(product.sku)
      names.append(product.name)
      categories.append(product.category)
      brands.append(product.brand)
    }
  }

  func write(to writer: ColumnsWriter) throws(ColumnsFailure) {
    try writer.write("products.key", keys)
    try writer.write("products.sku", skus)
    try writer.write("products.name", names)
    try writer.write("products.category", categories)
    try writer.write("products.brand", brands)
  }
}

/// Collects customers.
final class CustomersBuilder {
  private let keys = NumbersBuffer()
  private let birthDates = OrderedCodesBuilder()
  private let signedUpAt = OrderedCodesBuilder()
  private let consent = NumbersBuffer()
  private let consentAt = OrderedCodesBuilder()
  private let hasAddress = NumbersBuffer()
  private let texts: [TextColumnBuilder]
  private var custom: [String: TextColumnBuilder] = [:]
  private var orderStarts: [UInt32] = []

  init() { texts = CustomerText.allCases.map { TextColumnBuilder(isDistinct: $0.isShared) } }

  var count: Int { keys.count }

  func reserve(_ count: Int) {
    keys.reserve(count)
    orderStarts.reserveCapacity(count + 1)
  }

  func add(_ customer: CustomerRow, firstOrder: Int) {
    keys.append(customer.key)
    birthDates.append(customer.birthDate)
    signedUpAt.append(customer.signedUpAt)
    consent.append(customer.consent.map { $0 ? 2 : 1 } ?? 0)
    consentAt.append(customer.consentAt)
    hasAddress.append(customer.hasAddress ? 1 : 0)
    orderStarts.append(UInt32(firstOrder))
  }

  func set(_ field: CustomerText, to text: UnsafeBufferPointer<UInt8>) {
    set(texts[field.place], to: text)
  }

  func setCustom(_ name: String, to text: UnsafeBufferPointer<UInt8>) {
    set(custom(name), to: text)
  }

  /// Adds customers whose orders are still to be added, or who have none.
  func add(_ rows: Range<Int>, of old: CustomerColumns, firstOrder: Int) {
    addAttributes(rows, of: old)
    for _ in rows { orderStarts.append(UInt32(firstOrder)) }
  }

  /// Adds customers whose orders follow as they stand in the file.
  func add(_ rows: Range<Int>, of old: CustomerColumns, withOrdersFrom firstOrder: Int) {
    addAttributes(rows, of: old)
    orderStarts.append(contentsOf: old.orderStarts, rows, from: firstOrder)
  }

  func write(to writer: ColumnsWriter, orderCount: Int) throws(ColumnsFailure) {
    orderStarts.append(UInt32(orderCount))
    try writer.write("customers.key", keys)
    try writer.write("customers.birth_date", birthDates)
    try writer.write("customers.signed_up_at", signedUpAt)
    try writer.write("customers.consent", consent)
    try writer.write("customers.consent_at", consentAt)
    try writer.write("customers.has_address", hasAddress)
    try writer.write("customers.orders", orderStarts)
    for field in CustomerText.allCases {
      texts[field.place].codes.pad(to: count)
      try writer.write("customers.\(field)", texts[field.place])
    }
    // A column that no customer has any more is none.
    let names = custom.keys.filter { (custom[$0]?.ends.count ?? 0) > 0 }.sorted()
    let list = TextColumnBuilder()
    for name in names { list.append(name) }
    try writer.write("custom", list)
    for (number, name) in names.enumerated() {
      let column = custom(name)
      column.codes.pad(to: count)
      try writer.write("custom.\(number)", column)
    }
  }

  private func addAttributes(_ rows: Range<Int>, of old: CustomerColumns) {
    let first = count
    keys.append(contentsOf: old.keys, rows)
    birthDates.append(contentsOf: old.birthDates, rows)
    signedUpAt.append(contentsOf: old.signedUpAt, rows)
    consent.append(contentsOf: old.consent, rows)
    consentAt.append(contentsOf: old.consentAt, rows)
    hasAddress.append(contentsOf: old.hasAddress, rows)
    for field in CustomerText.allCases {
      texts[field.place].codes.pad(to: first)
      texts[field.place].append(contentsOf: old.text(field), rows)
    }
    for (name, column) in old.custom {
      let new = custom(name)
      new.codes.pad(to: first)
      new.append(contentsOf: column, rows)
    }
  }

  private func set(_ column: TextColumnBuilder, to text: UnsafeBufferPointer<UInt8>) {
    column.codes.pad(to: count - 1)
    column.append(text)
  }

  private func custom(_ name: String) -> TextColumnBuilder {
    if let known = custom[name] { return known }
    let column = TextColumnBuilder()
    custom[name] = column
    return column
  }
}

/// Collects orders.
final class OrdersBuilder {
  private let placedAt = OrderedCodesBuilder()
  private let totals = NumbersBuffer()
  private let statuses = TextColumnBuilder()
  private var lineStarts: [UInt32] = []

  var count: Int { totals.count }

  func reserve(_ count: Int) {
    placedAt.reserve(count)
    totals.reserve(count)
    lineStarts.reserveCapacity(count + 1)
  }

  func add(
    placedAt: Int64,
    total: Int64,
    status: UnsafeBufferPointer<UInt8>?,
    firstLine: Int
  ) {
    self.placedAt.append(placedAt)
    totals.append(total)
    if let status { statuses.append(status) } else { statuses.appendNothing() }
    lineStarts.append(UInt32(firstLine))
  }

  func add(_ rows: Range<Int>, of old: OrderColumns, linesFrom firstLine: Int) {
    placedAt.append(contentsOf: old.placedAt, rows)
    totals.append(contentsOf: old.totals, rows)
    statuses.append(contentsOf: old.statuses, rows)
    lineStarts.append(contentsOf: old.lineStarts, rows, from: firstLine)
  }

  func write(to writer: ColumnsWriter, lineCount: Int) throws(ColumnsFailure) {
    lineStarts.append(UInt32(lineCount))
    try writer.write("orders.placed_at", placedAt)
    try writer.write("orders.total", totals)
    try writer.write("orders.status", statuses)
    try writer.write("orders.lines", lineStarts)
  }
}

/// Collects lines.
final class LinesBuilder {
  private let products = NumbersBuffer()
  private let amounts = NumbersBuffer()
  private let quantities = NumbersBuffer()
  private let distinct = DistinctReals()
  /// By place in the file's list of quantities, that in ours; nil before it has occurred.
  private var translation: [Int64?] = []

  var count: Int { products.count }

  func reserve(_ count: Int) {
    products.reserve(count)
    amounts.reserve(count)
    quantities.reserve(count)
  }

  func add(product: Int, amount: Int64, quantity: Double) {
    products.append(Int64(product))
    amounts.append(amount)
    quantities.append(distinct.place(of: quantity))
  }

  func add(_ rows: Range<Int>, of old: LineColumns, products table: [Int64]) {
    if table.isEmpty {
      products.append(contentsOf: old.products, rows)
    } else {
      products.append(contentsOf: old.products, rows, by: table)
    }
    amounts.append(contentsOf: old.amounts, rows)
    if translation.isEmpty {
      translation = Array(repeating: nil, count: old.quantityValues.count)
    }
    for row in rows {
      let number = Int(old.quantities[row])
      if let known = translation[number] {
        quantities.append(known)
      } else {
        let place = distinct.place(of: old.quantityValues[number])
        translation[number] = place
        quantities.append(place)
      }
    }
  }

  func write(to writer: ColumnsWriter) throws(ColumnsFailure) {
    try writer.write("lines.product", products)
    try writer.write("lines.amount", amounts)
    try writer.write("lines.quantity", quantities)
    try writer.write("lines.quantities", distinct.bits)
  }
}

extension [UInt32] {
  /// Appends where the parts of rows begin when the first of them begins at `first`.
  fileprivate mutating func append(contentsOf old: Offsets, _ rows: Range<Int>, from first: Int) {
    guard !rows.isEmpty else { return }
    let shift = UInt32(truncatingIfNeeded: first) &- old.numbers[rows.lowerBound]
    for row in rows { append(old.numbers[row] &+ shift) }
  }
}

extension TextColumnBuilder {
  fileprivate func append(_ text: String?) {
    guard var text else { return appendNothing() }
    text.withUTF8 { append($0) }
  }
}

extension ColumnsWriter {
  fileprivate func write(_ name: String, _ column: TextColumnBuilder) throws(ColumnsFailure) {
    try write(name, column.codes)
    try write("\(name).ends", column.ends)
    try write("\(name).texts", column.bytes.bytes, .byte)
  }

  fileprivate func write(_ name: String, _ column: OrderedCodesBuilder) throws(ColumnsFailure) {
    let finished = column.finished()
    try write(name, finished.codes, base: finished.base, step: finished.step)
    guard finished.step == 0 else { return }
    try write("\(name).table", finished.table.bytes, finished.table.width)
  }

  fileprivate func write(_ name: String, _ offsets: [UInt32]) throws(ColumnsFailure) {
    try offsets.withUnsafeBufferPointer { numbers throws(ColumnsFailure) in
      try write(name, UnsafeRawBufferPointer(numbers), .word)
    }
  }
}
