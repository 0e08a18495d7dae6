/// Reads dates as people and programs write them: ISO 8601, `March 14, 2016`, `14 Mar 2016 10:00`.
struct DateReader {
  /// What was read; without an offset it is the time on the recipient's wall.
  struct Reading: Equatable {
    var date: CalendarDate
    var hour = 0
    var minute = 0
    var second = 0
    var millisecond = 0
    var offset: Int?
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var time: Reading?
  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var offset: Int?

  static func read(_ text: UnsafeBufferPointer<UInt8>) -> Reading? {
    guard text.count <= 80 else { return nil }
    var reader = DateReader(bytes: text)
    return reader.read()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func read() -> Reading? {
    while let byte = current {
      let isUnderstood: Bool
      if Bytes.isDigit(byte) {
        isUnderstood = readNumber()
      } else if Bytes.isLetter(byte) {
        isUnderstood = readWord()
      } else if byte == 0x2B || byte == 0x2D, time != nil, offset == nil {
        isUnderstood = readOffset(isWest: byte == 0x2D)
      } else {
        isUnderstood = Bytes.isSpace(byte) || byte == 0x2C || byte == 0x2E
        position += 1
      }
      guard isUnderstood else { return nil }
    }
    return reading()
  }

  private func reading() -> Reading? {
    guard let year, let month else { return nil }
    let date = CalendarDate(year: year, month: month, day: day ?? 1)
    guard date.isValid else { return nil }
    var reading = time ?? Reading(date: date)
    reading.date = date
    reading.offset = offset
    if reading.hour == 24 {
      reading.date = CalendarDate(daysSince1970: date.daysSince1970 + 1)
      reading.hour = 0
    }
    return reading
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func digits() -> (number: Int, count: Int) {
    var number = 0
    var count = 0
    while let byte = current, Bytes.isDigit(byte), count < 9 {
      number = number * 10 + Int(byte - 0x30)
      count += 1
      position += 1
    }
    return (number, count)
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  /// A year, a day, a whole date or a time of day.
  private mutating func readNumber() -> Bool {
    let (number, count) = digits()
    if current == 0x3A { return readTime(hour: number) }
    if count == 4, year == nil {
      year = number
      return current == 0x2D || current == 0x2F ? readMonthAndDay() : true
    }
    if count == 8, year == nil {
      (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
      return true
    }
    if count == 6, day != nil { return setTime(number / 10_000, number / 100 % 100, number % 100) }
    guard count <= 2 else { return false }
    if isBeforeNoonOrAfter { return setTime(number, 0, 0) }
    guard day == nil else { return false }
    day = number
    if let separator = current, [0x2D, 0x2E, 0x2F].contains(separator), year == nil, month == nil {
      return readMonthAndYear(separator)
    }
    for suffix in ["st", "nd", "rd", "th"] where hasWord(suffix) { position += 2 }
    return true
  }

  /// Whether `am` or `pm` follows, which makes an hour of a number.
  private var isBeforeNoonOrAfter: Bool {
    var reader = self
    while reader.accept(0x20) {}
    return time == nil && (reader.hasWord("am") || reader.hasWord("pm"))
  }

  /// What follows a day: `/3/2016`, `.03.2016`, `-Mar-2016`.
  private mutating func readMonthAndYear(_ separator: UInt8) -> Bool {
    let start = position
    position += 1
    if current.map(Bytes.isLetter) ?? false {
      guard readWord(), month != nil else { return false }
    } else {
      month = digits().number
    }
    if accept(separator) {
      let (number, count) = digits()
      guard count == 4, current != separator else { return false }
      year = number
    } else {
      // The separator was punctuation: `14. March`.
      (position, month) = (start, nil)
    }
    return true
  }

  private func hasWord(_ word: String) -> Bool {
    let rest = bytes[min(position, bytes.count)...]
    return rest.prefix(word.utf8.count).elementsEqual(word.utf8) { $0 | 0x20 == $1 }
  }

  private mutating func readMonthAndDay() -> Bool {
    position += 1
    month = digits().number
    if current == 0x2D || current == 0x2F {
      position += 1
      day = digits().number
    }
    if current.map({ $0 | 0x20 == 0x74 }) ?? false { position += 1 }
    return true
  }

  private mutating func readTime(hour: Int) -> Bool {
    var reading = Reading(date: CalendarDate(year: 1970, month: 1, day: 1), hour: hour)
    position += 1
    reading.minute = digits().number
    if accept(0x3A) {
      reading.second = digits().number
      if accept(0x2E) {
        let (fraction, count) = digits()
        let thousandths = (0..<3).reduce(fraction) { value, _ in value * 10 }
        reading.millisecond = (0..<count).reduce(thousandths) { value, _ in value / 10 }
      }
    }
    return setTime(reading)
  }

  private mutating func setTime(_ hour: Int, _ minute: Int, _ second: Int) -> Bool {
    var reading = Reading(date: CalendarDate(year: 1970, month: 1, day: 1), hour: hour)
    reading.minute = minute
    reading.second = second
    return setTime(reading)
  }

  private mutating func setTime(_ reading: Reading) -> Bool {
    let isMidnight =
      reading.hour == 24 && reading.minute + reading.second + reading.millisecond == 0
    guard reading.hour < 24 || isMidnight, reading.minute < 60, reading.second <= 60 else {
      return false
    }
    time = reading
    return true
  }

  private mutating func readOffset(isWest: Bool) -> Bool {
    position += 1
    let (number, count) = digits()
    var seconds = count > 2 ? number / 100 * 3_600 + number % 100 * 60 : number * 3_600
    if count <= 2, accept(0x3A) { seconds += digits().number * 60 }
    offset = isWest ? -seconds : seconds
    return count > 0
  }

  private mutating func readWord() -> Bool {
    let start = position
    while let byte = current, Bytes.isLetter(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    switch word {
    case "z", "utc", "gmt": offset = 0
    case "t", "at", "of": break
    case "am": if time?.hour == 12 { time?.hour = 0 }
    case "pm": if let hour = time?.hour, hour < 12 { time?.hour = hour + 12 }
    default:
      guard word.count >= 3 else { return false }
      if let index = Self.months.firstIndex(of: String(word.prefix(3))) {
        month = index + 1
      } else {
        return Self.weekdays.contains(String(word.prefix(3)))
      }
    }
    return true
  }
}
