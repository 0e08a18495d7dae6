package import Foundation

/// Days and times as they are in one time zone, daylight saving included.
///
/// A local time that a change of the clock skips means the first instant after the gap; one that
/// happens twice means the first of the two.
package struct ShopCalendar: Hashable, Sendable {
  /// What a span of time may be counted in.
  package enum Unit: String, Hashable, Sendable, CaseIterable {
    case hours
    case days
    case weeks
    case months
    case years
  }

  package let timeZone: TimeZone

  package init(timeZone: TimeZone) { self.timeZone = timeZone }

  /// The day that it is in this zone at that instant.
  package func day(of instant: Instant) -> CivilDay { local(instant).day }

  /// The first instant of the day: midnight, or what follows where midnight is skipped.
  package func startOfDay(_ day: CivilDay) -> Instant { instant(of: day, secondsIntoDay: 0) }

  /// The local day and the seconds since its midnight by the clock on the wall.
  package func local(_ instant: Instant) -> (day: CivilDay, secondsIntoDay: Int) {
    let local = instant.seconds + Int64(offset(atSecond: instant.seconds))
    let day = local.flooredQuotient(by: 86_400)
    return (CivilDay(daysSince1970: Int(day)), Int(local - day * 86_400))
  }

  /// The instant at which the clock on the wall shows that time on that day.
  package func instant(of day: CivilDay, secondsIntoDay: Int) -> Instant {
    let wall = Int64(day.daysSince1970) * 86_400 + Int64(secondsIntoDay)
    let before = offset(atSecond: wall - 86_400)
    let after = offset(atSecond: wall + 86_400)
    let early = wall - Int64(max(before, after))
    let late = wall - Int64(min(before, after))
    if offset(atSecond: early) == max(before, after) { return Instant(seconds: early) }
    if offset(atSecond: late) == min(before, after) { return Instant(seconds: late) }
    return firstInstantAfterGap(from: early, to: late)
  }

  /// Calendar arithmetic: days and longer keep the time on the wall, hours are absolute.
  package func adding(_ amount: Int, _ unit: Unit, to instant: Instant) -> Instant {
    if unit == .hours { return instant.advanced(bySeconds: Int64(amount) * 3_600) }
    let (day, seconds) = local(instant)
    let moved =
      switch unit {
      case .hours, .days: day.adding(days: amount)
      case .weeks: day.adding(days: 7 * amount)
      case .months: day.adding(months: amount)
      case .years: day.adding(months: 12 * amount)
      }
    let milliseconds = instant.milliseconds - instant.seconds * 1_000
    let base = self.instant(of: moved, secondsIntoDay: seconds)
    return Instant(milliseconds: base.milliseconds + milliseconds)
  }

  /// Seconds east of Greenwich at that instant.
  package func offset(at instant: Instant) -> Int { offset(atSecond: instant.seconds) }

  private func offset(atSecond second: Int64) -> Int {
    timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
  }

  /// The moment the offset changes between two instants that lie on either side of a change.
  private func firstInstantAfterGap(from low: Int64, to high: Int64) -> Instant {
    var low = low
    var high = high
    let old = offset(atSecond: low)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(atSecond: middle) == old { low = middle } else { high = middle }
    }
    return Instant(seconds: high)
  }
}

extension ShopCalendar {
  /// ISO 8601 with this zone's offset: `2026-11-22T17:40:05+01:00`, with milliseconds only if any.
  package func iso8601(_ instant: Instant) -> String {
    let (day, seconds) = local(instant)
    let offset = offset(at: instant)
    let sign = offset < 0 ? "-" : "+"
    let milliseconds = instant.milliseconds - instant.seconds * 1_000
    let fraction = milliseconds == 0 ? "" : "." + Self.padded(Int(milliseconds), 3)
    return "\(day)T\(Self.clock(seconds))\(fraction)\(sign)"
      + "\(Self.padded(abs(offset) / 3_600, 2)):\(Self.padded(abs(offset) / 60 % 60, 2))"
  }

  /// Reads a date (its midnight here), a date with a time, or a time with an offset or `Z`.
  ///
  /// The date and time may be parted by `T` or a space; seconds and their fraction may be absent.
  /// Nil for anything else.
  package func instant(iso text: String) -> Instant? {
    let text = text.trimmingCharacters(in: .whitespaces)
    guard let day = CivilDay(iso: text.prefix(10)) else { return nil }
    var rest = text.dropFirst(10)
    if rest.isEmpty { return startOfDay(day) }
    guard let separator = rest.popFirst(), separator == "T" || separator == "t" || separator == " "
    else { return nil }
    let zoneStart = rest.firstIndex { "Zz+-".contains($0) } ?? rest.endIndex
    guard let clock = Self.milliseconds(ofClock: rest[..<zoneStart]) else { return nil }
    let (seconds, fraction) = (clock / 1_000, clock % 1_000)
    guard zoneStart < rest.endIndex else {
      let base = instant(of: day, secondsIntoDay: seconds)
      return Instant(milliseconds: base.milliseconds + Int64(fraction))
    }
    guard let offset = Self.seconds(ofOffset: rest[zoneStart...]) else { return nil }
    let utc = Int64(day.daysSince1970) * 86_400 + Int64(seconds) - Int64(offset)
    return Instant(milliseconds: utc * 1_000 + Int64(fraction))
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func clock(_ seconds: Int) -> String {
    "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
  }

  private static func milliseconds(ofClock text: Substring) -> Int? {
    let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let clock = halves.first else { return nil }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else { return nil }
    let numbers = parts.compactMap { number($0, digits: 1...2) }
    guard numbers.count == parts.count, numbers[0] < 24, numbers[1] < 60 else { return nil }
    let seconds = numbers.count == 3 ? numbers[2] : 0
    guard seconds < 60 else { return nil }
    var fraction = 0
    if halves.count == 2 {
      guard parts.count == 3, number(halves[1], digits: 1...9) != nil,
        let thousandths = Int((halves[1] + "00").prefix(3))
      else { return nil }
      fraction = thousandths
    }
    return (numbers[0] * 3_600 + numbers[1] * 60 + seconds) * 1_000 + fraction
  }

  private static func seconds(ofOffset text: Substring) -> Int? {
    if text == "Z" || text == "z" { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.count == 4 || digits.count == 2,
      let hours = number(digits.prefix(2), digits: 2...2),
      let minutes = digits.count == 2 ? 0 : number(digits.suffix(2), digits: 2...2),
      hours <= 14, minutes < 60
    else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
  }

  private static func number(_ text: some StringProtocol, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }
}
