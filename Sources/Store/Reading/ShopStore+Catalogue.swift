import Columns
import Database
import SQL

/// The names that the shop's data hold, each once, in the order of their bytes.
package struct CatalogueNames: Hashable, Sendable {
  package let categories: [String]
  package let brands: [String]
  package let skus: [String]
  package let productNames: [String]
  package let cities: [String]
  package let countries: [String]
  package let genders: [String]
  package let languages: [String]
  /// Without the prefix `custom.`.
  package let customColumns: [String]
  /// Whether there is neither a customer nor a product.
  package let isEmpty: Bool
}

extension CatalogueNames {
  fileprivate init(_ shop: ShopColumns) {
    defer { withExtendedLifetime(shop) {} }
    func names(_ column: TextColumn) -> [String] { sorted(column.texts) }
    func sorted(_ names: [String]) -> [String] {
      names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    categories = names(shop.products.categories)
    brands = names(shop.products.brands)
    skus = names(shop.products.skus)
    productNames = names(shop.products.names)
    cities = names(shop.customers.text(.city))
    countries = names(shop.customers.text(.country))
    genders = names(shop.customers.text(.gender))
    languages = names(shop.customers.text(.language))
    customColumns = sorted(Array(shop.customers.custom.keys))
    isEmpty = shop.customers.count == 0 && shop.products.count == 0
  }
}

/// How much the store holds.
package struct ShopCounts: Hashable, Sendable {
  package let customers: Int
  package let products: Int
  package let orders: Int
  package let orderLines: Int
}

extension ShopStore {
  /// From the columns, which is many times faster than from the tables, even where they must be
  /// brought up to date first; from the tables where there can be none.
  package func catalogueNames() throws -> CatalogueNames {
    do {
      return CatalogueNames(try columns())
    } catch is ColumnsUnavailable {
      return try catalogueNamesInTables()
    }
  }

  private func catalogueNamesInTables() throws -> CatalogueNames {
    try database.blockingRead { connection in
      func names(_ column: String, of table: String) throws -> [String] {
        try connection.rows(
          """
          SELECT DISTINCT \(identifier: column) FROM \(identifier: table)
          WHERE \(identifier: column) IS NOT NULL ORDER BY 1
          """
        ) { try $0.text(0) }
      }
      let isEmpty = try connection.int(
        "SELECT NOT EXISTS (SELECT 1 FROM customers) AND NOT EXISTS (SELECT 1 FROM products)"
      )
      return CatalogueNames(
        categories: try names("category", of: "products"),
        brands: try names("brand", of: "products"),
        skus: try names("sku", of: "products"),
        productNames: try names("name", of: "products"),
        cities: try names("city", of: "customers"),
        countries: try names("country", of: "customers"),
        genders: try names("gender", of: "customers"),
        languages: try names("language", of: "customers"),
        customColumns: try customColumns(on: connection),
        isEmpty: isEmpty == 1
      )
    }
  }

  private func customColumns(on connection: any DatabaseConnection) throws -> [String] {
    let query: SQLQuery =
      switch connection.dialect {
      case .sqlite:
        "SELECT DISTINCT names.key FROM customers, json_each(customers.custom) AS names ORDER BY 1"
      case .postgresql:
        "SELECT DISTINCT json_object_keys(custom::json) FROM customers ORDER BY 1"
      }
    return try connection.rows(query) { try $0.text(0) }
  }

  package func counts() throws -> ShopCounts {
    try database.blockingRead { connection in
      func count(_ table: String) throws -> Int {
        Int(try connection.int("SELECT count(*) FROM \(identifier: table)") ?? 0)
      }
      return ShopCounts(
        customers: try count("customers"),
        products: try count("products"),
        orders: try count("orders"),
        orderLines: try count("order_lines")
      )
    }
  }
}
