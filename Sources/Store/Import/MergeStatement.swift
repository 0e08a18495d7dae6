import Database
import SQL

/// An INSERT that merges into a row that is already there, without ever blanking anything.
///
/// Each column has a slot. A slot has a value, from the row or else the default; and what the row
/// itself says. Of a row that is there the value wins that the row says, then the stored one, then
/// the default.
struct MergeStatement {
  /// How a column of a stored row is made; the default is `said`, `stored`, `default` in turn.
  struct Column {
    let name: String
    let hasFallback: Bool
    /// What stands around a new row's value: the first part binds one value.
    let inserted: (before: SQLQuery, after: SQLQuery)?
    /// The new value of a stored row; nil for the usual one.
    let merged: ((inout Builder) -> Void)?

    init(
      _ name: String,
      hasFallback: Bool = false,
      inserted: (before: SQLQuery, after: SQLQuery)? = nil,
      merged: ((inout Builder) -> Void)? = nil
    ) {
      self.name = name
      self.hasFallback = hasFallback
      self.inserted = inserted
      self.merged = merged
    }
  }

  /// Gives the row's key when it was inserted or changed, and nothing when it was as it is.
  let merge: SQLQuery
  /// By slot, the parameter that takes the value: in an insertion, of its first row.
  let valueParameters: [Int]
  /// By slot, the parameters that take what the row itself says, in `merge` only.
  let saidParameters: [[Int]]
  /// How far the parameters of two rows of an insertion are apart.
  let parametersPerRow: Int
  /// An insertion's text up to the first row, and that of each row.
  private let insert: (head: SQLQuery, row: SQLQuery)

  /// - Parameters:
  ///   - table: The table, whose key column is `key`.
  ///   - columns: By slot; the first identifies the row.
  ///   - extra: Further assignments to a stored row.
  init(table: String, columns: [Column], extra: [Extra] = []) {
    var builder = Builder(table: table, columns: columns)
    (insert.head, insert.row, valueParameters) = builder.insert()
    parametersPerRow = builder.parameterCount
    builder.query = insert.head + insert.row
    builder.query += " ON CONFLICT (\(identifier: columns[0].name)) DO "
    if columns.count == 1 {
      builder.query += "NOTHING"
    } else {
      builder.appendUpdate(extra)
    }
    builder.query += " RETURNING key"
    merge = builder.query
    saidParameters = builder.saidParameters
  }

  /// Inserts as many rows, which must not be there already.
  func insertion(of rowCount: Int) -> SQLQuery {
    insert.head + Array(repeating: insert.row, count: rowCount).joined(by: ", ")
  }

  /// An assignment to a column that has no slot.
  struct Extra {
    let name: String
    let merged: (inout Builder) -> Void
  }

  /// Writes the part of the statement that concerns a stored row.
  struct Builder {
    fileprivate(set) var query: SQLQuery = ""
    fileprivate var parameterCount = 0
    fileprivate var saidParameters: [[Int]]
    private let table: String
    private let columns: [Column]
    private let slots: [String: Int]

    fileprivate init(table: String, columns: [Column]) {
      self.table = table
      self.columns = columns
      saidParameters = Array(repeating: [], count: columns.count)
      slots = Dictionary(uniqueKeysWithValues: columns.indices.map { (columns[$0].name, $0) })
    }

    /// What an insertion begins with, a row of it, and by slot the parameter of the value.
    fileprivate mutating func insert() -> (head: SQLQuery, row: SQLQuery, parameters: [Int]) {
      let names = columns.map { SQLQuery("\(identifier: $0.name)") }.joined(by: ", ")
      var row: SQLQuery = "("
      var parameters: [Int] = []
      for column in columns {
        if !parameters.isEmpty { row += ", " }
        if let before = column.inserted?.before {
          row += before
          parameterCount += 1
        }
        parameters.append(parameterCount)
        parameterCount += 1
        row += "\(SQLValue.null)"
        if let after = column.inserted?.after { row += after }
      }
      row += ")"
      return ("INSERT INTO \(identifier: table) (\(names)) VALUES ", row, parameters)
    }

    fileprivate mutating func appendUpdate(_ extra: [Extra]) {
      query += "UPDATE SET "
      for slot in columns.indices.dropFirst() {
        if slot > 1 { query += ", " }
        query += "\(identifier: columns[slot].name) = "
        appendMerged(slot)
      }
      for assignment in extra {
        query += ", \(identifier: assignment.name) = "
        assignment.merged(&self)
      }
      query += " WHERE "
      for slot in columns.indices.dropFirst() {
        if slot > 1 { query += " OR " }
        appendMerged(slot)
        query += " IS DISTINCT FROM \(identifier: table).\(identifier: columns[slot].name)"
      }
    }

    mutating func append(_ text: SQLQuery) { query += text }

    /// What is stored.
    mutating func appendStored(_ name: String) {
      query += "\(identifier: table).\(identifier: name)"
    }

    /// What the row says or else the default.
    mutating func appendValue(_ name: String) { query += "excluded.\(identifier: name)" }

    /// What the row itself says.
    mutating func appendSaid(_ name: String) {
      guard let slot = slots[name] else {
        query += "NULL"
        return
      }
      guard columns[slot].hasFallback else { return appendValue(name) }
      saidParameters[slot].append(parameterCount)
      parameterCount += 1
      query += "\(SQLValue.null)"
    }

    /// What the row says, or else what is stored, or else the default.
    mutating func appendUsual(_ name: String) {
      guard let slot = slots[name] else { return appendStored(name) }
      query += "coalesce("
      appendSaid(name)
      query += ", "
      appendStored(name)
      if columns[slot].hasFallback {
        query += ", "
        appendValue(name)
      }
      query += ")"
    }

    fileprivate mutating func appendMerged(_ slot: Int) {
      if let merged = columns[slot].merged {
        merged(&self)
      } else {
        appendUsual(columns[slot].name)
      }
    }
  }
}
