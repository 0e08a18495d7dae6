import Shop

/// The numbers that a date's text has given so far.
struct DateFields {
  var year: Int?
  var hasShortYear = false
  var month: Int?
  var day: Int?
  var hour: Int?
  var isHalfDayHour = false
  var isAfternoon: Bool?
  var minute: Int?
  var second: Int?
  var millisecond: Int?
  var offset: Int?

  /// Nil where there is no such day or time.
  var reading: DateFormat.Reading? {
    guard let year, let month, let day,
      let civilDay = CivilDay(year: year, month: month, day: day)
    else { return nil }
    guard let hour else {
      return DateFormat.Reading(
        day: civilDay,
        hasShortYear: hasShortYear,
        millisecondsIntoDay: nil,
        offset: nil
      )
    }
    guard let hour = hourOfDay(hour), minute ?? 0 < 60, second ?? 0 < 60 else { return nil }
    let seconds = hour * 3_600 + (minute ?? 0) * 60 + (second ?? 0)
    return DateFormat.Reading(
      day: civilDay,
      hasShortYear: hasShortYear,
      millisecondsIntoDay: seconds * 1_000 + (millisecond ?? 0),
      offset: offset
    )
  }

  private func hourOfDay(_ hour: Int) -> Int? {
    guard isHalfDayHour else { return hour < 24 ? hour : nil }
    guard (1...12).contains(hour) else { return nil }
    return hour % 12 + (isAfternoon == true ? 12 : 0)
  }
}

/// The text of a date while it is read from left to right.
struct DateInput {
  private let text: UnsafeBufferPointer<UInt8>
  private(set) var position = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  var isAtEnd: Bool { position == text.count }

  private var next: UInt8? { position < text.count ? text[position] : nil }

  mutating func skipSpaces() {
    while next == 0x20 { position += 1 }
  }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  mutating func number(digits: ClosedRange<Int>) -> Int? {
    let start = position
    var value = 0
    while position - start < digits.upperBound, let byte = next, (0x30...0x39).contains(byte) {
      value = value * 10 + Int(byte - 0x30)
      position += 1
    }
    return position - start >= digits.lowerBound ? value : nil
  }

  mutating func number(digits: ClosedRange<Int>, into field: inout Int?) -> Bool {
    field = number(digits: digits)
    return field != nil
  }

  /// Digits of a second's fraction, as whole milliseconds.
  mutating func fraction() -> Int? {
    let start = position
    guard let value = number(digits: 1...9) else { return nil }
    var milliseconds = value
    var digits = position - start
    while digits > 3 {
      milliseconds /= 10
      digits -= 1
    }
    while digits < 3 {
      milliseconds *= 10
      digits += 1
    }
    return milliseconds
  }

  /// `AM` or `PM` in any case, also as `a.m.`.
  mutating func isAfternoon() -> Bool? {
    guard let letter = next.map({ $0 | 0x20 }), letter == 0x61 || letter == 0x70 else {
      return nil
    }
    position += 1
    _ = skip(0x2E)
    guard let second = next, second | 0x20 == 0x6D else { return nil }
    position += 1
    _ = skip(0x2E)
    return letter == 0x70
  }

  /// The English name of a month, whole or its first three letters, in any case.
  mutating func monthName() -> Int? {
    let word = lowercaseWord()
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ]
    guard word.utf8.count >= 3 else { return nil }
    let month = names.firstIndex { $0 == word || (word.utf8.count == 3 && $0.hasPrefix(word)) }
    return month.map { $0 + 1 }
  }

  mutating func skipWord() -> Bool { !lowercaseWord().isEmpty }

  /// `Z`, `+01`, `+0100` or `+01:00`, as seconds east of Greenwich.
  mutating func offset() -> Int? {
    if skip(0x5A) || skip(0x7A) { return 0 }
    guard let sign = next, sign == 0x2B || sign == 0x2D else { return nil }
    position += 1
    guard let hours = number(digits: 2...2), hours <= 14 else { return nil }
    var minutes = 0
    if skip(0x3A) {
      guard let number = number(digits: 2...2) else { return nil }
      minutes = number
    } else if let number = number(digits: 2...2) {
      minutes = number
    }
    guard minutes < 60 else { return nil }
    return (sign == 0x2D ? -1 : 1) * (hours * 3_600 + minutes * 60)
  }

  private mutating func lowercaseWord() -> String {
    let start = position
    while let byte = next, (0x61...0x7A).contains(byte | 0x20) { position += 1 }
    return String(decoding: text[start..<position], as: UTF8.self).lowercased()
  }
}
