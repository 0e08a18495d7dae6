import Columns
import Foundation
import Shop

extension ShopColumns {
  /// The customers as columns, written to a file in the folder.
  static func made(of customers: [CustomerHistory], in folder: URL) throws -> ShopColumns {
    var products: [String: Int] = [:]
    var rows: [ProductRow] = []
    for line in customers.flatMap(\.orders).flatMap(\.lines) where products[line.sku] == nil {
      products[line.sku] = rows.count
      rows.append(
        ProductRow(
          key: Int64(rows.count + 1),
          sku: line.sku,
          name: line.productName,
          category: line.category,
          brand: line.brand
        )
      )
    }
    let builder = ShopColumnsBuilder(products: rows)
    for history in customers {
      builder.add(history.customer, key: history.key)
      // A sort keeps the order of equals.
      for order in history.orders.sorted(by: { $0.placedAt < $1.placedAt }) {
        builder.addOrder(
          placedAt: order.placedAt.milliseconds,
          total: order.total,
          status: order.status
        )
        for line in order.lines {
          builder.addLine(
            product: products[line.sku] ?? 0,
            amount: line.amount,
            quantity: line.quantity
          )
        }
      }
    }
    let file = folder.appendingPathComponent("columns-\(UUID().uuidString)")
    let source = ColumnsSource(mark: 1, revision: 1, lastCustomer: 0, lastOrder: 0)
    try builder.write(to: file, showing: source)
    return try ShopColumns(at: file)
  }
}

extension ShopColumnsBuilder {
  fileprivate func add(_ customer: Customer, key: Int64) {
    var row = CustomerRow(key: key)
    row.birthDate = customer.birthDate.map { Int64($0.daysSince1970) }
    row.signedUpAt = customer.signedUpAt?.milliseconds
    row.consent = customer.emailConsent
    row.consentAt = customer.consentAt?.milliseconds
    addCustomer(row)
    for field in CustomerText.allCases {
      if let text = customer.text(field) { set(field, to: text) }
    }
    for (name, text) in customer.custom { setCustom(name, to: text) }
  }
}

extension Customer {
  fileprivate func text(_ field: CustomerText) -> String? {
    switch field {
    case .id: id
    case .email: email
    case .firstName: firstName
    case .lastName: lastName
    case .gender: gender
    case .city: city
    case .postalCode: postalCode
    case .country: country
    case .language: language
    case .timeZone: timeZone
    case .consentSource: consentSource
    }
  }
}
