/// One product of a shop, as imported.
package struct Product: Hashable, Sendable {
  /// The shop's own number of it.
  package var sku: String
  package var name: String?
  package var category: String?
  package var brand: String?
  /// In minor units of the shop's currency.
  package var price: Int64?
  package var url: String?
  package var imageURL: String?

  package init(
    sku: String,
    name: String? = nil,
    category: String? = nil,
    brand: String? = nil,
    price: Int64? = nil,
    url: String? = nil,
    imageURL: String? = nil
  ) {
    self.sku = sku
    self.name = name
    self.category = category
    self.brand = brand
    self.price = price
    self.url = url
    self.imageURL = imageURL
  }
}
