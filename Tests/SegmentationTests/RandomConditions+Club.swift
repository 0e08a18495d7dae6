import Foundation
import Loyalty
import Shop
import TestSupport

/// Conditions about points and tiers, and what they should mean by the entries of a ledger.
extension RandomConditions {
  mutating func points() -> RandomCondition {
    let (text, test) = comparison(random.pick([-20, 0, 40, 100, 150]))
    let club = shop.club
    return RandomCondition(text: "points \(text)") { test(club.points(of: $0) * 1_000) }
  }

  mutating func tier() -> RandomCondition {
    let club = shop.club
    if random.chance(20) {
      let isKnown = random.chance(50)
      return RandomCondition(text: "tier is \(isKnown ? "known" : "unknown")") { history in
        (club.tier(of: history) != nil) == isKnown
      }
    }
    let all = club.tiers.map(\.0)
    let names = [random.pick(all), random.pick(all)]
    let isNot = random.chance(40)
    let list = names.map { random.chance(50) ? $0.uppercased() : $0.asValue }
      .joined(separator: ", ")
    return RandomCondition(text: "tier \(isNot ? "is not" : "in") \(list)") { history in
      club.tier(of: history).map { names.contains($0) != isNot } ?? false
    }
  }
}

/// A club made up at random, with its ledger.
struct RandomClub {
  private let view: NaiveView
  private let basis: TierLadder.Basis
  private let window: (amount: Int, unit: ShopCalendar.Unit, component: Calendar.Component)?
  /// The club's first day, before which nothing counts for tiers by spending.
  private let first: CivilDay?
  let tiers: [(String, Int64)]
  let ledger: [TestPoints]

  init(_ customers: [CustomerHistory], view: NaiveView, using random: inout SeededGenerator) {
    self.view = view
    basis = random.pick([.spend, .points])
    window = random.pick([nil, (12, .months, .month), (30, .days, .day)])
    let day = TestTerms.calendar.day(of: Instant(view.now))
    first = random.pick([nil, day.adding(days: -random.number(0...500))])
    let step: Int64 = basis == .spend ? 20_000 : 40
    let lowest = random.pick([0, step])
    tiers = ["bronze", "Silver", "VIP gold"].enumerated().map { index, name in
      (name, lowest + Int64(index) * step)
    }
    // Some times stand on the very edges of the windows.
    let edges = [view.back(12, .month), view.back(30, .day), view.now].map(Instant.init)
    let now = Instant(view.now)
    ledger = customers.flatMap { customer in
      (0..<random.number(0...4)).map { _ in
        let day = Int64(random.number(-2...500)) * 86_400_000
        let edge = random.pick(edges).milliseconds + Int64(random.number(-1...1))
        let at = random.chance(40) ? edge : now.milliseconds - day
        return TestPoints(
          customer: customer.key,
          at: Instant(milliseconds: at),
          points: Int64(random.pick([-40, -20, 20, 40, 50, 100])),
          kind: random.pick(["order", "order", "event", "expiry", "voucher"])
        )
      }
    }
  }

  var rules: ClubRules {
    TestClub.rules(
      basis,
      tiers,
      in: window.map { CalendarSpan($0.amount, $0.unit) },
      since: first
    )
  }

  /// The entries that can be seen.
  private func entries(of customer: CustomerHistory) -> [TestPoints] {
    ledger.filter { $0.customer == customer.key && $0.at.date < view.now }
  }

  func points(of customer: CustomerHistory) -> Int {
    entries(of: customer).reduce(0) { $0 + Int($1.points) }
  }

  func tier(of customer: CustomerHistory) -> String? {
    let start = max(
      window.map { view.back($0.amount, $0.component) } ?? .distantPast,
      first.map(view.startOfDay) ?? .distantPast
    )
    let reached =
      switch basis {
      case .spend:
        view.counted(customer).filter { $0.placedAt.date >= start }.reduce(0) { $0 + $1.total }
      case .points:
        entries(of: customer).filter {
          ["order", "event"].contains($0.kind) && $0.at.date >= start
        }
        .reduce(0) { $0 + $1.points }
      }
    return tiers.last { $0.1 <= max(0, reached) }?.0
  }
}
