package import Foundation

/// Collects a shop, row by row or from an older file, and writes it as a file of columns.
///
/// First the products; then each customer, in the order of keys, followed by its orders in the
/// order of time and keys, each followed by its lines. The same shop gives the same bytes, however
/// it was collected.
package final class ShopColumnsBuilder {
  private let products: ProductsBuilder
  private let customers: CustomersBuilder
  private let orders = OrdersBuilder()
  private let lines: LinesBuilder

  /// The first of `products` is product 0 of the lines; keys rise.
  package init(products: [ProductRow]) {
    self.products = ProductsBuilder(products)
    customers = CustomersBuilder()
    lines = LinesBuilder()
  }

  /// Makes room for so many rows, which saves time.
  package func reserve(customers: Int, orders: Int, lines: Int) {
    self.customers.reserve(customers)
    self.orders.reserve(orders)
    self.lines.reserve(lines)
  }

  package var customerCount: Int { customers.count }

  // MARK: Row by row

  /// Begins a customer, of whom nothing more is known yet.
  package func addCustomer(_ customer: CustomerRow) {
    customers.add(customer, firstOrder: orders.count)
  }

  /// Says an attribute of the latest customer, in UTF-8.
  package func set(_ field: CustomerText, to text: UnsafeBufferPointer<UInt8>) {
    customers.set(field, to: text)
  }

  package func set(_ field: CustomerText, to text: String) {
    var text = text
    text.withUTF8 { set(field, to: $0) }
  }

  /// Says one of the shop's own columns of the latest customer.
  package func setCustom(_ name: String, to text: UnsafeBufferPointer<UInt8>) {
    customers.setCustom(name, to: text)
  }

  package func setCustom(_ name: String, to text: String) {
    var text = text
    text.withUTF8 { setCustom(name, to: $0) }
  }

  /// Adds an order of the latest customer: milliseconds since 1970, minor units.
  package func addOrder(placedAt: Int64, total: Int64, utf8 status: UnsafeBufferPointer<UInt8>?) {
    orders.add(placedAt: placedAt, total: total, status: status, firstLine: lines.count)
  }

  package func addOrder(placedAt: Int64, total: Int64, status: String?) {
    guard var status else { return addOrder(placedAt: placedAt, total: total, utf8: nil) }
    status.withUTF8 { addOrder(placedAt: placedAt, total: total, utf8: $0) }
  }

  /// Adds a line of the latest order; `product` is a place in the products.
  package func addLine(product: Int, amount: Int64, quantity: Double) {
    lines.add(product: product, amount: amount, quantity: quantity)
  }

  // MARK: From an older file

  /// Adds customers as they stand in a file, without their orders; always the same file.
  package func addCustomers(_ rows: Range<Int>, of old: ShopColumns) {
    customers.add(rows, of: old.customers, firstOrder: orders.count)
  }

  /// Adds customers as they stand in a file with all their orders.
  ///
  /// `products` says by product of the file which it is here.
  package func addWhole(_ rows: Range<Int>, of old: ShopColumns, products: [Int64]) {
    customers.add(rows, of: old.customers, withOrdersFrom: orders.count)
    addOrders(old.customers.orderStarts[rows], of: old, products: products)
  }

  /// Adds orders of the latest customer as they stand in a file.
  package func addOrders(_ rows: Range<Int>, of old: ShopColumns, products: [Int64]) {
    orders.add(rows, of: old.orders, linesFrom: lines.count)
    lines.add(old.orders.lineStarts[rows], of: old.lines, products: products)
  }

  /// Writes the file and puts it in its place; the builder is of no use afterwards.
  ///
  /// One process at a time may do so for a file.
  package func write(to url: URL, showing source: ColumnsSource) throws(ColumnsFailure) {
    let writer = try ColumnsWriter(at: url)
    try products.write(to: writer)
    try customers.write(to: writer, orderCount: orders.count)
    try orders.write(to: writer, lineCount: lines.count)
    try lines.write(to: writer)
    try writer.finish(showing: source)
  }
}

/// What is known of a customer besides texts.
package struct CustomerRow: Sendable {
  package let key: Int64
  /// Days since 1970.
  package var birthDate: Int64?
  /// Milliseconds since 1970, as `consentAt`.
  package var signedUpAt: Int64?
  package var consent: Bool?
  package var consentAt: Int64?
  /// Whether there is an address that can be mailed.
  package var hasAddress = false

  package init(key: Int64) { self.key = key }
}

package struct ProductRow: Sendable {
  package let key: Int64
  package let sku: String
  package let name: String?
  package let category: String?
  package let brand: String?

  package init(key: Int64, sku: String, name: String?, category: String?, brand: String?) {
    self.key = key
    self.sku = sku
    self.name = name
    self.category = category
    self.brand = brand
  }
}
