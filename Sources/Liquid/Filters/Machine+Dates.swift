extension Machine {
  // MARK: Dates

  /// The value as a date and time; nil when it is none.
  mutating func civilTime(_ value: Value) -> CivilTime? {
    switch value.tag {
    case .instant:
      guard value.integer.magnitude < 250_000_000_000_000 else { return nil }
      return local(milliseconds: value.integer, zone: value.count)
    case .integer: return local(seconds: value.integer)
    case .day: return wall(.init(date: CalendarDate(daysSince1970: value.integer)))
    case .string: return civilTime(text: value)
    default: return nil
    }
  }

  private mutating func local(seconds: Int64) -> CivilTime? {
    guard seconds.magnitude < 250_000_000_000 else { return nil }
    return local(milliseconds: seconds * 1_000, zone: 0)
  }

  mutating func local(milliseconds: Int64, zone: UInt32) -> CivilTime {
    let seconds = milliseconds.floorDivided(by: 1_000)
    let offset = clock.offset(at: seconds, zone: zone)
    return CivilTime(milliseconds: milliseconds, offset: offset, zone: zone)
  }

  private mutating func civilTime(text: Value) -> CivilTime? {
    let text = Self.stripped(text, left: true, right: true)
    guard text.size > 0 else { return nil }
    if isWord(text, "now") || isWord(text, "today") {
      return local(milliseconds: context.now, zone: 0)
    }
    if text.utf8.allSatisfy(Bytes.isDigit), text.size != 8 {
      return local(seconds: text.asWholeNumber)
    }
    guard let reading = DateReader.read(text.utf8) else { return nil }
    return wall(reading)
  }

  private func isWord(_ text: Value, _ word: StaticString) -> Bool {
    text.size == word.utf8CodeUnitCount
      && zip(text.utf8, UnsafeBufferPointer(start: word.utf8Start, count: text.size))
        .allSatisfy { $0 | 0x20 == $1 }
  }

  /// A time with an offset is shown in the recipient's zone; one without is the recipient's.
  private mutating func wall(_ reading: DateReader.Reading) -> CivilTime {
    let time = reading.hour * 3_600 + reading.minute * 60 + reading.second
    let local = reading.date.daysSince1970 * 86_400 + Int64(time)
    if let offset = reading.offset {
      let milliseconds = (local - Int64(offset)) * 1_000 + Int64(reading.millisecond)
      return self.local(milliseconds: milliseconds, zone: 0)
    }
    let guess = clock.offset(at: local, zone: 0)
    let offset = clock.offset(at: local - Int64(guess), zone: 0)
    var civil = CivilTime(date: reading.date)
    civil.hour = reading.hour
    civil.minute = reading.minute
    civil.second = reading.second
    civil.millisecond = reading.millisecond
    civil.offset = offset
    civil.instant = local - Int64(offset)
    return civil
  }

  /// The same moment, to be shown in another time zone.
  mutating func inTimeZone(_ input: Value, _ name: Value) throws(Failure) -> Value {
    guard let civil = civilTime(input), input.tag != .day else { return input }
    guard name.tag == .string, let zone = clock.index(of: name.text) else {
      throw Failure("'\(ValueText.plain(name))' is not a time zone")
    }
    let milliseconds = civil.instant * 1_000 + Int64(civil.millisecond)
    return Value(bits: UInt64(bitPattern: milliseconds), count: zone, tag: .instant)
  }

  /// Writes a date by a named form or by percent signs; false when the input is to be kept.
  mutating func formatDate(_ input: Value, _ format: Value) throws(Failure) -> Bool {
    let format = text(format)
    guard format.size > 0, let civil = civilTime(input) else { return false }
    if format.utf8.contains(0x25) {
      try write(civil, percent: format.utf8)
    } else if isWord(format, "short") {
      try write(civil, pattern: locale.patterns.short)
    } else if isWord(format, "medium") {
      try write(civil, pattern: locale.patterns.medium)
    } else if isWord(format, "long") {
      try write(civil, pattern: locale.patterns.long)
    } else if isWord(format, "full") {
      try write(civil, pattern: locale.patterns.full)
    } else if isWord(format, "time") {
      try write(civil, pattern: locale.patterns.time)
    } else if isWord(format, "weekday") {
      try output.append(locale.names.weekdays[civil.weekday])
    } else if isWord(format, "relative") {
      try writeRelative(civil)
    } else {
      try output.append(format.utf8)
    }
    return true
  }

  /// A CLDR pattern; letters that the tables do not use are written as they are.
  private mutating func write(_ civil: CivilTime, pattern: String) throws(Failure) {
    let letters = Array(pattern.utf8)
    var index = 0
    while index < letters.count {
      let letter = letters[index]
      var width = 1
      while index + width < letters.count, letters[index + width] == letter { width += 1 }
      index += width
      switch letter {
      case UInt8(ascii: "y"):
        let year = width == 2 ? civil.date.year % 100 : civil.date.year
        try output.append(Int64(year), digits: width)
      case UInt8(ascii: "M") where width > 2:
        let names = width == 3 ? locale.names.shortMonths : locale.names.months
        try output.append(names[civil.date.month - 1])
      case UInt8(ascii: "M"): try output.append(Int64(civil.date.month), digits: width)
      case UInt8(ascii: "d"): try output.append(Int64(civil.date.day), digits: width)
      case UInt8(ascii: "E"): try output.append(locale.names.weekdays[civil.weekday])
      case UInt8(ascii: "H"): try output.append(Int64(civil.hour), digits: width)
      case UInt8(ascii: "h"): try output.append(Int64(civil.hour12), digits: width)
      case UInt8(ascii: "m"): try output.append(Int64(civil.minute), digits: width)
      case UInt8(ascii: "a"):
        try output.append(civil.hour < 12 ? locale.names.morning : locale.names.afternoon)
      case 0x27:
        while index < letters.count, letters[index] != 0x27 {
          try output.append(byte: letters[index])
          index += 1
        }
        index += 1
      default: for _ in 0..<width { try output.append(byte: letter) }
      }
    }
  }

  /// Whole days up to two weeks, then weeks, months and years.
  private mutating func writeRelative(_ civil: CivilTime) throws(Failure) {
    let today = local(milliseconds: context.now, zone: civil.zone).date
    let days = Int(civil.date.daysSince1970 - today.daysSince1970)
    if let name = locale.relative.days[days] { return try output.append(name) }
    let months = (civil.date.year - today.year) * 12 + civil.date.month - today.month
    let isShort = days > 0 ? civil.date.day < today.day : civil.date.day > today.day
    let wholeMonths = abs(months) - (isShort ? 1 : 0)
    let (number, distance) =
      switch abs(days) {
      case ..<14: (abs(days), locale.relative.day)
      case _ where wholeMonths < 2: (abs(days) / 7, locale.relative.week)
      case _ where wholeMonths < 24: (wholeMonths, locale.relative.month)
      default: (wholeMonths / 12, locale.relative.year)
      }
    let isOne = locale.isOne(Number(Int64(number)))
    let pattern =
      days > 0
      ? (isOne ? distance.futureOne : distance.futureOther)
      : (isOne ? distance.pastOne : distance.pastOther)
    for (index, part) in pattern.split(separator: "{0}", omittingEmptySubsequences: false)
      .enumerated()
    {
      if index > 0 { try output.append(Int64(number)) }
      try output.append(String(part))
    }
  }
}
