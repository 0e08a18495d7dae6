import Database
import SQL

/// The products that the lines of an import name, as they are in the store.
final class ProductCache {
  struct Product {
    let key: Int64
    var price: Int64?
    var name: String?
    var category: String?
    var brand: String?
  }

  /// So many are remembered that every shop's best-sellers are.
  private static let limit = 100_000

  private var products: [String: Product] = [:]

  /// The product of a line, with what the line says of it merged into the store.
  func product(
    of line: StagedOrder.Line,
    _ fallbacks: OrderWriter.Fallbacks,
    on connection: any DatabaseConnection
  ) throws -> Product {
    let stored = try products[line.sku] ?? find(line.sku, on: connection)
    guard let stored else {
      return remember(try add(line, fallbacks, on: connection), as: line.sku)
    }
    var merged = stored
    merged.name = line.name ?? stored.name ?? fallbacks.productName
    merged.category = line.category ?? stored.category ?? fallbacks.category
    merged.brand = line.brand ?? stored.brand ?? fallbacks.brand
    let isSame =
      merged.name == stored.name && merged.category == stored.category
      && merged.brand == stored.brand
    if !isSame {
      try connection.execute(
        """
        UPDATE products
        SET name = \(merged.name), category = \(merged.category), brand = \(merged.brand)
        WHERE key = \(stored.key)
        """
      )
    }
    return remember(merged, as: line.sku)
  }

  private func remember(_ product: Product, as sku: String) -> Product {
    if products.count >= Self.limit { products.removeAll(keepingCapacity: true) }
    products[sku] = product
    return product
  }

  private func find(_ sku: String, on connection: any DatabaseConnection) throws -> Product? {
    try connection.row(
      "SELECT key, price, name, category, brand FROM products WHERE sku = \(sku)"
    ) { row in
      Product(
        key: try row.int(0),
        price: try row.optionalInt(1),
        name: try row.optionalText(2),
        category: try row.optionalText(3),
        brand: try row.optionalText(4)
      )
    }
  }

  private func add(
    _ line: StagedOrder.Line,
    _ fallbacks: OrderWriter.Fallbacks,
    on connection: any DatabaseConnection
  ) throws -> Product {
    let name = line.name ?? fallbacks.productName
    let category = line.category ?? fallbacks.category
    let brand = line.brand ?? fallbacks.brand
    let key = try connection.int(
      """
      INSERT INTO products (sku, name, category, brand)
      VALUES (\(line.sku), \(name), \(category), \(brand))
      RETURNING key
      """
    )
    return Product(key: key ?? 0, name: name, category: category, brand: brand)
  }
}
