import CSV
import Database
import SQL
import Workspace

/// Imports the files of one entry of order lines, which are one file: first all rows are read and
/// kept aside, then each order is written whole.
final class OrderLineImport {
  private let files: ImportFiles
  private let run: ImportRun
  private let values: ImportValues
  private let slots: CustomerSlots
  private let fallbacks: [MergeWriter.Constant?]
  private let statement: MergeStatement?
  private let products = ProductCache()
  private var counts: [ImportedFile]

  init(_ files: ImportFiles, _ run: ImportRun) throws {
    self.files = files
    self.run = run
    values = ImportValues(
      files.source,
      currency: run.request.currency,
      now: run.request.now
    )
    let prefix = "customer."
    let names = files.files.flatMap(\.columns.byName.keys).filter { $0.hasPrefix(prefix) }
    slots = CustomerSlots(
      columns: Set(names.map { String($0.dropFirst(prefix.count)) }),
      hasCustom: files.files.contains { !$0.columns.custom.isEmpty }
    )
    let sink = FallbackSink(count: slots.names.count)
    if let file = files.files.first {
      try CustomerFields(file.columns, slots: slots, values: values, prefix: prefix)
        .readFallbacks(into: sink)
    }
    fallbacks = sink.constants
    statement =
      slots.names.count == 1
      ? nil
      : CustomerMerge.statement(slots, fallbacks: fallbacks, dialect: run.database.dialect)
    counts = files.files.map { ImportedFile(file: $0.name, kind: .orderLines) }
  }

  func importFiles() throws -> [ImportedFile] {
    try ScratchDatabase().use { connection in
      let staged = try StagedLines(on: connection, slotCount: slots.names.count)
      for index in files.files.indices { try stage(index, in: staged) }
      try write(staged)
    }
    return counts
  }

  private func stage(_ index: Int, in staged: StagedLines) throws {
    let file = files.files[index]
    let rows = try files.rows(of: file)
    let fields = LineFields(file.columns, values)
    let customer = CustomerFields(file.columns, slots: slots, values: values, prefix: "customer.")
    var count = 0
    // The bytes that are bound lie in the fields until the statement has run.
    try withExtendedLifetime((fields, customer)) {
      while let result = try rows.next() {
        count += 1
        if count % run.request.batch == 0 {
          try Task.checkCancellation()
          run.report(counts[index], staged: count - counts[index].rejected)
        }
        switch result {
        case .malformed(let problem, let row):
          try run.reject(row, problem.description, counting: &counts[index])
        case .row(let row):
          do {
            let line = try fields.read(row)
            try customer.read(row, into: staged)
            try staged.add(line, file: index, row: row)
          } catch let problem as RowProblem {
            try run.reject(row, problem.description, counting: &counts[index])
          }
        }
      }
    }
  }

  private func write(_ staged: StagedLines) throws {
    var orders: [StagedOrder] = []
    var lineCount = 0
    try staged.forEachOrder { order in
      orders.append(order)
      lineCount += order.lines.count
      // A line takes several statements, a row of other files one.
      guard lineCount >= run.request.batch / 4 else { return }
      try write(orders, staged)
      orders = []
      lineCount = 0
    }
    try write(orders, staged)
  }

  private func write(_ orders: [StagedOrder], _ staged: StagedLines) throws {
    try Task.checkCancellation()
    var refused: [(order: StagedOrder, problem: RowProblem)] = []
    try run.database.blockingWrite { connection in
      let writer = try OrderWriter(
        on: connection,
        products: products,
        customers: try customerWriter(on: connection),
        fallbacks: OrderWriter.Fallbacks(files)
      )
      for order in orders {
        do {
          let change = try writer.write(order)
          for line in order.lines { counts[line.file].count(change) }
        } catch let problem as RowProblem {
          refused.append((order, problem))
        }
      }
    }
    for (order, problem) in refused { try refuse(order, problem, staged) }
  }

  private func customerWriter(on connection: any DatabaseConnection) throws -> CustomerWriter? {
    guard let statement else { return nil }
    return CustomerWriter(
      try MergeWriter(
        statement,
        on: connection,
        fallbacks: fallbacks,
        lastKey: try connection.int("SELECT max(key) FROM customers") ?? 0
      ),
      revival: try Revival(on: connection)
    )
  }

  private func refuse(
    _ order: StagedOrder,
    _ problem: RowProblem,
    _ staged: StagedLines
  ) throws {
    try staged.forEachRow(of: order) { file, line, row in
      counts[file].rejected += 1
      var row = row
      try row.withUTF8 {
        try run.rejects.add(
          file: counts[file].file,
          line: line,
          reason: problem.description,
          row: $0
        )
      }
    }
  }
}

/// Merges what lines say about their customers.
final class CustomerWriter {
  private let writer: MergeWriter
  private let revival: Revival?
  private var last: (id: String, values: [SQLValue])?

  init(_ writer: MergeWriter, revival: Revival?) {
    self.writer = writer
    self.revival = revival
  }

  /// Returns whether the customer was changed or added.
  func write(_ id: String, _ values: [SQLValue]) throws -> Bool {
    if let last, last.id == id, last.values == values { return false }
    last = (id, values)
    writer.set(.text(id), 0)
    for (index, value) in values.enumerated() { writer.set(value, index + 1) }
    let change = try writer.run()
    var id = id
    if change != .unchanged { try id.withUTF8 { try revival?.run($0) } }
    return change != .unchanged
  }
}
