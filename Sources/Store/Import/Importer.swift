import Concurrency
import Database
import Diagnostics
import Foundation
import SQL
import Workspace

extension ShopStore {
  /// Imports files: customers, products, orders, lines and events, whatever their order.
  ///
  /// Each batch of rows is a transaction, and importing again changes nothing, so that an import
  /// that was stopped is repeated and ends as if it had not been. Where a file is missing or lacks
  /// a column nothing is imported. A cancelled task ends it between two batches. `progress` is
  /// called after each batch. At the end recommendations and the points of the club are brought up
  /// to date, once for all files, if purchases or events have changed, and so are the columns that
  /// segments read.
  package func importFiles(
    _ request: ImportRequest,
    progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportReport {
    try await Importer().importFiles(request, into: self, progress: progress)
  }
}

/// Imports on a thread of its own.
private actor Importer {
  private let executor = BlockingExecutor(name: "import")

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  func importFiles(
    _ request: ImportRequest,
    into store: ShopStore,
    progress: @escaping @Sendable (ImportProgress) -> Void
  ) throws -> ImportReport {
    let lock = try ImportLock(in: store.folder)
    return try withExtendedLifetime(lock) {
      var report = ImportReport()
      let entries = try prepare(request, &report)
      if report.problems.hasErrors { return report }
      // What an import that was stopped left out.
      try Migrations.run(on: store.database, now: request.now)
      let run = ImportRun(request, into: store, progress: progress)
      var files: [Int: [ImportedFile]] = [:]
      try store.database.blockingWrite(beginOrders)
      for index in inOrderOfNeed(entries) { files[index] = try importEntry(entries[index], run) }
      try store.database.blockingWrite {
        try $0.executeScript(StoreSchema.LateIndexes.ofOrders.script)
      }
      try run.rejects.close()
      try CoPurchaseCounter(store.database, rules: request.orders).countIfChanged {
        progress(ImportProgress(file: "recommendations", rows: $0))
      }
      if let club = request.club {
        try ClubUpdate(store: store, club: club, clock: request.now).run {
          progress(ImportProgress(file: "points", rows: $0))
        }
      }
      try bringColumnsUpToDate(of: store, progress)
      report.files = entries.indices.flatMap { files[$0] ?? [] }
      report.rejectFile = run.rejects.path
      return report
    }
  }

  /// Segments can do without the columns, though much slower.
  ///
  /// A shop without orders has only begun to be imported: its columns are made when they are asked
  /// for.
  private func bringColumnsUpToDate(
    of store: ShopStore,
    _ progress: @escaping (ImportProgress) -> Void
  ) throws {
    let hasOrders = try store.database.blockingRead {
      try $0.int("SELECT EXISTS (SELECT 1 FROM orders)") == 1
    }
    guard hasOrders else { return }
    do {
      _ = try store.columns { progress(ImportProgress(file: "columns for segments", rows: $0)) }
    } catch let reason as ColumnsUnavailable {
      store.announce("segments will be slow: \(reason)")
    }
  }

  /// Takes the indexes of orders away where there are none yet.
  private func beginOrders(_ connection: any DatabaseConnection) throws {
    let known = try connection.int("SELECT EXISTS (SELECT 1 FROM orders)")
    guard known == 0 else { return }
    try connection.executeScript(StoreSchema.LateIndexes.ofOrders.removal)
    try ClubTriggers.remove(on: connection)
  }

  /// Finds all files and their columns, before anything is imported.
  private func prepare(
    _ request: ImportRequest,
    _ report: inout ImportReport
  ) throws -> [ImportFiles] {
    let only = Set(request.only.map { Glob.standardized($0.path) })
    let entries = try request.sources.map {
      try ImportFiles($0, root: request.root, only: only)
    }
    let found = Set(entries.flatMap { $0.files.map(\.path) })
    let problems = entries.flatMap(\.problems)
    if problems.isEmpty, let missing = only.subtracting(found).min() {
      throw StoreFailure.notImported(missing)
    }
    report.problems = problems
    return entries
  }

  /// What others refer to comes first.
  private func inOrderOfNeed(_ entries: [ImportFiles]) -> [Int] {
    ImportSource.Kind.allCases.flatMap { kind in
      entries.indices.filter { entries[$0].source.kind == kind }
    }
  }

  private func importEntry(_ files: ImportFiles, _ run: ImportRun) throws -> [ImportedFile] {
    do {
      return try importRows(files, run)
    } catch let problem as RowProblem {
      // Rows' own problems go to the reject file; what is left concerns all rows.
      let place = files.source.location
      throw StoreFailure.badDefault(
        at: "\(place.file):\(place.line):\(place.column)",
        problem.description
      )
    }
  }

  private func importRows(_ files: ImportFiles, _ run: ImportRun) throws -> [ImportedFile] {
    switch files.source.kind {
    case .customers: try CustomerImport(files, run).importFiles()
    case .products: try ProductImport(files, run).importFiles()
    case .orders: try OrderImport(files, run).importFiles()
    case .orderLines: try OrderLineImport(files, run).importFiles()
    case .events: try EventImport(files, run).importFiles()
    }
  }
}
