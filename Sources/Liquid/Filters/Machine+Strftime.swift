extension Machine {
  /// The signs between `%` and the letter.
  private struct Flags {
    var padding: UInt8?
    var hasNoPadding = false
    var isUpper = false
    var swapsCase = false
    var width = 0
    var colons = 0
  }

  /// Writes a date as C's and Ruby's `strftime` do, with the locale's names.
  mutating func write(
    _ civil: CivilTime,
    percent format: UnsafeBufferPointer<UInt8>
  ) throws(Failure) {
    var index = 0
    while index < format.count {
      let byte = format[index]
      index += 1
      guard byte == 0x25, index < format.count else {
        try output.append(byte: byte)
        continue
      }
      let start = index - 1
      let flags = Self.flags(format, &index)
      guard index < format.count else {
        try output.append(UnsafeBufferPointer(rebasing: format[start...]))
        return
      }
      let letter = format[index]
      index += 1
      let isKnown = flags.colons == 0 || letter == UInt8(ascii: "z")
      let isWritten = isKnown ? try write(civil, letter, flags) : false
      if !isWritten {
        try output.append(UnsafeBufferPointer(rebasing: format[start..<index]))
      }
    }
  }

  private static func flags(_ format: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Flags {
    var flags = Flags()
    while index < format.count {
      switch format[index] {
      case UInt8(ascii: "-"): flags.hasNoPadding = true
      case UInt8(ascii: "_"): flags.padding = 0x20
      case UInt8(ascii: "0") where flags.width == 0: flags.padding = 0x30
      case UInt8(ascii: "^"): flags.isUpper = true
      case UInt8(ascii: "#"): flags.swapsCase = true
      case UInt8(ascii: ":"): flags.colons += 1
      case UInt8(ascii: "E"), UInt8(ascii: "O"):
        guard isModified(format[index...]) else { return flags }
      case let digit where Bytes.isDigit(digit):
        flags.width = min(100, flags.width * 10 + Int(digit - 0x30))
      default: return flags
      }
      index += 1
    }
    return flags
  }

  /// Whether a letter follows that C's `strftime` has another form of, which is the same here.
  private static func isModified(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let letters: StaticString = rest.first == UInt8(ascii: "E") ? "cCxXyY" : "deHkIlmMSuUVwWy"
    let known = UnsafeBufferPointer(start: letters.utf8Start, count: letters.utf8CodeUnitCount)
    return rest.dropFirst().first.map(known.contains) ?? false
  }

  private mutating func number(
    _ value: Int,
    _ digits: Int,
    _ flags: Flags,
    padding: UInt8 = 0x30
  ) throws(Failure) -> Bool {
    let width = flags.hasNoPadding ? 1 : max(digits, flags.width)
    try output.append(Int64(value), digits: width, padding: flags.padding ?? padding)
    return true
  }

  private mutating func name(_ text: String, _ flags: Flags) throws(Failure) -> Bool {
    try padded(flags.isUpper || flags.swapsCase ? text.uppercased() : text, flags)
  }

  private mutating func padded(_ text: String, _ flags: Flags) throws(Failure) -> Bool {
    if flags.width > 0 {
      let missing = max(0, flags.width - text.unicodeScalars.count)
      for _ in 0..<missing { try output.append(byte: flags.padding ?? 0x20) }
    }
    try output.append(text)
    return true
  }

  /// False for a letter that means nothing.
  private mutating func write(
    _ civil: CivilTime,
    _ letter: UInt8,
    _ flags: Flags
  ) throws(Failure) -> Bool {
    let names = locale.names
    switch UnicodeScalar(letter) {
    case "Y": return try number(civil.date.year, civil.date.year < 0 ? 5 : 4, flags)
    case "C": return try number(civil.date.year / 100, 2, flags)
    case "y": return try number(civil.date.year % 100, 2, flags)
    case "m": return try number(civil.date.month, 2, flags)
    case "B": return try name(names.months[civil.date.month - 1], flags)
    case "b", "h": return try name(names.shortMonths[civil.date.month - 1], flags)
    case "d": return try number(civil.date.day, 2, flags)
    case "e": return try number(civil.date.day, 2, flags, padding: 0x20)
    case "j": return try number(civil.dayOfYear, 3, flags)
    case "A": return try name(names.weekdays[civil.weekday], flags)
    case "a": return try name(names.shortWeekdays[civil.weekday], flags)
    case "u": return try number(civil.weekday == 0 ? 7 : civil.weekday, 1, flags)
    case "w": return try number(civil.weekday, 1, flags)
    case "G": return try number(civil.isoWeek.year, 4, flags)
    case "g": return try number(civil.isoWeek.year % 100, 2, flags)
    case "V": return try number(civil.isoWeek.week, 2, flags)
    case "U": return try number((civil.dayOfYear + 6 - civil.weekday) / 7, 2, flags)
    case "W": return try number((civil.dayOfYear + 6 - (civil.weekday + 6) % 7) / 7, 2, flags)
    case "n": return try name("\n", flags)
    case "t": return try name("\t", flags)
    case "%": return try name("%", flags)
    default: return try writeTime(civil, letter, flags)
    }
  }

  private mutating func writeTime(
    _ civil: CivilTime,
    _ letter: UInt8,
    _ flags: Flags
  ) throws(Failure) -> Bool {
    switch UnicodeScalar(letter) {
    case "H": return try number(civil.hour, 2, flags)
    case "k": return try number(civil.hour, 2, flags, padding: 0x20)
    case "I": return try number(civil.hour12, 2, flags)
    case "l": return try number(civil.hour12, 2, flags, padding: 0x20)
    case "M": return try number(civil.minute, 2, flags)
    case "S": return try number(civil.second, 2, flags)
    case "L": return try number(civil.millisecond, 3, flags)
    case "N":
      let digits = flags.width == 0 ? 9 : flags.width
      let nanoseconds = ValueText.padded(civil.millisecond, 3) + String(repeating: "0", count: 97)
      try output.append(String(nanoseconds.prefix(digits)))
    case "s": return try number(Int(civil.instant), 1, flags)
    case "p":
      let period = civil.hour < 12 ? locale.names.morning : locale.names.afternoon
      return try padded(flags.swapsCase ? period.lowercased() : period, flags)
    case "P":
      let period = civil.hour < 12 ? locale.names.morning : locale.names.afternoon
      return try padded(period.lowercased(), flags)
    case "z": try writeOffset(civil.offset, flags.colons)
    case "Z": return try name(clock.abbreviation(at: civil.instant, zone: civil.zone), flags)
    default: return try writeCombined(civil, letter, flags)
    }
    return true
  }

  private mutating func writeOffset(_ offset: Int, _ colons: Int) throws(Failure) {
    try output.append(byte: offset < 0 ? 0x2D : 0x2B)
    try output.append(Int64(abs(offset) / 3_600), digits: 2)
    if colons == 3, offset % 3_600 == 0 { return }
    if colons > 0 { try output.append(byte: 0x3A) }
    try output.append(Int64(abs(offset) / 60 % 60), digits: 2)
    if colons == 2 || (colons == 3 && offset % 60 != 0) {
      try output.append(byte: 0x3A)
      try output.append(Int64(abs(offset) % 60), digits: 2)
    }
  }

  private mutating func writeCombined(
    _ civil: CivilTime,
    _ letter: UInt8,
    _ flags: Flags
  ) throws(Failure) -> Bool {
    let format: StaticString
    switch UnicodeScalar(letter) {
    case "c": format = "%a %b %e %H:%M:%S %Y"
    case "D", "x": format = "%m/%d/%y"
    case "F": format = "%Y-%m-%d"
    case "T", "X": format = "%H:%M:%S"
    case "R": format = "%H:%M"
    case "r": format = "%I:%M:%S %p"
    case "v": format = "%e-%^b-%Y"
    default: return false
    }
    let bytes = UnsafeBufferPointer(start: format.utf8Start, count: format.utf8CodeUnitCount)
    guard flags.isUpper || flags.width > 0 else {
      try write(civil, percent: bytes)
      return true
    }
    let start = output.count
    try write(civil, percent: bytes)
    let written = try lift(from: start).text
    return try padded(flags.isUpper ? written.uppercased() : written, flags)
  }
}
