import Shop

/// One invented order.
struct DemoOrder {
  struct Line {
    let product: DemoCatalogue.Product
    let quantity: Int
  }

  /// Empty for a guest.
  let customerID: String
  let day: CivilDay
  /// As a clock shows it: `19:42:10`.
  let time: String
  let status: String
  let coupon: String
  let lines: [Line]

  /// In whole kronor.
  var total: Int { lines.reduce(0) { $0 + $1.product.price * $1.quantity } }

  /// What the customer has ordered before the day, in no order.
  static func orders(
    of customer: DemoCustomer,
    asOf day: CivilDay,
    _ random: inout DemoRandom
  ) -> [DemoOrder] {
    // Most people have a shelf of their own.
    let favourite = random.pick(weighted: DemoCatalogue.shelvesByWeight)
    let days = days(of: customer, asOf: day, &random)
    let isGenerous = customer.habit == .lapsedBest
    var owned: Set<String> = []
    return days.map { orderDay in
      let order = DemoOrder(
        customerID: customer.id,
        day: orderDay,
        asOf: day,
        favourite: favourite,
        lineCount: random.int(in: isGenerous ? 2...4 : 1...3),
        owned: owned,
        &random
      )
      owned.formUnion(order.lines.map(\.product.sku))
      return order
    }
  }

  /// Orders of people who did not say who they are.
  static func guests(asOf day: CivilDay, _ random: inout DemoRandom) -> [DemoOrder] {
    (0..<220).map { _ in
      DemoOrder(
        customerID: "",
        day: day.adding(days: -random.int(in: 1...1_200)),
        asOf: day,
        favourite: random.pick(weighted: DemoCatalogue.shelvesByWeight),
        lineCount: random.int(in: 1...2),
        owned: [],
        &random
      )
    }
  }

  private static func days(
    of customer: DemoCustomer,
    asOf day: CivilDay,
    _ random: inout DemoRandom
  ) -> [CivilDay] {
    let known = min(day.daysSince1970 - customer.signedUp.daysSince1970, 1_460)
    func spread(_ count: Int, _ span: ClosedRange<Int>, _ random: inout DemoRandom) -> [CivilDay] {
      (0..<count).map { _ in day.adding(days: -random.int(in: span)) }
    }
    switch customer.habit {
    case .never: return []
    case .newcomer: return spread(random.chance(45) ? 1 : 0, 1...max(1, known), &random)
    case .once: return spread(1, 1...known, &random)
    case .occasional: return spread(random.int(in: 2...5), 1...known, &random)
    case .regular:
      return spread(random.int(in: 6...24), 1...known, &random) + spread(2, 1...80, &random)
    case .lapsedBest:
      let silence = random.int(in: 190...400)
      return spread(random.int(in: 12...18), silence...715, &random)
    }
  }

  private init(
    customerID: String,
    day: CivilDay,
    asOf today: CivilDay,
    favourite: [DemoCatalogue.Product],
    lineCount: Int,
    owned: Set<String>,
    _ random: inout DemoRandom
  ) {
    self.customerID = customerID
    self.day = day
    let hour = random.pick(weighted: [(7, 2), (9, 3), (12, 5), (15, 4), (18, 6), (20, 10), (22, 4)])
    time =
      "\(Self.padded(hour)):\(Self.padded(random.int(in: 0...59)))"
      + ":\(Self.padded(random.int(in: 0...59)))"
    let isRecent = today.daysSince1970 - day.daysSince1970 < 4
    status = random.pick(weighted: [
      (isRecent ? "shipped" : "delivered", 93), ("cancelled", 4), ("refunded", 3),
    ])
    coupon = random.chance(5) ? "HEJ10" : ""
    var lines: [Line] = []
    for _ in 0..<lineCount {
      let product = Self.product(from: favourite, owned: owned, &random)
      if lines.contains(where: { $0.product.sku == product.sku }) { continue }
      lines.append(Line(product: product, quantity: random.chance(12) ? 2 : 1))
    }
    self.lines = lines
  }

  /// A product, most often one that the customer does not have yet: few buy a novel twice.
  private static func product(
    from favourite: [DemoCatalogue.Product],
    owned: Set<String>,
    _ random: inout DemoRandom
  ) -> DemoCatalogue.Product {
    var product = favourite[0]
    for _ in 0..<6 {
      let shelf =
        random.chance(60) ? favourite : random.pick(weighted: DemoCatalogue.shelvesByWeight)
      product = random.pick(shelf)
      if !owned.contains(product.sku) || product.category == DemoCatalogue.giftCards { break }
    }
    return product
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
