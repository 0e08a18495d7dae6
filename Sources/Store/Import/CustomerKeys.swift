import Database
import SQL

/// The keys of customers by their ids, within one transaction; who is unknown is added.
final class CustomerKeys {
  private let find: any PreparedStatement
  private let add: any PreparedStatement
  private var last: (id: [UInt8], key: Int64)?

  init(on connection: any DatabaseConnection) throws {
    find = try connection.prepare("SELECT key FROM customers WHERE id = \(SQLValue.null)")
    add = try connection.prepare(
      "INSERT INTO customers (id) VALUES (\(SQLValue.null)) RETURNING key"
    )
  }

  func key(of id: UnsafeBufferPointer<UInt8>) throws -> Int64 {
    if let last, last.id.elementsEqual(id) { return last.key }
    find.bindText(id, at: 0)
    let key = try find.runForInt() ?? added(id)
    last = (Array(id), key)
    return key
  }

  private func added(_ id: UnsafeBufferPointer<UInt8>) throws -> Int64 {
    add.bindText(id, at: 0)
    return try add.runForInt() ?? 0
  }
}
