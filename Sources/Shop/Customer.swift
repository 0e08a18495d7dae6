/// A customer as imported.
package struct Customer: Hashable, Sendable {
  /// The shop's own id.
  package var id: String
  package var email: String?
  package var firstName: String?
  package var lastName: String?
  package var gender: String?
  package var birthDate: CivilDay?
  package var city: String?
  package var postalCode: String?
  package var country: String?
  package var language: String?
  package var timeZone: String?
  package var signedUpAt: Instant?
  /// Nil where the shop has said neither yes nor no.
  package var emailConsent: Bool?
  package var consentAt: Instant?
  package var consentSource: String?
  /// The shop's other columns, by name, as they were written.
  package var custom: [String: String]

  package init(id: String, email: String? = nil, custom: [String: String] = [:]) {
    self.id = id
    self.email = email
    self.custom = custom
  }
}

/// A customer with everything they have ordered, as one value: what a condition is decided on.
package struct CustomerHistory: Hashable, Sendable {
  /// The store's own number of the customer.
  package var key: Int64
  package var customer: Customer
  /// In the order of time.
  package var orders: [Order]

  package init(key: Int64, customer: Customer, orders: [Order]) {
    self.key = key
    self.customer = customer
    self.orders = orders
  }
}
