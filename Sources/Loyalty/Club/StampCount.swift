package import Shop

/// The stamps of one customer's card.
///
/// An order in which the card's goods come to more than nothing is a stamp; one in which they come
/// to less, a return, takes a stamp back. A reward that was given stays: the stamps that are then
/// missing are stamped anew before the next one counts.
package struct StampCount: Hashable, Sendable {
  /// What an order did to a card.
  package struct Mark: Hashable, Sendable {
    package let at: Instant
    /// What the card's goods in the order come to, in minor units.
    package let amount: Int64

    package init(at: Instant, amount: Int64) {
      self.at = at
      self.amount = amount
    }
  }

  /// Stamps less those taken back, over all cards so far.
  package let stamps: Int
  /// When each reward that the customer does not have yet fell due.
  package let due: [Instant]
  /// How many cards have been full.
  package let rewards: Int

  /// Counts the marks, in the order of time, of a card of `every` stamps.
  ///
  /// `issued` are the moments at which the customer got the rewards that are there already.
  package init(_ marks: [Mark], every: Int, issued: [Instant]) {
    var (stamps, rewards) = (0, 0)
    var due: [Instant] = []
    for mark in marks {
      while rewards < issued.count, issued[rewards] < mark.at { rewards += 1 }
      stamps += Int(mark.amount.signum())
      guard stamps >= every * (rewards + 1) else { continue }
      rewards += 1
      if rewards > issued.count { due.append(mark.at) }
    }
    self.stamps = stamps
    self.rewards = max(rewards, issued.count)
    self.due = due
  }

  /// Stamps on the card that is not full yet.
  package func onCard(every: Int) -> Int { max(0, stamps - every * rewards) }
}
