import Foundation
import SQL
import Shop
import TestSupport

/// The language's meaning once more, written from its description as plainly as possible, for the
/// property tests: loops over orders and Foundation's calendar, nothing of the module tested.
struct NaiveView {
  let now: Date
  let calendar: Calendar

  init(now: Instant, zone: TimeZone) {
    self.now = now.date
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = zone
    self.calendar = calendar
  }

  func back(_ count: Int, _ unit: Calendar.Component) -> Date {
    calendar.date(byAdding: unit, value: -count, to: now) ?? now
  }

  /// The date as though what the clock on the wall shows were Greenwich's time.
  func wallClock(_ date: Date) -> Date {
    date.addingTimeInterval(Double(calendar.timeZone.secondsFromGMT(for: date)))
  }

  func startOfDay(_ day: CivilDay) -> Date {
    calendar.date(from: DateComponents(year: day.year, month: day.month, day: day.day)) ?? now
  }

  /// The orders that can be seen and count.
  func counted(_ customer: CustomerHistory) -> [Order] {
    customer.orders.filter { order in
      let status = order.status?.lowercased()
      return order.placedAt.date < now && status != "cancelled" && status != "refunded"
        && status != "failed"
    }
  }

  func purchases(_ customer: CustomerHistory) -> [Order] {
    counted(customer).filter { $0.total > 0 }
  }

  func age(_ customer: CustomerHistory) -> Int? {
    guard let birth = customer.customer.birthDate else { return nil }
    let today = calendar.dateComponents([.year, .month, .day], from: now)
    guard let year = today.year, let month = today.month, let day = today.day else { return nil }
    if (birth.year, birth.month, birth.day) > (year, month, day) { return nil }
    var birthday = (birth.month, birth.day)
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    if birthday == (2, 29), !isLeap { birthday = (2, 28) }
    return year - birth.year - (birthday > (month, day) ? 1 : 0)
  }

  /// Whether a day that comes back every year does so within so many days from today.
  func returns(_ origin: CivilDay, within days: Int) -> Bool {
    (0..<days).contains { distance in
      let date = calendar.date(byAdding: .day, value: distance, to: now) ?? now
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      guard let year = parts.year, origin.year < year else { return false }
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      var day = origin.day
      if origin.month == 2, day == 29, !isLeap { day = 28 }
      return parts.month == origin.month && parts.day == day
    }
  }

  func day(of instant: Instant) -> CivilDay? {
    let parts = calendar.dateComponents([.year, .month, .day], from: instant.date)
    guard let year = parts.year, let month = parts.month, let day = parts.day else { return nil }
    return CivilDay(year: year, month: month, day: day)
  }
}

/// A condition made up at random: its sentence, and what it should mean.
struct RandomCondition {
  let text: String
  let holds: (CustomerHistory) -> Bool
}

/// A stretch of time made up at random.
struct RandomWindow {
  let text: String
  let contains: (Date) -> Bool
}

extension String {
  /// As the language compares text.
  var folded: String { TextFolding.casefold(self) }

  /// As a value of the language.
  var asValue: String { contains("\"") ? "'\(self)'" : "\"\(self)\"" }
}

extension SeededGenerator {
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &self)]
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
}
