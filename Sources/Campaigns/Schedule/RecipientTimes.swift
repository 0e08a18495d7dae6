import Foundation
import Scheduling
import Shop
import Synchronization
import Workspace

/// When one occurrence of a schedule comes by the clocks of those who are mailed.
struct RecipientTimes: Sendable {
  private let day: CivilDay
  private let secondsIntoDay: Int
  private let shop: ShopCalendar
  private let found = Found()

  private final class Found: Sendable {
    let times = Mutex<[String?: Instant]>([:])
  }

  init(day: CivilDay, secondsIntoDay: Int, shop: ShopCalendar) {
    self.day = day
    self.secondsIntoDay = secondsIntoDay
    self.shop = shop
  }

  /// The time in that zone; who has none, or one that nobody knows, has the shop's.
  func time(in zone: String?) -> Instant {
    found.times.withLock { times in
      if let known = times[zone] { return known }
      let own = zone.flatMap { TimeZone(identifier: $0) }.map(ShopCalendar.init(timeZone:))
      let time = (own ?? shop).instant(of: day, secondsIntoDay: secondsIntoDay)
      times[zone] = time
      return time
    }
  }
}

extension CampaignSchedule {
  /// The times of the latest occurrence, where each recipient has their own; nil where that is not
  /// so, or where there was none yet: who sends before the time means now.
  func recipientTimes(at now: Instant, shop: ShopCalendar) -> RecipientTimes? {
    guard isByRecipientsClock, let occurrence = latestOccurrence(until: now) else { return nil }
    let (day, seconds) = calendar.local(occurrence)
    return RecipientTimes(day: day, secondsIntoDay: seconds, shop: shop)
  }

  /// Whose clock it goes by, for people.
  var zoneName: String { isByRecipientsClock ? "recipient" : calendar.timeZone.identifier }
}
