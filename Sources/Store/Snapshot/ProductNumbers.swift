import Columns
import Database
import SQL

/// The shop's products in the order of keys, and the place of each.
struct ProductNumbers {
  let products: [ProductRow]
  private let places: KeyPlaces

  init(on connection: any DatabaseConnection) throws {
    products = try connection.rows(
      "SELECT key, sku, name, category, brand FROM products ORDER BY key"
    ) { row in
      ProductRow(
        key: try row.int(0),
        sku: try row.text(1),
        name: try row.optionalText(2),
        category: try row.optionalText(3),
        brand: try row.optionalText(4)
      )
    }
    places = KeyPlaces(products.map(\.key))
  }

  /// The line's product is always there: the store checks it.
  func place(ofKey key: Int64) -> Int { places[key] ?? 0 }

  /// By product of a file the place here; empty where all have the same.
  func places(of old: ProductColumns) -> [Int64] {
    let table = (0..<old.count).map { Int64(places[old.keys[$0]] ?? 0) }
    return table.enumerated().allSatisfy { $0 == Int($1) } ? [] : table
  }
}
