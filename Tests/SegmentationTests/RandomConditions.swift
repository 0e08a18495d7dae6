import Foundation
import SQL
import Shop
import TestSupport

/// Makes up conditions with their meaning.
struct RandomConditions {
  let shop: RandomShop
  var random: SeededGenerator
  var view: NaiveView { shop.view }

  init(shop: RandomShop, random: SeededGenerator) {
    self.shop = shop
    self.random = random
  }

  mutating func condition() -> RandomCondition {
    let plain: RandomCondition
    switch random.number(0...20) {
    case 0: plain = random.chance(50) ? text() : domain()
    case 1: plain = age()
    case 2: plain = custom()
    case 3: plain = signedUp()
    case 4: plain = birthday()
    case 5, 6: plain = count()
    case 7: plain = spent()
    case 8: plain = average()
    case 9: plain = orderDate()
    case 10: plain = bought()
    case 11: plain = together()
    case 12: plain = distinct()
    case 13: plain = top()
    case 14: plain = random.chance(50) ? rfmName() : score()
    case 15: plain = prediction()
    case 16: plain = points()
    case 17: plain = tier()
    case 18: plain = consent()
    case 19: plain = daysBetweenOrders()
    default: plain = sample()
    }
    guard random.chance(20) else { return plain }
    return RandomCondition(text: "not " + plain.text) { !plain.holds($0) }
  }

  // MARK: Attributes

  private mutating func text() -> RandomCondition {
    let cities = [random.pick(RandomShop.cities), random.pick(RandomShop.cities)]
    let isNot = random.chance(40)
    let list = cities.map(\.asValue).joined(separator: ", ")
    return RandomCondition(text: "city \(isNot ? "not in" : "in") \(list)") { history in
      guard let city = history.customer.city, !city.isEmpty else { return false }
      return cities.contains { $0.folded == city.folded } != isNot
    }
  }

  private mutating func domain() -> RandomCondition {
    let domain = random.pick(["x.se", "y.se", "z.x.se", "k"])
    let isNot = random.chance(40)
    return RandomCondition(text: "email domain \(isNot ? "is not" : "is") \(domain)") { history in
      let parts = history.customer.email?.lowercased().split(separator: "@") ?? []
      return parts.count == 2 && (parts[1] == domain) != isNot
    }
  }

  private mutating func consent() -> RandomCondition {
    let isGiven = random.pick([true, false, nil])
    let answer = isGiven.map { $0 ? "yes" : "no" } ?? "unknown"
    return RandomCondition(text: "email consent is \(answer)") { history in
      history.customer.emailConsent == isGiven
    }
  }

  private mutating func age() -> RandomCondition {
    let years = random.number(0...60)
    let view = view
    let (text, test) = comparison(years)
    return RandomCondition(text: "age \(text)") { view.age($0).map { test($0 * 1_000) } ?? false }
  }

  private mutating func custom() -> RandomCondition {
    let number = random.pick(["42", "41.5", "90000", "1200", "-3", "1.5"])
    let bound = Double(number) ?? 0
    if random.chance(50) {
      return RandomCondition(text: "custom.size >= \(number)") { history in
        let values = ["$90,000 ": 90_000, "1'200 kr": 1_200, "1,5": 1.5]
        guard let text = history.customer.custom["size"] else { return false }
        return (values[text] ?? Double(text)).map { $0 >= bound } ?? false
      }
    }
    return RandomCondition(text: "custom.size is not Red, 42") { history in
      guard let text = history.customer.custom["size"], !text.isEmpty else { return false }
      return text.folded != "red" && text != "42"
    }
  }

  private mutating func signedUp() -> RandomCondition {
    let window = window()
    let now = view.now
    return RandomCondition(text: "signed up \(window.text)") { history in
      guard let date = history.customer.signedUpAt?.date, date < now else { return false }
      return window.contains(date)
    }
  }

  private mutating func birthday() -> RandomCondition {
    let days = random.pick([1, 2, 7, 60, 366])
    let view = view
    if random.chance(50) {
      return RandomCondition(text: "birthday in next \(days) days") { history in
        guard let day = history.customer.birthDate, view.age(history) != nil else { return false }
        return view.returns(day, within: days)
      }
    }
    return RandomCondition(text: "anniversary of first order in next \(days) days") { history in
      guard let first = view.purchases(history).map(\.placedAt).min(),
        let day = view.day(of: first)
      else { return false }
      return view.returns(day, within: days)
    }
  }

  // MARK: Numbers

  /// A comparison, and its test of a value in thousandths.
  mutating func comparison(_ value: Int) -> (String, (Int) -> Bool) {
    let bound = value * 1_000
    switch random.number(0...6) {
    case 0: return (">= \(value)", { $0 >= bound })
    case 1: return ("> \(value)", { $0 > bound })
    case 2: return ("< \(value)", { $0 < bound })
    case 3: return ("<= \(value)", { $0 <= bound })
    case 4: return ("= \(value)", { $0 == bound })
    case 5: return ("!= \(value)", { $0 != bound })
    default: return ("\(value)..\(value + 2)", { $0 >= bound && $0 <= bound + 2_000 })
    }
  }

  struct Narrowing {
    let text: String
    let orders: ([Order]) -> [Order]
    let lines: (OrderLine) -> Bool
    let isFiltered: Bool

    func amount(_ order: Order) -> Int {
      guard isFiltered else { return Int(order.total) }
      return order.lines.filter(lines).reduce(0) { $0 + Int($1.amount) }
    }
  }

  mutating func narrowing() -> Narrowing {
    let filter = random.chance(50) ? self.filter() : nil
    let window = random.chance(60) ? self.window() : nil
    let parts = [filter.map { "of \($0.text)" }, window?.text].compactMap { $0 }
    return Narrowing(
      text: (random.chance(50) ? parts : parts.reversed()).joined(separator: " "),
      orders: { orders in
        orders.filter { order in
          (window?.contains(order.placedAt.date) ?? true)
            && (filter.map { order.lines.contains(where: $0.passes) } ?? true)
        }
      },
      lines: { filter?.passes($0) ?? true },
      isFiltered: filter != nil
    )
  }

  private mutating func count() -> RandomCondition {
    let narrowing = narrowing()
    let (text, test) = comparison(random.number(0...4))
    let view = view
    if random.chance(50) {
      return RandomCondition(text: "orders \(narrowing.text) \(text)") { history in
        test(narrowing.orders(view.purchases(history)).count * 1_000)
      }
    }
    return RandomCondition(text: "items \(narrowing.text) \(text)") { history in
      let lines = narrowing.orders(view.counted(history)).flatMap(\.lines)
      return test(lines.filter(narrowing.lines).reduce(0) { $0 + Int($1.quantity * 1_000) })
    }
  }

  private mutating func spent() -> RandomCondition {
    let narrowing = narrowing()
    let (text, test) = comparison(random.pick([0, 50, 100, 200, 500, 700]))
    let view = view
    let isLargest = random.chance(30)
    let name = isLargest ? "largest order" : "spent"
    return RandomCondition(text: "\(name) \(narrowing.text) \(text)") { history in
      if isLargest {
        let amounts = narrowing.orders(view.purchases(history)).map(narrowing.amount)
        return amounts.max().map { test($0 * 10) } ?? false
      }
      let amounts = narrowing.orders(view.counted(history)).map(narrowing.amount)
      return test(amounts.reduce(0, +) * 10)
    }
  }

  private mutating func average() -> RandomCondition {
    let narrowing = narrowing()
    let value = random.pick([100, 200, 500])
    let view = view
    return RandomCondition(text: "average order \(narrowing.text) > \(value)") { history in
      let amounts = narrowing.orders(view.purchases(history)).map(narrowing.amount)
      return !amounts.isEmpty && amounts.reduce(0, +) > value * 100 * amounts.count
    }
  }

  private mutating func distinct() -> RandomCondition {
    let (text, test) = comparison(random.number(0...3))
    let narrowing = narrowing()
    let view = view
    let (name, value) = random.pick([
      ("categories", { (line: OrderLine) in line.category }), ("brands", { $0.brand }),
      ("products", { $0.sku }),
    ])
    return RandomCondition(text: "distinct \(name) \(narrowing.text) \(text)") { history in
      let lines = narrowing.orders(view.purchases(history)).flatMap(\.lines)
      let bought = lines.filter { $0.quantity > 0 && narrowing.lines($0) }
      return test(Set(bought.compactMap { value($0)?.folded }).count * 1_000)
    }
  }

  private mutating func daysBetweenOrders() -> RandomCondition {
    let narrowing = narrowing()
    let bound = random.pick([1, 7, 45])
    let view = view
    return RandomCondition(text: "days between orders \(narrowing.text) < \(bound)") { history in
      let dates = narrowing.orders(view.purchases(history)).map(\.placedAt.date)
      guard dates.count > 1, let first = dates.min(), let last = dates.max() else { return false }
      let days = view.wallClock(last).timeIntervalSince(view.wallClock(first)) / 86_400
      return days < Double(bound * (dates.count - 1))
    }
  }

  // MARK: Orders

  private mutating func orderDate() -> RandomCondition {
    let filter = random.chance(40) ? self.filter() : nil
    let window = window()
    let isFirst = random.chance(40)
    let view = view
    let of = filter.map { " of \($0.text)" } ?? ""
    let name = isFirst ? "first order" : "last order"
    return RandomCondition(text: "\(name)\(of) \(window.text)") { history in
      let orders = view.purchases(history).filter { order in
        filter.map { order.lines.contains(where: $0.passes) } ?? true
      }
      let dates = orders.map(\.placedAt.date)
      return (isFirst ? dates.min() : dates.max()).map(window.contains) ?? false
    }
  }

  private mutating func bought() -> RandomCondition {
    let filter = filter()
    let view = view
    if random.chance(30) {
      return RandomCondition(text: "last order contains \(filter.text)") { history in
        let purchases = view.purchases(history)
        guard let last = purchases.map(\.placedAt).max() else { return false }
        return purchases.contains { order in
          order.placedAt == last
            && order.lines.contains { $0.quantity > 0 && filter.passes($0) }
        }
      }
    }
    let window = window()
    let isNever = random.chance(40)
    let verb = isNever ? "never bought" : "bought"
    return RandomCondition(text: "\(verb) \(filter.text) \(window.text)") { history in
      let orders = view.purchases(history).filter { window.contains($0.placedAt.date) }
      let lines = orders.flatMap(\.lines)
      return lines.contains { $0.quantity > 0 && filter.passes($0) } != isNever
    }
  }

  private mutating func together() -> RandomCondition {
    let first = random.pick(RandomShop.categories)
    let second = random.pick(RandomShop.brands)
    let text = "bought category \(first.asValue) and brand \(second.asValue) together"
    let view = view
    return RandomCondition(text: text) { history in
      view.purchases(history).contains { order in
        let lines = order.lines.filter { $0.quantity > 0 }
        return lines.contains { $0.category?.folded == first.folded }
          && lines.contains { $0.brand?.folded == second.folded }
      }
    }
  }
}
