package import Shop

/// What the models need to know of a customer: (x, t_x, T) of Fader, Hardie and Lee (2005), and
/// what the repeat purchases came to.
///
/// A day with purchases counts once. Times are in weeks wherever the product fits and shows a
/// model, but any unit will do as long as all customers have the same one.
package struct PurchaseSummary: Hashable, Sendable {
  /// x: days with purchases after the first of them.
  package let repeats: Int
  /// t_x: from the first purchase day to the last one; 0 without repeat purchases.
  package let recency: Double
  /// T: from the first purchase day to the end of what has been seen.
  package let age: Double
  /// The sum over the repeat purchase days, in minor units.
  package let repeatSpend: Int64

  /// `repeats` must be 0 exactly if `recency` is, and `recency` at most `age`.
  package init(repeats: Int, recency: Double, age: Double, repeatSpend: Int64 = 0) {
    precondition(repeats >= 0 && (repeats == 0) == (recency == 0), "x and t_x contradict")
    precondition(recency >= 0 && recency <= age && age.isFinite, "t_x lies between 0 and T")
    self.repeats = repeats
    self.recency = recency
    self.age = age
    self.repeatSpend = repeatSpend
  }

  /// Summarises one customer's counted orders, the oldest first, in weeks.
  ///
  /// Every order with a total of 0 or more is a purchase, a return is none; orders after `lastDay`,
  /// the last full day that is known, are left out. Nil without a purchase.
  package init?(
    orders: some Sequence<(day: CivilDay, total: Int64)>,
    through lastDay: CivilDay
  ) {
    var days: (first: CivilDay, last: CivilDay)?
    var repeats = 0
    var spend: Int64 = 0
    for (day, total) in orders where total >= 0 && day <= lastDay {
      guard let seen = days else {
        days = (day, day)
        continue
      }
      precondition(day >= seen.last, "orders come the oldest first")
      if day > seen.last {
        repeats += 1
        days?.last = day
      }
      if day > seen.first { spend += total }
    }
    guard let days else { return nil }
    self.init(
      repeats: repeats,
      recency: Self.weeks(days.last.daysSince1970 - days.first.daysSince1970),
      age: Self.weeks(lastDay.daysSince1970 - days.first.daysSince1970),
      repeatSpend: spend
    )
  }

  /// Days as the models count time.
  package static func weeks(_ days: Int) -> Double { Double(days) / 7 }
}

extension ShopCalendar {
  /// The last day that was over at a moment: what a customer does on a day that still runs is
  /// not known yet.
  package func lastFullDay(before now: Instant) -> CivilDay { day(of: now).adding(days: -1) }
}
