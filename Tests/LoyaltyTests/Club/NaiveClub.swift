import Loyalty
import Shop

/// A club kept day by day, one point after the other, as somebody would on paper.
struct NaiveClub {
  /// What happens on a day, in order; what gives before what takes.
  enum Happening {
    case order(Int64, total: Int64)
    case event(Int64, points: Int64)
  }

  let rules: ClubRules
  /// The day on which each point in the purse was earned, the oldest first.
  private(set) var purse: [CivilDay] = []
  private(set) var owed: Int64 = 0
  private(set) var vouchers: [CivilDay] = []
  /// Points by cause and day, where that is not 0.
  private(set) var book: [String: Int64] = [:]

  init(rules: ClubRules) { self.rules = rules }

  var balance: Int64 { Int64(purse.count) - owed }

  mutating func live(through day: CivilDay, _ happenings: [Happening]) {
    for happening in happenings {
      switch happening {
      case .order(let key, let total): change(points(for: total), day, "order \(key)")
      case .event(let key, let points): change(points, day, "event \(key)")
      }
    }
    if let rule = rules.vouchers.first {
      while balance >= rule.at {
        vouchers.append(day)
        change(-rule.at, day, "voucher \(vouchers.count)")
      }
    }
    // The last thing of the day.
    while let oldest = purse.first, let last = rules.expiry.lastDay(ofPointsEarnedOn: oldest),
      last <= day
    {
      purse.removeFirst()
      book["\(day) expiry \(oldest)", default: 0] -= 1
    }
  }

  private mutating func change(_ points: Int64, _ day: CivilDay, _ cause: String) {
    if points == 0 { return }
    book["\(day) \(cause)", default: 0] += points
    for _ in 0..<points.magnitude {
      switch (points > 0, owed > 0, purse.isEmpty) {
      case (true, true, _): owed -= 1
      case (true, false, _): purse.append(day)
      case (false, _, true): owed += 1
      case (false, _, false): purse.removeFirst()
      }
    }
  }

  private func points(for total: Int64) -> Int64 {
    guard let rate = rules.purchases else { return 0 }
    let exact = Double(total.magnitude) * Double(rate.points) / Double(rate.amount)
    let rule: FloatingPointRoundingRule =
      switch rules.rounding {
      case .down: .down
      case .nearest: .toNearestOrAwayFromZero
      case .up: .up
      }
    return Int64(exact.rounded(rule)) * total.signum()
  }
}
