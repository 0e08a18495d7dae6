package import Shop

/// A shop's counted orders as columns, clustered by customer: what figures over the whole shop run
/// along.
///
/// Customers are numbered from 0 in the order in which they are added; whoever fills it keeps their
/// keys beside. Days are those of the workspace's calendar, totals are in minor units, returns
/// negative. Orders whose status does not count are left out by whoever fills it, and so are those
/// at or after now. Twelve bytes an order: 120 MB for ten million.
package struct OrderHistory: Sendable {
  private(set) var days: [Int32] = []
  private(set) var totals: [Int64] = []
  /// Where each customer's orders begin.
  private(set) var starts: [Int] = []
  private(set) var guestDays: [Int32] = []
  private(set) var guestTotals: [Int64] = []

  package init() {}

  package mutating func reserve(customers: Int, orders: Int) {
    starts.reserveCapacity(customers)
    days.reserveCapacity(orders)
    totals.reserveCapacity(orders)
  }

  /// Begins the next customer, who may turn out to have no orders.
  package mutating func addCustomer() { starts.append(days.count) }

  /// Adds an order of the customer begun last; their orders come the oldest first.
  package mutating func add(day: CivilDay, total: Int64) {
    let day = Int32(clamping: day.daysSince1970)
    guard let start = starts.last else { preconditionFailure("an order has a customer") }
    precondition(days.count == start || days[days.count - 1] <= day, "orders come in time order")
    days.append(day)
    totals.append(total)
  }

  /// Adds an order without a customer: it counts in the shop's revenue and orders, and nowhere else.
  package mutating func addGuestOrder(day: CivilDay, total: Int64) {
    guestDays.append(Int32(clamping: day.daysSince1970))
    guestTotals.append(total)
  }

  package var customers: Int { starts.count }

  /// Orders with a customer, and of guests.
  package var orders: Int { days.count + guestDays.count }

  /// The first day with an order of a customer's or a guest's.
  package var firstDay: CivilDay? {
    let first = starts.indices.lazy.compactMap { self.range(of: $0).first.map { self.days[$0] } }
    return [first.min(), guestDays.min()].compactMap(\.self).min()
      .map { CivilDay(daysSince1970: Int($0)) }
  }

  /// A customer's orders, the oldest first.
  package func orders(of customer: Int) -> Orders {
    Orders(days: days[range(of: customer)], totals: totals[range(of: customer)])
  }

  /// What the models need to know of each customer; nil for those without a purchase through
  /// `lastDay`, the last full day that is known.
  package func purchaseSummaries(through lastDay: CivilDay) -> [PurchaseSummary?] {
    (0..<customers).map { PurchaseSummary(orders: orders(of: $0), through: lastDay) }
  }

  func range(of customer: Int) -> Range<Int> {
    starts[customer]..<(customer + 1 < starts.count ? starts[customer + 1] : days.count)
  }

  /// One customer's part of the columns.
  package struct Orders: RandomAccessCollection, Sendable {
    private let days: ArraySlice<Int32>
    private let totals: ArraySlice<Int64>

    fileprivate init(days: ArraySlice<Int32>, totals: ArraySlice<Int64>) {
      self.days = days
      self.totals = totals
    }

    package var startIndex: Int { days.startIndex }
    package var endIndex: Int { days.endIndex }

    package subscript(index: Int) -> (day: CivilDay, total: Int64) {
      (CivilDay(daysSince1970: Int(days[index])), totals[index])
    }
  }
}
