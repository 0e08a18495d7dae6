import Foundation
import Shop
import TestSupport

/// Customers made up at random, many of them on the edges of what conditions ask.
struct RandomShop {
  static let categories = ["Wine", "wine", "Tires and Tubes", "Göteborg", "100% Cotton", "a_b"]
  static let brands = ["Moomin", "O'Brien", "\"Quoted\"", "in"]
  static let cities = ["Göteborg", "GÖTEBORG", "Goteborg", "Straße", "STRASSE", "Nya Varvet"]
  static let custom = ["42", "$90,000 ", "41.5", "red", "RED", "", "1'200 kr", "-3", "1,5"]

  let now: Instant
  let view: NaiveView
  private let totals: [Int]
  private let statuses: [String?]
  private(set) var customers: [CustomerHistory] = []
  private(set) var club: RandomClub

  init(using random: inout SeededGenerator, count: Int = 25) {
    let day = CivilDay(daysSince1970: 20_000 + random.number(0...1_500))
    // Not between two and three at night, where clocks change and calendars differ.
    let hour = random.pick([0, 1, 4, 12, 23])
    now = TestTerms.calendar.instant(of: day, secondsIntoDay: hour * 3_600)
    view = NaiveView(now: now, zone: TestTerms.calendar.timeZone)
    totals = random.pick(Self.totals)
    statuses = random.pick(Self.statuses)
    club = RandomClub([], view: view, using: &random)
    for number in 1...count { customers.append(customer(number, using: &random)) }
    club = RandomClub(customers, view: view, using: &random)
  }

  /// Amounts of which each list needs more room for a number than the one before.
  private static let totals = [
    [0, 100, 200], [0, 10_000, 20_000, 33_333, 50_000],
    [0, -500, 10_000, 20_000, 33_333, 50_000, 100_000],
    [0, -500, 10_000, 20_000, 50_000, 4_000_000_000],
  ]
  private static let statuses: [[String?]] = [
    [nil, nil, nil, "paid", "Cancelled", "FAILED", ""], [nil], ["cancelled"], ["paid", "sent"],
  ]

  private func customer(_ number: Int, using random: inout SeededGenerator) -> CustomerHistory {
    var customer = Customer(id: "c\(number)")
    let emails = [
      nil, "a\(number)@x.se", "A\(number)@Y.SE", "b\(number)@z.x.se", "", "none", "k@",
    ]
    customer.email = random.pick(emails)
    customer.city = random.pick(Self.cities + [nil, ""])
    customer.gender = random.pick(["female", "Male", nil])
    customer.birthDate = random.pick([birthDate(using: &random), nil])
    customer.signedUpAt = random.pick([moment(using: &random), nil])
    customer.emailConsent = random.pick([true, false, nil])
    if random.chance(80) { customer.custom["size"] = random.pick(Self.custom) }
    let orders = (0..<random.number(0...5)).map { order in
      self.order("\(number)-\(order)", using: &random)
    }
    // Keys rise, with gaps.
    return CustomerHistory(key: Int64(number * number), customer: customer, orders: orders)
  }

  private func birthDate(using random: inout SeededGenerator) -> CivilDay? {
    let today = TestTerms.calendar.day(of: now)
    if random.chance(20) { return CivilDay(year: 1996, month: 2, day: 29) }
    let years = random.number(0...60)
    return today.adding(months: -12 * years).adding(days: random.number(-3...8))
  }

  /// Some time before now, often on the edge of a usual period, seldom after now.
  private func moment(using random: inout SeededGenerator) -> Instant {
    let calendar = TestTerms.calendar
    let unit = random.pick(ShopCalendar.Unit.allCases)
    let base =
      random.chance(60)
      ? calendar.adding(-random.pick([0, 1, 2, 7, 30]), unit, to: now)
      : calendar.startOfDay(
        calendar.day(of: now).adding(days: -random.number(0...800))
      )
    return Instant(milliseconds: base.milliseconds + Int64(random.number(-1...1)))
  }

  private func order(_ id: String, using random: inout SeededGenerator) -> Order {
    let lines = (0..<random.number(0...3)).map { _ in line(using: &random) }
    let total = random.pick(totals)
    return Order(
      id: id,
      placedAt: moment(using: &random),
      total: Int64(total),
      status: random.pick(statuses),
      lines: lines
    )
  }

  private func line(using random: inout SeededGenerator) -> OrderLine {
    // A product is the same wherever it is bought.
    let number = random.number(0...11)
    let category = number < 8 ? Self.categories[number % Self.categories.count] : nil
    return OrderLine(
      sku: "P\(number)",
      productName: "Product \(number)",
      category: category,
      brand: number % 5 == 4 ? nil : Self.brands[number % Self.brands.count],
      quantity: random.pick([1, 2, 0, -1, 0.5, 0.0004]),
      amount: Int64(random.pick([10_000, 5_000, -5_000, 333, 0]))
    )
  }
}
