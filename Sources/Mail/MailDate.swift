import Foundation

/// A time as the Date header has it (RFC 5322 section 3.3): `Sun, 22 Nov 2026 17:50:44 +0000`.
enum MailDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Always in UTC.
  ///
  /// By arithmetic, since a formatter costs more than the rest of the headers.
  static func text(_ date: Date) -> String {
    let seconds = Int(date.timeIntervalSince1970.rounded(.down))
    let (day, second) = seconds.quotientAndRemainder(flooringBy: 86_400)
    let (year, month, dayOfMonth) = civil(daysSince1970: day)
    let weekday = days[day.quotientAndRemainder(flooringBy: 7).remainder]
    let time = [second / 3600, second / 60 % 60, second % 60].map(twoDigits)
      .joined(separator: ":")
    return "\(weekday), \(twoDigits(dayOfMonth)) \(months[month - 1]) \(year) \(time) +0000"
  }

  /// Year, month and day of the Gregorian calendar, by eras of 400 years that begin on 1 March.
  private static func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(flooringBy: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

extension Int {
  /// A division whose remainder is never negative, for times before 1970.
  fileprivate func quotientAndRemainder(flooringBy divisor: Int) -> (quotient: Int, remainder: Int)
  {
    let result = quotientAndRemainder(dividingBy: divisor)
    return result.remainder < 0
      ? (result.quotient - 1, result.remainder + divisor) : (result.quotient, result.remainder)
  }
}
