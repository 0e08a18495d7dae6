import Liquid
import Shop

/// What a template sees of a product that the shop sells.
enum ProductData {
  static let meanings = [
    ("sku", "the shop's own number of it"), ("name", "what it is called"),
    ("category", "its category"), ("brand", "its brand"),
    ("price", "money it costs now, in minor units"), ("url", "where the shop sells it"),
    ("image_url", "the address of its picture"),
  ]

  static func data(of product: Product) -> LiquidValue {
    [
      "sku": .string(product.sku), "name": .text(product.name),
      "category": .text(product.category), "brand": .text(product.brand),
      "price": .integer(product.price), "url": .text(product.url),
      "image_url": .text(product.imageURL),
    ]
  }
}
