import Columns
package import Shop

/// What callers ask of the columns besides segments.
extension ColumnEngine {
  package var noCustomers: CustomerSet { .none(of: customerCount) }

  /// Those with an address who have consented to e-mail or, where own customers may be mailed
  /// unasked, have not refused it and have bought since `ownSince`.
  package func mailableCustomers(ownSince: Instant?) -> CustomerSet {
    var mailable = customers(consent: true)
    if let ownSince {
      let span = TimeSpan(from: ownSince, until: now)
      let own = customers(OrderDate(kind: .last, filter: nil), within: [span])
      mailable.formUnion(own.subtracting(customers(consent: false)))
    }
    return mailable.intersection(customersWithAddress)
  }

  /// Whether the customer with that key in the store is among them.
  package func contains(key: Int64, in customers: CustomerSet) -> Bool {
    columns.customers.row(ofKey: key).map(customers.contains(row:)) ?? false
  }

  package func remove(key: Int64, from customers: inout CustomerSet) {
    if let row = columns.customers.row(ofKey: key) { customers.remove(row: row) }
  }

  /// The first ids of customers, by the order of their bytes, as the store sorts them.
  package func firstIDs(_ count: Int, of customers: CustomerSet) -> [String] {
    let ids = columns.customers.text(.id)
    return firstByID(Array(customers.rows), count: count)
      .compactMap { ids[$0] }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private var customersWithAddress: CustomerSet {
    let hasAddress = columns.customers.hasAddress
    return .marked(of: customerCount) { rows, marks in
      hasAddress.run(RangeMarks(ranges: WholeRanges([1...1]), marks: marks), over: rows)
    }
  }
}
