import CSV
import Database
import SQL
import Workspace

/// Imports the files of one entry of customers.
///
/// A store without customers is filled without its indexes as long as the ids ascend, and they are
/// made at the end, which is several times faster than keeping them up to date.
final class CustomerImport {
  private let files: ImportFiles
  private let run: ImportRun
  private let values: ImportValues
  private let slots: CustomerSlots
  private let fallbacks: [MergeWriter.Constant?]
  private let statement: MergeStatement
  private var isFresh = false
  private let ids = AscendingIDs()

  init(_ files: ImportFiles, _ run: ImportRun) throws {
    self.files = files
    self.run = run
    values = ImportValues(
      files.source,
      currency: run.request.currency,
      now: run.request.now
    )
    slots = CustomerSlots(
      columns: Set(files.files.flatMap(\.columns.byName.keys)),
      hasCustom: files.files.contains { !$0.columns.custom.isEmpty }
    )
    let sink = FallbackSink(count: slots.names.count)
    if let file = files.files.first {
      try CustomerFields(file.columns, slots: slots, values: values).readFallbacks(into: sink)
    }
    fallbacks = sink.constants
    statement = CustomerMerge.statement(
      slots,
      fallbacks: fallbacks,
      dialect: run.database.dialect
    )
  }

  func importFiles() throws -> [ImportedFile] {
    isFresh = try run.database.blockingWrite(beginFresh)
    let counts = try files.files.map(importFile)
    if isFresh {
      try run.database.blockingWrite {
        try $0.executeScript(StoreSchema.LateIndexes.ofCustomers.script)
      }
    }
    return counts
  }

  private func importFile(_ file: ImportFiles.File) throws -> ImportedFile {
    var counts = ImportedFile(file: file.name, kind: .customers)
    guard let id = file.columns["id"] else { return counts }
    let fields = CustomerFields(file.columns, slots: slots, values: values)
    var transaction: Transaction?
    // The bytes that are bound lie in `fields` until the statement has run.
    try withExtendedLifetime(fields) {
      try run.importRows(of: files.rows(of: file), counting: &counts) { connection in
        let current = try Transaction(self, connection)
        transaction = current
        return { row in
          guard let id = id.textOrFallback(in: row) else {
            throw RowProblem.missing(column: "id")
          }
          return try current.importRow(row, id: id, fields)
        }
      } end: {
        try transaction?.end()
      }
    }
    return counts
  }

  /// Whether there is nothing that a row could be merged with; then takes the indexes away.
  private func beginFresh(_ connection: any DatabaseConnection) throws -> Bool {
    let known = try connection.int(
      """
      SELECT EXISTS (SELECT 1 FROM customers)
        OR EXISTS (SELECT 1 FROM suppressions WHERE reason = 'unsubscribed')
      """
    )
    guard known == 0 else { return false }
    try connection.executeScript(StoreSchema.LateIndexes.ofCustomers.removal)
    return true
  }

  /// The statements of one transaction.
  private final class Transaction {
    private let owner: CustomerImport
    private let connection: any DatabaseConnection
    private let revival: Revival?
    /// Nil until a row needs it.
    private var writer: MergeWriter?
    /// Nil where rows may be there already.
    private var inserter: RowInserter?

    init(_ owner: CustomerImport, _ connection: any DatabaseConnection) throws {
      self.owner = owner
      self.connection = connection
      if owner.isFresh {
        inserter = try RowInserter(owner.statement, on: connection, fallbacks: owner.fallbacks)
      }
      revival = owner.slots["consent_at"] == nil ? nil : try Revival(on: connection)
    }

    func importRow(
      _ row: CSVRow,
      id: UnsafeBufferPointer<UInt8>,
      _ fields: CustomerFields
    ) throws -> Change {
      if let inserter {
        if owner.ids.accept(id) {
          inserter.beginRow()
          inserter.setText(id, 0)
          try fields.read(row, into: inserter)
          try inserter.endRow()
          return .inserted
        }
        try endFresh()
      }
      let writer = try writer ?? makeWriter()
      writer.setText(id, 0)
      try fields.read(row, into: writer)
      let change = try writer.run()
      if change != .unchanged { try revival?.run(id) }
      return change
    }

    /// To be called when all rows of the transaction were imported.
    func end() throws { try inserter?.finish() }

    private func endFresh() throws {
      try end()
      inserter = nil
      owner.isFresh = false
      try connection.executeScript(StoreSchema.LateIndexes.ofCustomers.script)
    }

    private func makeWriter() throws -> MergeWriter {
      let made = try MergeWriter(
        owner.statement,
        on: connection,
        fallbacks: owner.fallbacks,
        lastKey: try connection.int("SELECT max(key) FROM customers") ?? 0
      )
      writer = made
      return made
    }
  }
}
