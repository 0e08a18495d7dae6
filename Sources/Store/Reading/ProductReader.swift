import Database
import SQL
import Shop

/// Reads products by their keys, each once: lines name the same products again and again.
final class ProductReader {
  private let find: any PreparedStatement
  private var products: [Int64: Product] = [:]

  init(on connection: any DatabaseConnection) throws {
    find = try connection.prepare(
      "SELECT \(Self.columns) FROM products AS p WHERE p.key = \(SQLValue.null)"
    )
  }

  /// Of products with the alias `p`, what `product(in:)` makes one of.
  static let columns: SQLQuery =
    "p.key, p.sku, p.name, p.category, p.brand, p.price, p.url, p.image_url"

  /// The product of a row that begins with `columns`.
  static func product(in row: Row) throws -> Product {
    Product(
      sku: try row.text(1),
      name: try row.optionalText(2),
      category: try row.optionalText(3),
      brand: try row.optionalText(4),
      price: try row.optionalInt(5),
      url: try row.optionalText(6),
      imageURL: try row.optionalText(7)
    )
  }

  subscript(key: Int64) -> Product? {
    get throws {
      if let known = products[key] { return known }
      find.bind(key, at: 0)
      try find.forEachRow { products[key] = try Self.product(in: $0) }
      return products[key]
    }
  }
}
