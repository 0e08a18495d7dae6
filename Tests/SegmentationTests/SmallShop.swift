import Foundation
import Shop

/// A handful of customers whose every date is chosen, seen at noon on 15 June 2026 in Stockholm.
enum SmallShop {
  static let now = TestTerms.instant("2026-06-15 12:00")

  static let customers: [CustomerHistory] = [anna, bo, cia, dan, eva, filip]

  /// A guest's order, which is nobody's.
  static let guests = [order("guest", "2026-06-01", 900, [line("W-1", 3, 900)])]

  /// A regular: three purchases, one return.
  static let anna = history(1, "anna", "anna@gmail.com") { customer in
    customer.firstName = "Anna"
    customer.lastName = "O'Brien"
    customer.gender = "female"
    customer.birthDate = TestTerms.day("1990-06-15")
    customer.city = "Göteborg"
    customer.postalCode = "411 23"
    customer.country = "SE"
    customer.language = "sv"
    customer.signedUpAt = TestTerms.instant("2024-06-17 08:00")
    customer.emailConsent = true
    customer.consentAt = TestTerms.instant("2024-06-17 08:00")
    customer.consentSource = "checkout"
    customer.custom = ["shoe_size": "42", "Annual Income": "$90,000 ", "club": "Gold"]
    return [
      order("a1", "2024-06-17 10:00", 1_000, [line("W-1", 2, 600), line("C-1", 1, 400)]),
      order("a2", "2026-03-01 10:00", 2_000, [line("W-2", 5, 2_000)]),
      order("a3", "2026-06-10 09:00", 3_000, [line("T-1", 1, 2_000), line("S-1", 1, 1_000)]),
      order("a4", "2026-06-12 09:00", -500, [line("W-2", -1, -500)]),
    ]
  }

  /// Bought once, long ago; a later order was cancelled.
  static let bo = history(2, "bo", "Bo@Example.SE") { customer in
    customer.firstName = "Bo"
    customer.gender = "MALE"
    customer.birthDate = TestTerms.day("1996-02-29")
    customer.city = "GÖTEBORG"
    customer.country = "se"
    customer.language = "en"
    customer.signedUpAt = TestTerms.instant("2025-12-16 12:00")
    customer.emailConsent = false
    customer.custom = ["shoe_size": "41.5", "club": "silver"]
    return [
      order("b1", "2025-12-17 12:00", 800, [line("C-1", 2, 800)]),
      order("b2", "2026-06-01 12:00", 9_000, [line("W-1", 30, 9_000)], status: "Cancelled"),
    ]
  }

  /// Knows nothing of herself and has bought nothing.
  static let cia = history(3, "cia", nil) { _ in [] }

  /// Ordered at this very moment, and once exactly thirty days ago.
  static let dan = history(4, "dan", "dan@mail.gmail.com") { customer in
    customer.city = "Goteborg"
    customer.country = "NO"
    customer.birthDate = TestTerms.day("2008-06-16")
    customer.signedUpAt = now
    customer.custom = ["shoe_size": "unknown", "club": ""]
    return [
      order("d1", "2026-05-16 12:00", 100, [line("C-2", 1, 100)]),
      order("d2", "2026-06-15 12:00", 5_000, [line("W-1", 9, 5_000)]),
    ]
  }

  /// Tent and sleeping bag in two orders; a free order and a giveaway line.
  static let eva = history(5, "eva", "eva@nowhere") { customer in
    customer.city = "Nya Varvet"
    customer.gender = ""
    customer.birthDate = TestTerms.day("1961-06-21")
    customer.custom = ["shoe_size": "38"]
    return [
      order("e1", "2026-01-10 10:00", 1_500, [line("T-1", 1, 1_500)]),
      order("e2", "2026-02-10 10:00", 700, [line("S-1", 1, 700)]),
      order("e3", "2026-03-10 10:00", 0, [line("C-1", 1, 0)]),
      order("e4", "2026-04-10 10:00", 200, [line("X-1", 0.5, 200), line("C-2", 0, 0)]),
    ]
  }

  /// Only a return.
  static let filip = history(6, "filip", "filip@gmail.com") { customer in
    customer.city = "Lund"
    customer.signedUpAt = TestTerms.instant("2026-05-16 12:00")
    return [order("f1", "2026-06-14 10:00", -300, [line("W-1", -1, -300)])]
  }

  // MARK: Making

  private static func history(
    _ key: Int64,
    _ id: String,
    _ email: String?,
    _ fill: (inout Customer) -> [Order]
  ) -> CustomerHistory {
    var customer = Customer(id: id, email: email)
    let orders = fill(&customer)
    return CustomerHistory(key: key, customer: customer, orders: orders)
  }

  /// An order with amounts in kronor.
  static func order(
    _ id: String,
    _ time: String,
    _ total: Int64,
    _ lines: [OrderLine],
    status: String? = nil
  ) -> Order {
    Order(
      id: id,
      placedAt: TestTerms.instant(time),
      total: total * 100,
      status: status,
      lines: lines
    )
  }

  /// A line with its amount in kronor.
  static func line(_ sku: String, _ quantity: Double, _ amount: Int64) -> OrderLine {
    let (name, category, brand) = products[sku] ?? (nil, nil, nil)
    return OrderLine(
      sku: sku,
      productName: name,
      category: category,
      brand: brand,
      quantity: quantity,
      amount: amount * 100
    )
  }

  private static let products: [String: (String?, String?, String?)] = [
    "W-1": ("Barolo", "Wine", "Moomin"),
    "W-2": ("Rioja", "wine", "Old Oak"),
    "C-1": ("Java", "Coffee", "Old Oak"),
    "C-2": ("Mocca", "Coffee", nil),
    "T-1": ("Two-person tent", "Tent", "Moomin"),
    "S-1": ("Warm bag", "Sleeping bag", "Moomin"),
    "X-1": ("Loose nails", nil, nil),
  ]
}
