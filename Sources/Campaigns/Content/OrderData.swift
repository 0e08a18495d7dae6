import Liquid
import Shop

/// What a template sees of an order and its lines.
enum OrderData {
  static let meanings = [
    ("id", "the shop's own number of it"), ("placed_at", "the time of the order"),
    ("total", "money of all of it, in minor units"), ("lines", "what was in it, a list"),
  ]

  static let lineMeanings = [
    ("sku", "the shop's own number of the product"), ("name", "what the product is called"),
    ("category", "its category"), ("brand", "its brand"), ("url", "where the shop sells it"),
    ("image_url", "the address of its picture"), ("quantity", "how many, or how much"),
    ("amount", "money of the line, in minor units"),
  ]

  static func data(of order: Order) -> LiquidValue {
    [
      "id": .string(order.id), "placed_at": .instant(order.placedAt),
      "total": .integer(order.total), "lines": .array(order.lines.map(data)),
    ]
  }

  private static func data(of line: OrderLine) -> LiquidValue {
    [
      "sku": .string(line.sku), "name": .text(line.productName), "category": .text(line.category),
      "brand": .text(line.brand), "url": .text(line.url), "image_url": .text(line.imageURL),
      "quantity": .quantity(line.quantity), "amount": .integer(line.amount),
    ]
  }
}
