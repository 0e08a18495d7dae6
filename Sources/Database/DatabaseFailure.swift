/// Why a database could not do what it should have; never with the values of a query.
package enum DatabaseFailure: Error, Hashable, CustomStringConvertible {
  /// What was attempted and the database's own words.
  package struct Cause: Hashable, Sendable {
    /// The query's text with placeholders, or such as `open /path/store.sqlite`.
    package let attempted: String
    package let words: String
  }

  package enum Constraint: String, Hashable, Sendable {
    case unique
    case notNull = "not null"
    case foreignKey = "foreign key"
    case check
    case type
  }

  /// Another connection held the lock for longer than we wait.
  case busy(Cause)
  /// The disk is full, or a limit on space is reached.
  case full(Cause)
  /// The file or its folder may not be written.
  case readOnly(Cause)
  /// The file is not there, may not be opened, or is not a database.
  case unavailable(Cause)
  /// The file is damaged.
  case corrupt(Cause)
  /// The data breaks a rule of the schema.
  case constraint(Constraint, Cause)
  /// A query was stopped before its end.
  case interrupted(Cause)
  /// A column holds another type than was asked for.
  case unexpectedValue(column: Int, expected: ValueKind, found: ValueKind)
  case other(Cause)

  package var description: String {
    switch self {
    case .busy(let cause): "the database is in use by another process: \(cause)"
    case .full(let cause): "the disk is full: \(cause)"
    case .readOnly(let cause): "the database cannot be written: \(cause)"
    case .unavailable(let cause): "the database cannot be opened: \(cause)"
    case .corrupt(let cause): "the database is damaged: \(cause)"
    case .constraint(let kind, let cause): "the \(kind.rawValue) rule was broken: \(cause)"
    case .interrupted(let cause): "the query was stopped: \(cause)"
    case .unexpectedValue(let column, let expected, let found):
      "column \(column) holds \(found.rawValue) where \(expected.rawValue) was expected"
    case .other(let cause): "the database failed: \(cause)"
    }
  }
}

extension DatabaseFailure.Cause: CustomStringConvertible {
  package var description: String { "\(words) (\(attempted))" }
}
