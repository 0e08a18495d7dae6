import Database
import Loyalty
import SQL
import Shop

/// Which products stamp which card: `club_products`.
///
/// A product may come to another category or brand without any order changing: who has bought it is
/// then noted as changed.
enum CardProducts {
  private struct Pair: Hashable {
    let product: Int64
    let card: String
  }

  /// Whether the products of the cards are those that the catalogue says.
  static func areCurrent(_ club: Club, on connection: any DatabaseConnection) throws -> Bool {
    try stored(connection) == current(club, on: connection)
  }

  /// Makes them so, when everyone is to be calculated anyway.
  static func set(_ club: Club, on connection: any DatabaseConnection) throws {
    try write(current(club, on: connection), over: stored(connection), on: connection)
  }

  /// Makes them so and notes whom that concerns.
  static func update(_ club: Club, on connection: any DatabaseConnection) throws {
    let (before, after) = (try stored(connection), try current(club, on: connection))
    guard before != after else { return }
    for product in Set(before.symmetricDifference(after).map(\.product)).sorted() {
      try connection.execute(
        """
        INSERT INTO club_changes (customer_key)
        SELECT DISTINCT o.customer_key FROM order_lines AS l JOIN orders AS o ON o.key = l.order_key
        WHERE l.product_key = \(product) AND o.customer_key IS NOT NULL
        ON CONFLICT DO NOTHING
        """
      )
    }
    try write(after, over: before, on: connection)
  }

  private static func write(
    _ after: Set<Pair>,
    over before: Set<Pair>,
    on connection: any DatabaseConnection
  ) throws {
    for pair in before.subtracting(after) {
      try connection.execute(
        "DELETE FROM club_products WHERE product_key = \(pair.product) AND card = \(pair.card)"
      )
    }
    for pair in after.subtracting(before) {
      try connection.execute(
        "INSERT INTO club_products (product_key, card) VALUES (\(pair.product), \(pair.card))"
      )
    }
  }

  private static func stored(_ connection: any DatabaseConnection) throws -> Set<Pair> {
    let pairs = try connection.rows("SELECT product_key, card FROM club_products") {
      Pair(product: try $0.int(0), card: try $0.text(1))
    }
    return Set(pairs)
  }

  private static func current(
    _ club: Club,
    on connection: any DatabaseConnection
  ) throws -> Set<Pair> {
    var pairs: Set<Pair> = []
    for card in club.rules.stampCards {
      let (column, name): (String, String) =
        switch card.goods {
        case .category(let name): ("category", name)
        case .brand(let name): ("brand", name)
        }
      let products = try connection.rows(
        """
        SELECT key FROM products
        WHERE casefold(\(identifier: column)) = \(TextFolding.casefold(name))
        """
      ) { try $0.int(0) }
      pairs.formUnion(products.map { Pair(product: $0, card: card.name) })
    }
    return pairs
  }
}
