import Database
import SQL

/// Inserts rows several at a time, which is much faster than one by one.
///
/// Within one transaction, into a table where none of the rows is yet.
final class RowInserter: CustomerSink {
  private enum Value {
    case nothing
    case int(Int64)
    /// A part of `texts`.
    case text(start: Int, count: Int)
  }

  private static let rowsPerStatement = 64

  private let connection: any DatabaseConnection
  private let merge: MergeStatement
  private let statement: any PreparedStatement
  private let fallbacks: [MergeWriter.Constant?]
  private let parameters: [Int]
  /// Of all slots of one row after another.
  private let values: UnsafeMutablePointer<Value>
  private let texts = RowBuffer()
  private var rowCount = 0
  /// Where in `texts` the row begins that is being set.
  private var textStart = 0

  /// Prepares the statement; `fallbacks` are the values of defaults by slot.
  init(
    _ merge: MergeStatement,
    on connection: any DatabaseConnection,
    fallbacks: [MergeWriter.Constant?]
  ) throws {
    self.connection = connection
    self.merge = merge
    self.fallbacks = fallbacks
    statement = try connection.prepare(merge.insertion(of: Self.rowsPerStatement))
    parameters = merge.valueParameters
    values = .allocate(capacity: Self.rowsPerStatement * parameters.count)
    values.initialize(repeating: .nothing, count: Self.rowsPerStatement * parameters.count)
  }

  deinit { values.deallocate() }

  func setText(_ text: UnsafeBufferPointer<UInt8>, _ slot: Int) {
    set(.text(start: texts.bytes.count, count: text.count), slot)
    texts.append(text)
  }

  func setInt(_ value: Int64, _ slot: Int) { set(.int(value), slot) }

  func setNothing(_ slot: Int) {
    switch fallbacks[slot] {
    case nil: set(.nothing, slot)
    case .int(let value): set(.int(value), slot)
    case .text(let text): setText(text.bytes, slot)
    }
  }

  /// Begins a row, of which every slot must be set; one that was not ended is forgotten.
  func beginRow() { texts.clear(from: textStart) }

  func endRow() throws(DatabaseFailure) {
    rowCount += 1
    textStart = texts.bytes.count
    if rowCount == Self.rowsPerStatement { try insert(with: statement) }
  }

  /// Inserts the rows that are left.
  func finish() throws(DatabaseFailure) {
    if rowCount > 0 { try insert(with: connection.prepare(merge.insertion(of: rowCount))) }
  }

  private func set(_ value: Value, _ slot: Int) {
    values[rowCount * parameters.count + slot] = value
  }

  private func insert(with statement: any PreparedStatement) throws(DatabaseFailure) {
    let texts = texts.bytes
    var value = values
    for row in 0..<rowCount {
      for parameter in parameters {
        let place = row * merge.parametersPerRow + parameter
        switch value.pointee {
        case .nothing: statement.bindNull(at: place)
        case .int(let number): statement.bind(number, at: place)
        case .text(let start, let count):
          let end = start + count
          statement.bindText(UnsafeBufferPointer(rebasing: texts[start..<end]), at: place)
        }
        value += 1
      }
    }
    try statement.run()
    rowCount = 0
    textStart = 0
  }
}
