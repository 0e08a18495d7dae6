import SQL
import Shop

/// The changes of a zone's clock since 1970, for arithmetic on many local times.
struct ClockChanges {
  /// The offset in milliseconds from an instant on.
  private struct Change {
    let from: Instant
    let offset: Int64
  }

  private let first: Int64
  private let changes: [Change]

  init(in calendar: ShopCalendar, until now: Instant) {
    // No zone changes its clock twice within a fortnight.
    let step: Int64 = 14 * 86_400
    var second: Int64 = 0
    var offset = calendar.offset(at: Instant(seconds: second))
    var changes: [Change] = []
    first = Int64(offset) * 1_000
    while second < now.seconds {
      let next = calendar.offset(at: Instant(seconds: second + step))
      if next != offset {
        let change = Self.change(of: offset, between: second, and: second + step, in: calendar)
        changes.append(Change(from: Instant(seconds: change), offset: Int64(next) * 1_000))
        offset = next
      }
      second += step
    }
    self.changes = changes
  }

  /// The instant with the offset of its time added: milliseconds by the clock on the wall.
  func wallClock(_ instant: SQLQuery) -> SQLQuery {
    if changes.isEmpty { return "(\(instant) + \(first))" }
    // PostgreSQL takes the type of a CASE from its values, and a bare parameter for text.
    let cases = changes.reversed().map { change -> SQLQuery in
      "WHEN \(instant) >= \(change.from.milliseconds) THEN CAST(\(change.offset) AS BIGINT)"
    }
    return "(\(instant) + CASE \(cases.joined(by: " ")) ELSE \(first) END)"
  }

  /// The same of milliseconds since 1970.
  func wallClock(_ milliseconds: Int64) -> Int64 {
    let change = changes.last { $0.from.milliseconds <= milliseconds }
    return milliseconds + (change?.offset ?? first)
  }

  /// The first second with another offset.
  private static func change(
    of offset: Int,
    between low: Int64,
    and high: Int64,
    in calendar: ShopCalendar
  ) -> Int64 {
    var (low, high) = (low, high)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if calendar.offset(at: Instant(seconds: middle)) == offset {
        low = middle
      } else {
        high = middle
      }
    }
    return high
  }
}
