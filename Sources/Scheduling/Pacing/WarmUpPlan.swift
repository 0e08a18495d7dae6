/// How much a new server sends on its first days: mailbox providers distrust who comes from nowhere
/// with a great deal of mail.
package struct WarmUpPlan: Hashable, Sendable {
  /// How many on the first, the second … day of sending; at least one day, each at least 1.
  package let days: [Int]

  /// Nil where a day has no mail or there are no days.
  package init?(days: [Int]) {
    guard !days.isEmpty, days.allSatisfy({ $0 > 0 }) else { return nil }
    self.days = days
  }

  /// How many on that day of sending, counted from 1; nil when the plan is over.
  package func number(onDay day: Int) -> Int? {
    precondition(day >= 1, "days of a plan are counted from 1")
    return day <= days.count ? days[day - 1] : nil
  }
}
