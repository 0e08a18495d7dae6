import Columns

/// The orders of some neighbouring customers, as they come in the order of their keys.
final class OrderGroup {
  private let customers: Range<Int>
  // By order.
  private let owners = NumbersBuffer()
  private let placedAt = NumbersBuffer()
  private let totals = NumbersBuffer()
  private let statuses = NumbersBuffer()
  private let lineEnds = NumbersBuffer()
  // By line.
  private let products = NumbersBuffer()
  private let amounts = NumbersBuffer()
  private let quantities = NumbersBuffer()

  init(customers: Range<Int>) { self.customers = customers }

  var count: Int { owners.count }

  func add(customer: Int, placedAt: Int64, total: Int64, status: Int64) {
    owners.append(Int64(customer - customers.lowerBound))
    self.placedAt.append(placedAt)
    totals.append(total)
    statuses.append(status)
  }

  /// Adds a line of the first order whose lines have not ended.
  func addLine(product: Int, amount: Int64, quantity: Int64) {
    products.append(Int64(product))
    amounts.append(amount)
    quantities.append(quantity)
  }

  func endOrder() { lineEnds.append(Int64(products.count)) }

  func sorted() -> Sorted { Sorted(self) }

  /// The orders by customer, then by time and key.
  struct Sorted {
    private let group: OrderGroup
    private var starts: [Int]
    private var orders: [Int]

    /// Sorts by counting, which keeps the order of keys.
    fileprivate init(_ group: OrderGroup) {
      self.group = group
      starts = Array(repeating: 0, count: group.customers.count + 1)
      orders = Array(repeating: 0, count: group.count)
      let owners = group.owners.numbers
      for order in orders.indices { starts[Int(owners[order]) + 1] += 1 }
      for customer in 0..<group.customers.count { starts[customer + 1] += starts[customer] }
      var next = starts
      for order in orders.indices {
        let owner = Int(owners[order])
        orders[next[owner]] = order
        next[owner] += 1
      }
      let times = group.placedAt.numbers
      for customer in 0..<group.customers.count {
        sortByTime(starts[customer]..<starts[customer + 1], times)
      }
    }

    func addOrders(
      of customer: Int,
      to builder: ShopColumnsBuilder,
      statuses: TextColumnBuilder,
      quantities: DistinctReals
    ) {
      let number = customer - group.customers.lowerBound
      let lineEnds = group.lineEnds.numbers
      for order in orders[starts[number]..<starts[number + 1]] {
        let status = Int(group.statuses.numbers[order])
        builder.addOrder(
          placedAt: group.placedAt.numbers[order],
          total: group.totals.numbers[order],
          utf8: status == 0 ? nil : statuses.utf8(ofCode: status)
        )
        for line in (order == 0 ? 0 : Int(lineEnds[order - 1]))..<Int(lineEnds[order]) {
          builder.addLine(
            product: Int(group.products.numbers[line]),
            amount: group.amounts.numbers[line],
            quantity: quantities[Int(group.quantities.numbers[line])]
          )
        }
      }
    }

    /// Most orders come in the order of time.
    private mutating func sortByTime(_ range: Range<Int>, _ times: WholeNumbers) {
      var latest = Int64.min
      for place in range {
        let time = times[orders[place]]
        if time < latest {
          orders[range].sort { (times[$0], $0) < (times[$1], $1) }
          return
        }
        latest = time
      }
    }
  }
}
