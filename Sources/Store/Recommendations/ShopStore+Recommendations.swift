import Concurrency
import Database
package import Loyalty
import SQL
package import Shop

extension ShopStore {
  /// Chooses products by what customers bought together, in all orders that count.
  ///
  /// An import leaves that counted. Where it is not, since an import was stopped or the rules have
  /// changed, it is counted first, which takes some seconds in a large shop. The recommender keeps
  /// all it needs in memory, some 1 KB for each product, and asks the store no more.
  package func recommender(rules: OrderRules) async throws -> Recommender {
    try await RecommenderReader(database: database).recommender(rules: rules)
  }
}

/// Counts and reads on a thread of its own.
private actor RecommenderReader {
  private let executor = BlockingExecutor(name: "recommendations")
  private let database: any DatabaseAccess

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  init(database: any DatabaseAccess) { self.database = database }

  func recommender(rules: OrderRules) throws -> Recommender {
    try CoPurchaseCounter(database, rules: rules).countIfChanged()
    return try database.blockingRead { Recommender(try entries($0)) }
  }

  /// All products that were bought, in the order of their skus.
  private func entries(_ connection: any DatabaseConnection) throws -> [Recommender.Entry] {
    var products: [(key: Int64, product: Product, buyers: Int, repeatBuyers: Int)] = []
    var numbers: [Int64: Int32] = [:]
    try connection.forEachRow(
      """
      SELECT \(ProductReader.columns), b.buyers, b.repeat_buyers
      FROM products AS p JOIN product_buyers AS b ON b.product_key = p.key
      ORDER BY p.sku
      """
    ) { row in
      let key = try row.int(0)
      numbers[key] = Int32(products.count)
      products.append(
        (key, try ProductReader.product(in: row), Int(try row.int(8)), Int(try row.int(9)))
      )
    }
    var neighbours = [[CoPurchases.Neighbour]](repeating: [], count: products.count)
    try connection.forEachRow(
      """
      SELECT product_key, neighbour_key, cosine FROM product_neighbours
      ORDER BY product_key, position
      """
    ) { row in
      guard let number = numbers[try row.int(0)], let other = numbers[try row.int(1)] else {
        return
      }
      neighbours[Int(number)].append(.init(product: other, cosine: Int32(try row.int(2))))
    }
    return zip(products, neighbours).map { known, neighbours in
      Recommender.Entry(
        product: known.product,
        buyers: known.buyers,
        repeatBuyers: known.repeatBuyers,
        neighbours: neighbours
      )
    }
  }
}
