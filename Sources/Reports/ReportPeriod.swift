package import Loyalty
package import Shop

/// The days of a report as people ask for them.
package enum ReportPeriod {
  /// The last twelve months that are over by the end of `lastDay`.
  package static func usual(through lastDay: CivilDay) -> FigurePeriod {
    let next = lastDay.adding(days: 1)
    let end = next.adding(days: 1 - next.day)
    return FigurePeriod(end.adding(months: -12), through: end.adding(days: -1))
  }

  /// Reads `2025`, `2025-Q4` or `2025-11`; nil for anything else.
  package static func named(_ text: String) -> FigurePeriod? {
    let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, first.count == 4, let year = number(first) else { return nil }
    switch parts.count {
    case 1: return calendarPeriod(.year, year, month: 1)
    case 2 where parts[1].first == "Q" && parts[1].count == 2:
      guard let quarter = number(parts[1].dropFirst()), (1...4).contains(quarter) else {
        return nil
      }
      return calendarPeriod(.quarter, year, month: 3 * quarter - 2)
    case 2 where parts[1].count == 2:
      return number(parts[1]).flatMap { calendarPeriod(.month, year, month: $0) }
    default: return nil
    }
  }

  /// The part of a period that is over by the end of `lastDay`; nil where none of it is.
  package static func past(_ period: FigurePeriod, through lastDay: CivilDay) -> FigurePeriod? {
    period.first > lastDay
      ? nil : FigurePeriod(period.first, through: min(period.last, lastDay))
  }

  private static func calendarPeriod(
    _ unit: FigurePeriod.Unit,
    _ year: Int,
    month: Int
  ) -> FigurePeriod? {
    CivilDay(year: year, month: month, day: 1).map { FigurePeriod(unit, of: $0) }
  }

  private static func number(_ digits: Substring) -> Int? {
    digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
  }
}
