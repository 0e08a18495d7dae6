package import Foundation

/// A shop's customers with their attributes and orders, column by column, as a mapped file.
///
/// Customers stand in the order of their keys; a customer's orders stand together in the order of
/// time, then of keys; an order's lines stand together in their order. Orders of guests are left
/// out. Everything that is given out is a view that must not outlive the object.
package final class ShopColumns: Sendable {
  package let source: ColumnsSource
  package let customers: CustomerColumns
  package let orders: OrderColumns
  package let lines: LineColumns
  package let products: ProductColumns
  private let file: MappedColumns

  /// Maps a file and checks all of it; throws a `ColumnsFailure` where it is not sound.
  package init(at url: URL) throws(ColumnsFailure) {
    file = try MappedColumns(at: url)
    source = file.directory.source
    customers = try CustomerColumns(file)
    orders = try OrderColumns(file)
    lines = try LineColumns(file)
    products = try ProductColumns(file)
  }
}

/// A customer's attribute that is text.
package enum CustomerText: Int, CaseIterable, Sendable {
  case id
  case email
  case firstName
  case lastName
  case gender
  case city
  case postalCode
  case country
  case language
  case timeZone
  case consentSource

  /// Whether a text is kept once for all rows that have it.
  var isShared: Bool { self != .id && self != .email }

  /// Where it stands among all.
  var place: Int { rawValue }
}

/// Each customer, one row each.
package struct CustomerColumns: Sendable {
  /// The store's keys, rising, maybe with gaps.
  package let keys: WholeNumbers
  /// Days since 1970.
  package let birthDates: OrderedCodes
  /// Milliseconds since 1970.
  package let signedUpAt: OrderedCodes
  /// 0 where it is unknown, 1 for no, 2 for yes.
  package let consent: WholeNumbers
  /// Milliseconds since 1970.
  package let consentAt: OrderedCodes
  /// 1 where there is an address that can be mailed (`email_key`), else 0.
  package let hasAddress: WholeNumbers
  /// The shop's own columns by their names, without `custom.`.
  package let custom: [String: TextColumn]
  /// By customer, the first of its orders; one more than there are customers.
  package let orderStarts: Offsets
  /// In the order of all cases.
  private let texts: [TextColumn]

  package var count: Int { keys.count }

  package func text(_ field: CustomerText) -> TextColumn { texts[field.place] }

  /// The row of a customer; nil where there is none of that key.
  package func row(ofKey key: Int64) -> Int? {
    let row = keys.firstIndex(notBelow: key)
    return row < count && keys[row] == key ? row : nil
  }

  init(_ file: MappedColumns) throws(ColumnsFailure) {
    keys = try file.numbers("customers.key")
    birthDates = try file.codes("customers.birth_date")
    signedUpAt = try file.codes("customers.signed_up_at")
    consent = try file.numbers("customers.consent")
    consentAt = try file.codes("customers.consent_at")
    hasAddress = try file.numbers("customers.has_address")
    orderStarts = try file.offsets("customers.orders")
    var texts: [TextColumn] = []
    for field in CustomerText.allCases {
      texts.append(try file.texts("customers.\(field)"))
    }
    self.texts = texts
    let names = try file.texts("custom")
    var custom: [String: TextColumn] = [:]
    for (number, name) in names.texts.enumerated() {
      custom[name] = try file.texts("custom.\(number)")
    }
    self.custom = custom
  }
}

/// The orders of customers.
package struct OrderColumns: Sendable {
  /// Milliseconds since 1970; always known.
  package let placedAt: OrderedCodes
  /// Minor units.
  package let totals: WholeNumbers
  package let statuses: TextColumn
  /// By order, the first of its lines; one more than there are orders.
  package let lineStarts: Offsets

  package var count: Int { totals.count }

  init(_ file: MappedColumns) throws(ColumnsFailure) {
    placedAt = try file.codes("orders.placed_at")
    totals = try file.numbers("orders.total")
    statuses = try file.texts("orders.status")
    lineStarts = try file.offsets("orders.lines")
  }
}

/// The lines of customers' orders.
package struct LineColumns: Sendable {
  /// The product's row in `ProductColumns`.
  package let products: WholeNumbers
  /// Minor units.
  package let amounts: WholeNumbers
  /// Places in `quantityValues`.
  package let quantities: WholeNumbers
  /// Each different quantity once, in the order in which they occur first.
  package let quantityValues: [Double]

  package var count: Int { products.count }

  init(_ file: MappedColumns) throws(ColumnsFailure) {
    products = try file.numbers("lines.product")
    amounts = try file.numbers("lines.amount")
    quantities = try file.numbers("lines.quantity")
    quantityValues = try file.reals("lines.quantities")
  }
}

/// The shop's products, also those that nobody has bought.
package struct ProductColumns: Sendable {
  /// The store's keys, rising.
  package let keys: WholeNumbers
  package let skus: TextColumn
  package let names: TextColumn
  package let categories: TextColumn
  package let brands: TextColumn

  package var count: Int { keys.count }

  init(_ file: MappedColumns) throws(ColumnsFailure) {
    keys = try file.numbers("products.key")
    skus = try file.texts("products.sku")
    names = try file.texts("products.name")
    categories = try file.texts("products.category")
    brands = try file.texts("products.brand")
  }
}
