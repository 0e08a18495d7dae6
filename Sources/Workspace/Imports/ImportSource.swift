package import Diagnostics
package import Shop

/// One entry of `imports:`: which files hold what, and how they are to be read.
package struct ImportSource: Hashable, Sendable {
  /// What the rows of a file are.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case customers
    case products
    case orders
    case orderLines = "order_lines"
    case events
  }

  /// How the bytes of a file are text; a byte order mark in the file wins.
  package enum Encoding: String, Hashable, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"
    case latin1 = "latin-1"
    case windows1252 = "windows-1252"
  }

  /// What parts the fields of a row.
  package enum Delimiter: String, Hashable, Sendable, CaseIterable {
    case comma = ","
    case semicolon = ";"
    case tab
    case pipe = "|"
  }

  /// What parts the whole units from the fraction in a number.
  package enum DecimalMark: String, Hashable, Sendable, CaseIterable {
    case point = "."
    case comma = ","
  }

  /// A value that stands in another file, found by a key that both files have.
  package struct Lookup: Hashable, Sendable {
    /// A path relative to the workspace's root.
    package let file: String
    /// The header of the key, in both files.
    package let by: String
    /// The header of the value in the other file.
    package let take: String

    package init(file: String, by: String, take: String) {
      self.file = file
      self.by = by
      self.take = take
    }
  }

  package let kind: Kind
  /// A path or a glob, relative to the workspace's root; all its files, in name order, are one file.
  package let files: String
  /// The file's header of each of our columns that is not called the same there.
  package let columns: [String: String]
  /// For a column of ours: what is written there, and what that means.
  package let values: [String: [String: String]]
  /// For a column of ours: what it is where the file says nothing and nothing is known.
  package let defaults: [String: String]
  /// For a column of ours: where else to look it up.
  package let lookups: [String: Lookup]
  /// Tried in order, before ISO 8601, which is always understood.
  package let dateFormats: [DateFormat]
  package let encoding: Encoding
  package let delimiter: Delimiter
  package let decimalMark: DecimalMark
  /// The zone of times without an offset.
  package let calendar: ShopCalendar
  /// Where the entry stands in the workspace's file.
  package let location: SourceLocation

  package init(
    kind: Kind,
    files: String,
    columns: [String: String] = [:],
    values: [String: [String: String]] = [:],
    defaults: [String: String] = [:],
    lookups: [String: Lookup] = [:],
    dateFormats: [DateFormat] = [],
    encoding: Encoding = .utf8,
    delimiter: Delimiter = .comma,
    decimalMark: DecimalMark = .point,
    calendar: ShopCalendar,
    location: SourceLocation
  ) {
    self.kind = kind
    self.files = files
    self.columns = columns
    self.values = values
    self.defaults = defaults
    self.lookups = lookups
    self.dateFormats = dateFormats
    self.encoding = encoding
    self.delimiter = delimiter
    self.decimalMark = decimalMark
    self.calendar = calendar
    self.location = location
  }
}

extension ImportSource.Kind {
  /// The columns that have a meaning of their own; customers may have any others as `custom.NAME`.
  package var columns: [String] {
    switch self {
    case .customers: Self.customerColumns
    case .products: ["sku", "name", "category", "brand", "price", "url", "image_url"]
    case .orders: ["id"] + Self.orderColumns
    case .orderLines:
      ["order_id", "sku", "quantity", "unit_price", "product_name", "category", "brand"]
        + Self.orderColumns + Self.customerColumns.dropFirst().map { "customer.\($0)" }
    case .events: ["id", "customer_id", "kind", "at", "points"]
    }
  }

  /// Without these columns there is nothing to import.
  package var identity: [String] {
    switch self {
    case .customers, .orders: ["id"]
    case .products: ["sku"]
    case .orderLines: ["order_id", "sku"]
    case .events: ["customer_id", "kind", "at"]
    }
  }

  /// Whether `columns`, `values`, `defaults` and `lookup` may name this column.
  package func accepts(_ column: String) -> Bool {
    if columns.contains(column) { return true }
    let prefix: String
    switch self {
    case .customers: prefix = "custom."
    case .orderLines: prefix = "customer.custom."
    case .products, .orders, .events: return false
    }
    return column.hasPrefix(prefix) && column.utf8.count > prefix.utf8.count
  }

  private static var customerColumns: [String] {
    [
      "id", "email", "first_name", "last_name", "gender", "birth_date", "city", "postal_code",
      "country", "language", "time_zone", "signed_up_at", "email_consent", "consent_at",
      "consent_source",
    ]
  }

  private static var orderColumns: [String] {
    ["customer_id", "placed_at", "total", "currency", "status", "coupon"]
  }
}
