import Shop

/// Dates and times of ISO 8601: `2026-11-22`, with `T` or a space `17:40`, `17:40:05`,
/// `17:40:05.123` behind it, and `Z` or an offset behind that.
struct ISODateText {
  let day: CivilDay
  /// Nil where there is no time.
  private(set) var millisecondsIntoDay: Int?
  /// Seconds east of Greenwich, where it is written.
  private(set) var offset: Int?

  init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count >= 10, text[4] == 0x2D, text[7] == 0x2D,
      let century = Self.number(text, 0), let year = Self.number(text, 2),
      let month = Self.number(text, 5), let dayOfMonth = Self.number(text, 8),
      let day = CivilDay(year: century * 100 + year, month: month, day: dayOfMonth)
    else { return nil }
    self.day = day
    guard text.count > 10 else { return }
    guard text[10] | 0x20 == 0x74 || text[10] == 0x20,
      readTime(UnsafeBufferPointer(rebasing: text[11...]))
    else { return nil }
  }

  private mutating func readTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 5, text[2] == 0x3A, let hour = Self.number(text, 0), hour < 24,
      let minute = Self.number(text, 3), minute < 60
    else { return false }
    var milliseconds = (hour * 60 + minute) * 60_000
    var index = 5
    if text.count >= 8, text[5] == 0x3A {
      guard let second = Self.number(text, 6), second < 60 else { return false }
      milliseconds += second * 1_000
      index = 8
      if index < text.count, text[index] == 0x2E || text[index] == 0x2C {
        guard let fraction = Self.fraction(text, &index) else { return false }
        milliseconds += fraction
      }
    }
    millisecondsIntoDay = milliseconds
    if index < text.count, text[index] == 0x20 { index += 1 }
    return index == text.count || readOffset(UnsafeBufferPointer(rebasing: text[index...]))
  }

  private mutating func readOffset(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.count == 1, text[0] | 0x20 == 0x7A {
      offset = 0
      return true
    }
    guard text[0] == 0x2B || text[0] == 0x2D, let hours = Self.number(text, 1), hours <= 14
    else { return false }
    var minutes: Int? = 0
    switch text.count {
    case 3: break
    case 5: minutes = Self.number(text, 3)
    case 6 where text[3] == 0x3A: minutes = Self.number(text, 4)
    default: return false
    }
    guard let minutes, minutes < 60 else { return false }
    offset = (text[0] == 0x2D ? -1 : 1) * (hours * 3_600 + minutes * 60)
    return true
  }

  /// The digits behind a point as whole milliseconds; leaves the index behind them.
  private static func fraction(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int? {
    index += 1
    let start = index
    var milliseconds = 0
    while index < text.count, (0x30...0x39).contains(text[index]) {
      if index - start < 3 { milliseconds = milliseconds * 10 + Int(text[index] - 0x30) }
      index += 1
    }
    guard index > start else { return nil }
    for _ in 0..<max(0, 3 - (index - start)) { milliseconds *= 10 }
    return milliseconds
  }

  /// The number that two digits are.
  @inline(__always)
  private static func number(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start + 2 <= text.count else { return nil }
    let tens = text[start] &- 0x30
    let ones = text[start + 1] &- 0x30
    return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
  }
}
