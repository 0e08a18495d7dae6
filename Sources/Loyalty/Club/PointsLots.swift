package import Shop

/// The points that a customer can use, by the days on which they were earned.
package struct PointsLots: Hashable, Sendable {
  /// Points of one day.
  package struct Lot: Hashable, Sendable {
    package let earned: CivilDay
    /// At least 1.
    package fileprivate(set) var points: Int64
  }

  /// What is left, the oldest first.
  package private(set) var lots: ArraySlice<Lot> = []
  /// What was taken beyond what there was; there are no lots as long as there is a debt.
  private var debt: Int64 = 0
  private var total: Int64 = 0

  package init() {}

  /// The points of all lots, or negative what is owed.
  package var balance: Int64 { total - debt }

  /// Adds points, which first fill up what is owed.
  package mutating func earn(_ points: Int64, on day: CivilDay) {
    let owed = min(points, debt)
    debt -= owed
    guard points > owed else { return }
    total += points - owed
    if lots.last?.earned == day {
      lots[lots.endIndex - 1].points += points - owed
    } else {
      lots.append(Lot(earned: day, points: points - owed))
    }
  }

  /// Takes points, the oldest first; what is missing is owed.
  package mutating func take(_ points: Int64) {
    var missing = points
    while missing > 0, let oldest = lots.first {
      let taken = min(missing, oldest.points)
      missing -= taken
      total -= taken
      if taken == oldest.points {
        lots.removeFirst()
      } else {
        lots[lots.startIndex].points -= taken
      }
    }
    debt += missing
  }

  /// Removes and gives the oldest lot.
  mutating func removeOldest() -> Lot? {
    guard let oldest = lots.popFirst() else { return nil }
    total -= oldest.points
    return oldest
  }
}
