import Foundation
import Shop
import TestSupport

extension RandomConditions {
  /// Makes up what narrows a condition to some order lines.
  mutating func filter() -> (text: String, passes: (OrderLine) -> Bool) {
    let categories = [random.pick(RandomShop.categories), random.pick(RandomShop.categories)]
    let brand = random.pick(RandomShop.brands)
    let list = categories.map(\.asValue).joined(separator: ", ")
    let isCategory = { (line: OrderLine) in
      categories.contains { $0.folded == line.category?.folded }
    }
    switch random.number(0...2) {
    case 0: return ("category \(list)", isCategory)
    case 1: return ("brand \(brand.asValue)", { $0.brand?.folded == brand.folded })
    default:
      return (
        "category \(list) and brand \(brand.asValue)",
        { isCategory($0) && $0.brand?.folded == brand.folded }
      )
    }
  }

  /// Makes up a period.
  mutating func window() -> RandomWindow {
    let units: [(String, Calendar.Component, Int)] = [
      ("hours", .hour, 1), ("days", .day, 1), ("weeks", .day, 7), ("months", .month, 1),
      ("years", .year, 1),
    ]
    let (unit, component, factor) = random.pick(units)
    let count = random.pick([1, 2, 7, 30])
    let view = view
    let edge = view.back(count * factor, component)
    let now = view.now
    switch random.number(0...6) {
    case 0: return RandomWindow(text: "more than \(count) \(unit) ago") { $0 < edge }
    case 1: return RandomWindow(text: "less than \(count) \(unit) ago") { $0 > edge }
    case 2:
      let far = view.back((count + 5) * factor, component)
      return RandomWindow(text: "\(count)..\(count + 5) \(unit) ago") { $0 >= far && $0 <= edge }
    case 3: return dates()
    case 4:
      let month = view.calendar.dateInterval(of: .month, for: now)
      return RandomWindow(text: "this month") { month?.contains($0) ?? false }
    case 5:
      let week = view.calendar.dateInterval(of: .weekOfYear, for: view.back(7, .day))
      return RandomWindow(text: "last week") { date in
        week.map { $0.start <= date && date < $0.end } ?? false
      }
    default: return RandomWindow(text: "in last \(count) \(unit)") { $0 >= edge && $0 < now }
    }
  }

  private mutating func dates() -> RandomWindow {
    let today = TestTerms.calendar.day(of: shop.now)
    let first = today.adding(days: -random.number(0...800))
    let last = first.adding(days: random.number(0...400))
    let start = view.startOfDay(first)
    let end = view.startOfDay(last.adding(days: 1))
    switch random.number(0...4) {
    case 0: return RandomWindow(text: "since \(first)") { $0 >= start }
    case 1: return RandomWindow(text: "before \(first)") { $0 < start }
    case 2: return RandomWindow(text: "after \(last)") { $0 >= end }
    case 3:
      let year = view.calendar.dateInterval(of: .year, for: start)
      return RandomWindow(text: "in \(first.year)") { date in
        year.map { $0.start <= date && date < $0.end } ?? false
      }
    default:
      return RandomWindow(text: "between \(first) and \(last)") { $0 >= start && $0 < end }
    }
  }
}
