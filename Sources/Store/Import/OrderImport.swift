import CSV
import Database
import SQL
import Workspace

/// Imports the files of one entry of orders.
final class OrderImport {
  fileprivate enum Slot: Int {
    case id
    case customer
    case placedAt
    case statedTotal
    case total
    case status
    case coupon
  }

  private let files: ImportFiles
  private let run: ImportRun
  private let statement: MergeStatement
  private let fallbacks: [MergeWriter.Constant?]
  private let values: ImportValues

  init(_ files: ImportFiles, _ run: ImportRun) {
    self.files = files
    self.run = run
    values = ImportValues(
      files.source,
      currency: run.request.currency,
      now: run.request.now
    )
    let status = files.fallback("status").map(MergeWriter.Constant.text)
    let coupon = files.fallback("coupon").map(MergeWriter.Constant.text)
    // A new order that states no total is worth nothing until its lines come.
    fallbacks = [nil, nil, nil, nil, .int(0), status, coupon]
    statement = MergeStatement(
      table: "orders",
      columns: [
        .init("id"), .init("customer_key"), .init("placed_at"), .init("stated_total"),
        .init("total") { $0.append("coalesce(excluded.stated_total, orders.total)") },
        .init("status", hasFallback: status != nil),
        .init("coupon", hasFallback: coupon != nil),
      ]
    )
  }

  func importFiles() throws -> [ImportedFile] { try files.files.map(importFile) }

  private func importFile(_ file: ImportFiles.File) throws -> ImportedFile {
    var counts = ImportedFile(file: file.name, kind: .orders)
    let fields = OrderFields(file.columns, values)
    guard let id = file.columns["id"] else { return counts }
    try run.importRows(of: files.rows(of: file), counting: &counts) { connection in
      let writer = try MergeWriter(
        statement,
        on: connection,
        fallbacks: fallbacks,
        lastKey: try connection.int("SELECT max(key) FROM orders") ?? 0
      )
      let customers = try CustomerKeys(on: connection)
      let changes = PurchaseChanges(on: connection)
      let find = try connection.prepare(
        "SELECT placed_at FROM orders WHERE id = \(SQLValue.null)"
      )
      return { row in
        guard let id = id.textOrFallback(in: row) else {
          throw RowProblem.missing(column: "id")
        }
        let order = try fields.read(row)
        find.bindText(id, at: 0)
        guard let placedAt = try order.placedAt ?? find.runForInt() else {
          throw RowProblem.missing(column: "placed_at")
        }
        writer.setText(id, Slot.id.rawValue)
        writer.set(try order.customerID.map(customers.key), .customer)
        writer.set(placedAt, .placedAt)
        writer.set(order.total, .statedTotal)
        writer.set(order.total, .total)
        writer.set(order.status, .status)
        writer.set(order.coupon, .coupon)
        let change = try writer.run()
        if change != .unchanged { try changes.note() }
        return change
      }
    }
    return counts
  }
}

extension MergeWriter {
  fileprivate func set(_ value: Int64?, _ slot: OrderImport.Slot) {
    if let value { setInt(value, slot.rawValue) } else { setNothing(slot.rawValue) }
  }

  fileprivate func set(_ text: UnsafeBufferPointer<UInt8>?, _ slot: OrderImport.Slot) {
    if let text { setText(text, slot.rawValue) } else { setNothing(slot.rawValue) }
  }
}
