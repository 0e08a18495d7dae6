/// A query as text *with* its values: what is interpolated is bound, never pasted.
///
///     let query: SQLQuery = "SELECT key FROM customers WHERE city = \(city) AND age >= \(18)"
///     query.rendered(for: .sqlite).text   // … WHERE city = ? AND age >= ?
///
/// Another query may be interpolated too, and keeps its values.
package struct SQLQuery: Hashable, Sendable {
  fileprivate enum Piece: Hashable, Sendable {
    case text(String)
    case value(SQLValue)
    case identifier(String)
  }

  fileprivate var pieces: [Piece]

  /// The text with the dialect's placeholders, and the values in their order.
  package func rendered(for dialect: SQLDialect) -> (text: String, values: [SQLValue]) {
    var text = ""
    var values: [SQLValue] = []
    for piece in pieces {
      switch piece {
      case .text(let words): text += words
      case .identifier(let name): text += dialect.quoted(name)
      case .value(let value):
        values.append(value)
        text += dialect.placeholder(values.count)
      }
    }
    return (text, values)
  }

  package static func + (left: SQLQuery, right: SQLQuery) -> SQLQuery {
    SQLQuery(pieces: left.pieces + right.pieces)
  }

  package static func += (left: inout SQLQuery, right: SQLQuery) {
    left.pieces += right.pieces
  }
}

extension SQLQuery: ExpressibleByStringInterpolation {
  package init(stringLiteral text: String) { pieces = [.text(text)] }

  package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(2 * interpolationCount + 1)
    }

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { pieces.append(.text(literal)) }
    }

    /// Binds a value.
    package mutating func appendInterpolation(_ value: some SQLConvertible) {
      pieces.append(.value(value.sqlValue))
    }

    /// Binds a value that may be absent: NULL.
    package mutating func appendInterpolation<Value: SQLConvertible>(_ value: Value?) {
      pieces.append(.value(value.sqlValue))
    }

    /// Puts a query, with its values, into this one.
    package mutating func appendInterpolation(_ query: SQLQuery) {
      pieces += query.pieces
    }

    /// Puts a name of a table or column, quoted by the dialect.
    package mutating func appendInterpolation(identifier name: String) {
      pieces.append(.identifier(name))
    }

    /// Binds each value, with commas between: for `IN (…)`.
    package mutating func appendInterpolation(list values: [some SQLConvertible]) {
      for (index, value) in values.enumerated() {
        if index > 0 { pieces.append(.text(", ")) }
        pieces.append(.value(value.sqlValue))
      }
    }
  }
}

extension Sequence<SQLQuery> {
  /// The queries with a separator between them: `conditions.joined(by: " AND ")`.
  package func joined(by separator: SQLQuery) -> SQLQuery {
    var result: SQLQuery = ""
    for (index, query) in enumerated() {
      if index > 0 { result += separator }
      result += query
    }
    return result
  }
}
