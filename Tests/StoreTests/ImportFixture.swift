import Database
import Diagnostics
import Foundation
import Loyalty
import SQL
import Shop
import Store
import TestSupport
import Testing
import Workspace

/// A folder with a store, and files to import into it.
struct ImportFixture: Sendable {
  /// 18 November 2026.
  static let now = Instant(seconds: 1_795_000_000)

  let root: URL
  let store: ShopStore
  let currency: Currency
  /// The club whose points imports bring up to date.
  var club: Club?

  init(_ root: URL, currency code: String = "SEK") throws {
    self.root = root
    currency = try #require(Currency(code: code))
    store = try ShopStore(in: root.appendingPathComponent(".stamkund"), now: Self.now)
  }

  /// Writes the text to a file of that kind's name and imports it.
  @discardableResult
  func load(
    _ kind: ImportSource.Kind,
    _ text: String,
    columns: [String: String] = [:],
    values: [String: [String: String]] = [:],
    defaults: [String: String] = [:],
    lookups: [String: ImportSource.Lookup] = [:],
    formats: [String] = [],
    decimalMark: ImportSource.DecimalMark = .point
  ) async throws -> ImportReport {
    try write("\(kind.rawValue).csv", text)
    return try await load([
      ImportSource(
        kind: kind,
        files: "\(kind.rawValue).csv",
        columns: columns,
        values: values,
        defaults: defaults,
        lookups: lookups,
        dateFormats: try formats.map { try DateFormat(pattern: $0) },
        decimalMark: decimalMark,
        calendar: try Self.stockholm(),
        location: .start(of: "stamkund.yaml")
      )
    ])
  }

  func load(_ sources: [ImportSource], only: [URL] = []) async throws -> ImportReport {
    try await store.importFiles(request(sources, only: only))
  }

  func request(_ sources: [ImportSource], only: [URL] = []) -> ImportRequest {
    ImportRequest(
      sources: sources,
      root: root,
      only: only,
      currency: currency,
      club: club,
      now: Self.now
    )
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: root.appendingPathComponent(name))
  }

  /// The rows of a query, columns parted by `|`, NULL as nothing.
  func rows(_ query: SQLQuery) throws -> [String] {
    try store.database.blockingRead { connection in
      try connection.rows(query) { row in
        (0..<row.columnCount).map { Self.text(row.value($0)) }.joined(separator: "|")
      }
    }
  }

  func customer(_ id: String) throws -> Customer {
    try #require(try store.history(ofCustomer: id)).customer
  }

  /// The rows of the reject file: file, line and reason.
  func rejects(_ report: ImportReport) throws -> [String] {
    let path = try #require(report.rejectFile)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",", maxSplits: 3).prefix(3).joined(separator: " ")
    }
  }

  /// All that an import writes.
  func content() throws -> [String] {
    try rows("SELECT * FROM customers ORDER BY id")
      + rows("SELECT * FROM products ORDER BY sku")
      + rows(
        """
        SELECT o.id, c.id, o.placed_at, o.total, o.stated_total, o.status, o.coupon
        FROM orders o LEFT JOIN customers c ON c.key = o.customer_key ORDER BY o.id
        """
      )
      + rows(
        """
        SELECT o.id, l.position, p.sku, l.quantity, l.unit_price, l.amount
        FROM order_lines l JOIN orders o ON o.key = l.order_key
        JOIN products p ON p.key = l.product_key ORDER BY o.id, l.position
        """
      ) + neighbours() + buyers()
  }

  /// What was bought together: product, position, neighbour, cosine.
  func neighbours() throws -> [String] {
    try rows(
      """
      SELECT p.sku, n.position, o.sku, n.cosine FROM product_neighbours n
      JOIN products p ON p.key = n.product_key JOIN products o ON o.key = n.neighbour_key
      ORDER BY p.sku, n.position
      """
    )
  }

  /// Product, buyers, those who bought it again.
  func buyers() throws -> [String] {
    try rows(
      """
      SELECT p.sku, b.buyers, b.repeat_buyers FROM product_buyers b
      JOIN products p ON p.key = b.product_key ORDER BY p.sku
      """
    )
  }

  static func stockholm() throws -> ShopCalendar {
    ShopCalendar(timeZone: try #require(TimeZone(identifier: "Europe/Stockholm")))
  }

  private static func text(_ value: SQLValue) -> String {
    switch value {
    case .null: ""
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): text
    case .blob(let bytes): "\(bytes)"
    }
  }
}

/// Runs a test with a fresh fixture.
func withFixture(
  currency: String = "SEK",
  _ body: (ImportFixture) async throws -> Void
) async throws {
  try await withTemporaryFolder { try await body(ImportFixture($0, currency: currency)) }
}

extension ImportReport {
  /// Inserted, updated, unchanged, rejected of all files.
  var sums: [Int] {
    [\ImportedFile.inserted, \.updated, \.unchanged, \.rejected].map { path in
      files.reduce(0) { $0 + $1[keyPath: path] }
    }
  }
}
