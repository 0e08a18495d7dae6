import CSV
import Database
import SQL
import Workspace

/// Imports the files of one entry of events.
///
/// An event is known again by its id or, where it has none, by its customer, kind and time.
final class EventImport {
  /// Points are whole numbers within this bound.
  private static let mostPoints = 1_000_000_000.0

  private let files: ImportFiles
  private let run: ImportRun
  private let values: ImportValues

  init(_ files: ImportFiles, _ run: ImportRun) {
    self.files = files
    self.run = run
    values = ImportValues(files.source, currency: run.request.currency, now: run.request.now)
  }

  func importFiles() throws -> [ImportedFile] { try files.files.map(importFile) }

  private func importFile(_ file: ImportFiles.File) throws -> ImportedFile {
    var counts = ImportedFile(file: file.name, kind: .events)
    try run.importRows(of: files.rows(of: file), counting: &counts) { connection in
      let writer = try EventWriter(on: connection)
      let customers = try CustomerKeys(on: connection)
      return { row in
        func text(_ name: String) throws(RowProblem) -> UnsafeBufferPointer<UInt8> {
          guard let text = file.columns[name]?.textOrFallback(in: row) else {
            throw .missing(column: name)
          }
          return text
        }
        let customer = try text("customer_id")
        let event = EventWriter.Event(
          id: file.columns["id"]?.textOrFallback(in: row),
          kind: try text("kind"),
          at: try self.values.instant(try text("at"), "at"),
          points: try self.points(file.columns["points"]?.textOrFallback(in: row))
        )
        return try writer.write(event, of: try customers.key(of: customer))
      }
    }
    return counts
  }

  private func points(_ text: UnsafeBufferPointer<UInt8>?) throws(RowProblem) -> Int64? {
    guard let text else { return nil }
    let number = try values.quantity(text, "points")
    guard number == number.rounded(), abs(number) <= Self.mostPoints else {
      throw .notWhole(column: "points")
    }
    return Int64(number)
  }
}

/// Writes events, within one transaction.
private final class EventWriter {
  /// Bytes are valid as long as the row.
  struct Event {
    let id: UnsafeBufferPointer<UInt8>?
    let kind: UnsafeBufferPointer<UInt8>
    let at: Int64
    let points: Int64?
  }

  private let withID: any PreparedStatement
  private let withoutID: any PreparedStatement
  private var lastKey: Int64

  init(on connection: any DatabaseConnection) throws {
    let nothing = SQLValue.null
    withID = try connection.prepare(
      """
      INSERT INTO customer_events (customer_key, kind, at, points, id)
      VALUES (\(nothing), \(nothing), \(nothing), \(nothing), \(nothing))
      ON CONFLICT (id) WHERE id IS NOT NULL DO UPDATE
      SET customer_key = excluded.customer_key, kind = excluded.kind, at = excluded.at,
        points = coalesce(excluded.points, customer_events.points)
      WHERE customer_events.customer_key <> excluded.customer_key
        OR customer_events.kind <> excluded.kind OR customer_events.at <> excluded.at
        OR coalesce(excluded.points, customer_events.points)
          IS DISTINCT FROM customer_events.points
      RETURNING key
      """
    )
    withoutID = try connection.prepare(
      """
      INSERT INTO customer_events (customer_key, kind, at, points)
      VALUES (\(nothing), \(nothing), \(nothing), \(nothing))
      ON CONFLICT (customer_key, at, kind) WHERE id IS NULL DO UPDATE
      SET points = excluded.points
      WHERE coalesce(excluded.points, customer_events.points)
        IS DISTINCT FROM customer_events.points
      RETURNING key
      """
    )
    lastKey = try connection.int("SELECT max(key) FROM customer_events") ?? 0
  }

  func write(_ event: Event, of customer: Int64) throws -> Change {
    let statement = event.id == nil ? withoutID : withID
    statement.bind(customer, at: 0)
    statement.bindText(event.kind, at: 1)
    statement.bind(event.at, at: 2)
    statement.bind(event.points, at: 3)
    if let id = event.id { statement.bindText(id, at: 4) }
    guard let key = try statement.runForInt() else { return .unchanged }
    if key <= lastKey { return .updated }
    lastKey = key
    return .inserted
  }
}
