import Database
import SQL
import Segmentation
import Shop
import Store

/// Finds the members of segments: in the shop's columns, or by SQL where these cannot be had.
///
/// The one way to members, which first has the store made ready for what the segments ask of it. It
/// blocks.
struct MemberSearch: Sendable {
  let store: ShopStore
  let terms: ShopTerms
  let now: Instant

  /// What the columns answer, or else SQL: the answers are the same.
  ///
  /// The columns' engine and the connection see one state of the store.
  func answer<Value>(
    about segments: [Segment],
    byColumns: (ColumnEngine, any DatabaseConnection) throws -> Value,
    bySQL: () throws -> Value
  ) throws -> Value {
    _ = try store.prepare(for: segments, terms: terms, at: now)
    do {
      return try store.withColumns { columns, connection in
        let engine = ColumnEngine(columns, terms: terms, at: now) { try connection.values($0) }
        return try byColumns(engine, connection)
      }
    } catch let reason as ColumnsUnavailable {
      store.announce("\(reason); asking the database itself about segments, which takes longer")
      return try bySQL()
    }
  }

  /// For each list of segments the keys of those who are in any of them, as a question that the
  /// store answers.
  func keys(ofAny lists: [[Segment]]) throws -> [SQLQuery] {
    try answer(about: lists.flatMap(\.self)) { engine, _ in
      try lists.map { .keys(try engine.keys(ofAny: $0)) }
    } bySQL: {
      lists.map(union)
    }
  }

  /// The keys of those who are in any of the segments, rising.
  func keys(ofAny segments: [Segment]) throws -> [Int64] {
    try answer(about: segments) { engine, _ in
      try engine.keys(ofAny: segments)
    } bySQL: {
      try store.customerKeys(foundBy: union(of: segments))
    }
  }

  private func union(of segments: [Segment]) -> SQLQuery {
    segments.map { "SELECT key FROM (\($0.query(at: now))) AS s" }.joined(by: " UNION ")
  }
}

extension ColumnEngine {
  fileprivate func keys(ofAny segments: [Segment]) throws -> [Int64] {
    var members = noCustomers
    for segment in segments { members.formUnion(try self.members(of: segment)) }
    return keys(of: members)
  }
}

extension SQLQuery {
  /// A column `key` of known keys: one bound text, however many they are.
  fileprivate static func keys(_ keys: [Int64]) -> SQLQuery {
    let list = "[\(keys.map(String.init).joined(separator: ","))]"
    return "SELECT value AS key FROM json_each(\(list))"
  }
}
