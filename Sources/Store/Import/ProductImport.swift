import CSV
import Database
import SQL
import Workspace

/// Imports the files of one entry of products.
///
/// Where a price comes or changes, the lines that have none of their own are worth that price, and
/// orders that state no total are the sum of their lines.
final class ProductImport {
  private static let texts = ["name", "category", "brand", "url", "image_url"]

  private let files: ImportFiles
  private let run: ImportRun
  private let values: ImportValues
  private let statement: MergeStatement
  private let fallbacks: [MergeWriter.Constant?]

  init(_ files: ImportFiles, _ run: ImportRun) throws {
    self.files = files
    self.run = run
    let values = ImportValues(
      files.source,
      currency: run.request.currency,
      now: run.request.now
    )
    self.values = values
    let price = try files.fallback("price").map { try values.money($0.bytes, "price") }
    let fallbacks =
      [nil] + Self.texts.map { files.fallback($0).map(MergeWriter.Constant.text) }
      + [price.map(MergeWriter.Constant.int)]
    self.fallbacks = fallbacks
    statement = MergeStatement(
      table: "products",
      columns: (["sku"] + Self.texts + ["price"]).enumerated().map { slot, name in
        MergeStatement.Column(name, hasFallback: fallbacks[slot] != nil)
      }
    )
  }

  func importFiles() throws -> [ImportedFile] { try files.files.map(importFile) }

  private func importFile(_ file: ImportFiles.File) throws -> ImportedFile {
    var counts = ImportedFile(file: file.name, kind: .products)
    guard let sku = file.columns["sku"] else { return counts }
    let texts = Self.texts.map { file.columns[$0] }
    let price = file.columns["price"]
    try run.importRows(of: files.rows(of: file), counting: &counts) { connection in
      let writer = try MergeWriter(
        statement,
        on: connection,
        fallbacks: fallbacks,
        lastKey: try connection.int("SELECT max(key) FROM products") ?? 0
      )
      let prices = try ProductPrices(on: connection)
      return { [values] row in
        guard let sku = sku.textOrFallback(in: row) else {
          throw RowProblem.missing(column: "sku")
        }
        writer.setText(sku, 0)
        for (index, column) in texts.enumerated() {
          if let text = column?.text(in: row) {
            writer.setText(text, index + 1)
          } else {
            writer.setNothing(index + 1)
          }
        }
        if let text = price?.text(in: row) {
          writer.setInt(try values.money(text, "price"), texts.count + 1)
        } else {
          writer.setNothing(texts.count + 1)
        }
        let before = try prices.price(of: sku)
        let change = try writer.run()
        if change == .updated { try prices.applyPrice(of: sku, unless: before) }
        return change
      }
    }
    return counts
  }
}

/// Keeps the amounts of lines without a price in step with their product's.
private final class ProductPrices {
  private let changes: PurchaseChanges
  private let find: any PreparedStatement
  private let lines: any PreparedStatement
  private let orders: any PreparedStatement

  init(on connection: any DatabaseConnection) throws {
    changes = PurchaseChanges(on: connection)
    find = try connection.prepare("SELECT price FROM products WHERE sku = \(SQLValue.null)")
    lines = try connection.prepare(
      """
      UPDATE order_lines
      SET amount = CAST(round(quantity * (SELECT price FROM products WHERE key = product_key))
        AS INTEGER)
      WHERE unit_price IS NULL
        AND product_key = (SELECT key FROM products WHERE sku = \(SQLValue.null))
      """
    )
    orders = try connection.prepare(
      """
      UPDATE orders
      SET total = (SELECT sum(amount) FROM order_lines WHERE order_key = orders.key)
      WHERE stated_total IS NULL AND key IN (
        SELECT order_key FROM order_lines
        WHERE unit_price IS NULL
          AND product_key = (SELECT key FROM products WHERE sku = \(SQLValue.null)))
      """
    )
  }

  func price(of sku: UnsafeBufferPointer<UInt8>) throws -> Int64? {
    find.bindText(sku, at: 0)
    return try find.runForInt()
  }

  func applyPrice(of sku: UnsafeBufferPointer<UInt8>, unless before: Int64?) throws {
    guard try price(of: sku) != before else { return }
    lines.bindText(sku, at: 0)
    guard try lines.run() > 0 else { return }
    try changes.note()
    orders.bindText(sku, at: 0)
    try orders.run()
  }
}
