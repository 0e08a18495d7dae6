/// Days of instants in one zone, with what the zone says about a stretch of time remembered: a
/// million instants cost little more than as many divisions.
package struct LocalDays: Sendable {
  private static let stretch: Int64 = 86_400_000

  private let calendar: ShopCalendar
  /// The zone's offset, in milliseconds, through each day of Greenwich; nil where it changes.
  private var offsets: [Int64: Int64?] = [:]

  package init(_ calendar: ShopCalendar) { self.calendar = calendar }

  /// The day of an instant given in milliseconds since 1970.
  package mutating func day(of milliseconds: Int64) -> CivilDay {
    let number = milliseconds.flooredQuotient(by: Self.stretch)
    let known = offsets[number] ?? offset(through: number)
    guard let offset = known else {
      return calendar.day(of: Instant(milliseconds: milliseconds))
    }
    return CivilDay(
      daysSince1970: Int((milliseconds + offset).flooredQuotient(by: Self.stretch))
    )
  }

  private mutating func offset(through number: Int64) -> Int64? {
    let start = Instant(milliseconds: number * Self.stretch)
    let first = calendar.offset(at: start)
    let isConstant = first == calendar.offset(at: start.advanced(bySeconds: 86_400))
    let offset = isConstant ? Int64(first) * 1_000 : nil
    offsets[number] = .some(offset)
    return offset
  }
}
