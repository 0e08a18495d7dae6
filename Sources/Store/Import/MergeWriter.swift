import Database
import SQL

/// Runs a `MergeStatement` within one transaction.
final class MergeWriter: CustomerSink {
  /// A value of a default, which outlives the rows.
  enum Constant {
    case text(StableText)
    case int(Int64)
  }

  private let statement: any PreparedStatement
  private let valueParameters: [Int]
  private let saidParameters: [[Int]]
  /// Whether there is any of them: most imports have none.
  private let hasSaidParameters: Bool
  private let fallbacks: [Constant?]
  /// The greatest key so far: what is inserted gets a greater one.
  private var lastKey: Int64

  /// Prepares the statement.
  ///
  /// `fallbacks` are the values of defaults by slot, `lastKey` is the greatest key in the table.
  init(
    _ statement: MergeStatement,
    on connection: any DatabaseConnection,
    fallbacks: [Constant?],
    lastKey: Int64
  ) throws {
    self.statement = try connection.prepare(statement.merge)
    self.fallbacks = fallbacks
    self.lastKey = lastKey
    hasSaidParameters = statement.saidParameters.contains { !$0.isEmpty }
    valueParameters = statement.valueParameters
    saidParameters = statement.saidParameters
  }

  func setText(_ text: UnsafeBufferPointer<UInt8>, _ slot: Int) {
    statement.bindText(text, at: valueParameters[slot])
    if hasSaidParameters {
      for parameter in saidParameters[slot] { statement.bindText(text, at: parameter) }
    }
  }

  func setInt(_ value: Int64, _ slot: Int) {
    statement.bind(value, at: valueParameters[slot])
    if hasSaidParameters {
      for parameter in saidParameters[slot] { statement.bind(value, at: parameter) }
    }
  }

  func setNothing(_ slot: Int) {
    switch fallbacks[slot] {
    case nil: statement.bindNull(at: valueParameters[slot])
    case .int(let value): statement.bind(value, at: valueParameters[slot])
    case .text(let text): statement.bindText(text.bytes, at: valueParameters[slot])
    }
    for parameter in saidParameters[slot] { statement.bindNull(at: parameter) }
  }

  /// Sets what was read and kept; NULL is nothing.
  func set(_ value: SQLValue, _ slot: Int) {
    guard value != .null else { return setNothing(slot) }
    statement.bind(value, at: valueParameters[slot])
    for parameter in saidParameters[slot] { statement.bind(value, at: parameter) }
  }

  /// Writes the row that has been set.
  func run() throws(DatabaseFailure) -> Change {
    guard let key = try statement.runForInt() else { return .unchanged }
    if key <= lastKey { return .updated }
    lastKey = key
    return .inserted
  }
}

/// Collects the values of defaults.
final class FallbackSink: CustomerSink {
  private(set) var constants: [MergeWriter.Constant?]

  init(count: Int) { constants = Array(repeating: nil, count: count) }

  func setText(_ text: UnsafeBufferPointer<UInt8>, _ slot: Int) {
    constants[slot] = .text(StableText(text))
  }

  func setInt(_ value: Int64, _ slot: Int) { constants[slot] = .int(value) }

  func setNothing(_ slot: Int) { constants[slot] = nil }
}
