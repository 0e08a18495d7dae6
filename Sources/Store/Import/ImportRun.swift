import CSV
import Database
import Foundation
import Shop

/// What all parts of one import share.
final class ImportRun {
  let database: any DatabaseAccess
  let request: ImportRequest
  let rejects: RejectFile
  private let progress: @Sendable (ImportProgress) -> Void

  init(
    _ request: ImportRequest,
    into store: ShopStore,
    progress: @escaping @Sendable (ImportProgress) -> Void
  ) {
    self.request = request
    self.progress = progress
    database = store.database
    rejects = RejectFile(in: store.folder.appendingPathComponent("rejects"), now: request.now)
  }

  /// Imports a file's rows, a batch in each transaction, until the task is cancelled.
  ///
  /// `rows` stands before the first row, `file` counts them; `begin` prepares a transaction, and
  /// what it returns imports one row; `end` is called before the transaction is committed.
  func importRows(
    of rows: CSVReader,
    counting file: inout ImportedFile,
    _ begin: (any DatabaseConnection) throws -> (CSVRow) throws -> Change,
    end: () throws -> Void = {}
  ) throws {
    var isAtEnd = false
    while !isAtEnd {
      try Task.checkCancellation()
      try database.blockingWrite { connection in
        let importRow = try begin(connection)
        for _ in 0..<request.batch {
          guard let result = try rows.next() else {
            isAtEnd = true
            break
          }
          try take(result, counting: &file, importRow)
        }
        try end()
      }
      report(file)
    }
  }

  private func take(
    _ result: CSVReader.Result,
    counting file: inout ImportedFile,
    _ importRow: (CSVRow) throws -> Change
  ) throws {
    switch result {
    case .malformed(let problem, let row):
      try reject(row, problem.description, counting: &file)
    case .row(let row):
      do {
        file.count(try importRow(row))
      } catch let problem as RowProblem {
        try reject(row, problem.description, counting: &file)
      }
    }
  }

  func reject(
    _ row: CSVRow,
    _ reason: String,
    counting file: inout ImportedFile
  ) throws(StoreFailure) {
    file.rejected += 1
    try rejects.add(file: file.file, line: row.line, reason: reason, row: row.raw)
  }

  func report(_ file: ImportedFile, staged: Int = 0) {
    progress(ImportProgress(file: file.file, rows: file.read + staged))
  }
}
