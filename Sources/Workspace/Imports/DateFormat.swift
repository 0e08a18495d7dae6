package import Shop

/// A pattern of dates and times in the letters of Unicode TR35, compiled for reading.
///
/// `y yy yyyy`, `M MM MMM MMMM` (English names), `d dd`, `H HH`, `h hh` with `a`, `m mm`, `s ss`,
/// `S`…, `E`…, `X x Z`; a single letter takes one or two digits, as does a double one. Text between
/// apostrophes and all other signs stand for themselves.
package struct DateFormat: Hashable, Sendable {
  /// What a text says: a day, and perhaps a time and an offset from UTC.
  package struct Reading: Hashable, Sendable {
    package let day: CivilDay
    /// Whether the year was written with two digits: then it is between 1969 and 2068.
    package let hasShortYear: Bool
    /// Nil where the pattern has no hour.
    package let millisecondsIntoDay: Int?
    /// Seconds east of Greenwich; nil where the pattern has none.
    package let offset: Int?
  }

  fileprivate enum Element: Hashable, Sendable {
    case year
    case shortYear
    case month
    case monthName
    case day
    case hour24
    case hour12
    case halfOfDay
    case minute
    case second
    case fraction
    case weekday
    case offset
    case literal(UInt8)
  }

  /// As it was written.
  package let pattern: String
  private let elements: [Element]

  package init(pattern: String) throws(InvalidDateFormat) {
    self.pattern = pattern
    elements = try Self.elements(of: pattern)
    try Self.check(elements)
  }

  /// Reads the whole of a text in UTF-8, spaces around it apart; nil where it does not match or
  /// there is no such day or time.
  package func read(_ text: UnsafeBufferPointer<UInt8>) -> Reading? {
    var input = DateInput(text)
    var fields = DateFields()
    input.skipSpaces()
    for element in elements {
      guard Self.read(element, from: &input, into: &fields) else { return nil }
    }
    input.skipSpaces()
    guard input.isAtEnd else { return nil }
    return fields.reading
  }

  private static func read(
    _ element: Element,
    from input: inout DateInput,
    into fields: inout DateFields
  ) -> Bool {
    switch element {
    case .year:
      let start = input.position
      fields.year = input.number(digits: 1...4)
      fields.hasShortYear = false
      return fields.year != nil && input.position - start == 4
    case .shortYear:
      guard let year = input.number(digits: 2...2) else { return false }
      fields.year = year + (year < 69 ? 2_000 : 1_900)
      fields.hasShortYear = true
      return true
    case .month: return input.number(digits: 1...2, into: &fields.month)
    case .monthName:
      fields.month = input.monthName()
      return fields.month != nil
    case .day: return input.number(digits: 1...2, into: &fields.day)
    case .hour24, .hour12:
      fields.isHalfDayHour = element == .hour12
      return input.number(digits: 1...2, into: &fields.hour)
    case .halfOfDay:
      fields.isAfternoon = input.isAfternoon()
      return fields.isAfternoon != nil
    case .minute: return input.number(digits: 1...2, into: &fields.minute)
    case .second: return input.number(digits: 1...2, into: &fields.second)
    case .fraction:
      fields.millisecond = input.fraction()
      return fields.millisecond != nil
    case .weekday: return input.skipWord()
    case .offset:
      fields.offset = input.offset()
      return fields.offset != nil
    case .literal(let byte): return input.skip(byte)
    }
  }
}

/// Why a pattern is none.
package enum InvalidDateFormat: Error, Hashable, CustomStringConvertible {
  case unknownLetters(String)
  case unclosedQuote
  case lacks(String)

  package var description: String {
    switch self {
    case .unknownLetters(let letters): "a date format cannot have '\(letters)'"
    case .unclosedQuote: "a date format lacks the second apostrophe of a quotation"
    case .lacks(let part): "a date format lacks the \(part)"
    }
  }
}

extension DateFormat {
  private static func elements(of pattern: String) throws(InvalidDateFormat) -> [Element] {
    let bytes = Array(pattern.utf8)
    var elements: [Element] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "'") {
        index = try literal(in: bytes, at: index, into: &elements)
        continue
      }
      guard isLetter(byte) else {
        elements.append(.literal(byte))
        index += 1
        continue
      }
      let end = bytes[index...].firstIndex { $0 != byte } ?? bytes.count
      guard let element = element(letter: byte, count: end - index) else {
        throw .unknownLetters(String(decoding: bytes[index..<end], as: UTF8.self))
      }
      elements.append(element)
      index = end
    }
    return elements
  }

  private static func literal(
    in bytes: [UInt8],
    at start: Int,
    into elements: inout [Element]
  ) throws(InvalidDateFormat) -> Int {
    let quote = UInt8(ascii: "'")
    guard let end = bytes[(start + 1)...].firstIndex(of: quote) else { throw .unclosedQuote }
    if end == start + 1 { elements.append(.literal(quote)) }
    for byte in bytes[(start + 1)..<end] { elements.append(.literal(byte)) }
    return end + 1
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func element(letter: UInt8, count: Int) -> Element? {
    switch (UnicodeScalar(letter), count) {
    case ("y", 1), ("y", 4): .year
    case ("y", 2): .shortYear
    case ("M", 1), ("M", 2): .month
    case ("M", 3), ("M", 4): .monthName
    case ("d", 1), ("d", 2): .day
    case ("H", 1), ("H", 2): .hour24
    case ("h", 1), ("h", 2): .hour12
    case ("a", 1...3): .halfOfDay
    case ("m", 1), ("m", 2): .minute
    case ("s", 1), ("s", 2): .second
    case ("S", 1...9): .fraction
    case ("E", 1...4): .weekday
    case ("X", 1...3), ("x", 1...3), ("Z", 1...5): .offset
    default: nil
    }
  }

  private static func check(_ elements: [Element]) throws(InvalidDateFormat) {
    let has = Set(elements)
    if !has.contains(.year), !has.contains(.shortYear) { throw .lacks("year (yyyy)") }
    if !has.contains(.month), !has.contains(.monthName) { throw .lacks("month (M)") }
    if !has.contains(.day) { throw .lacks("day (d)") }
    if has.contains(.hour12), !has.contains(.halfOfDay) { throw .lacks("half of the day (a)") }
    let hasHour = has.contains(.hour24) || has.contains(.hour12)
    if !hasHour, !has.isDisjoint(with: [.minute, .second, .fraction, .halfOfDay, .offset]) {
      throw .lacks("hour (H)")
    }
  }
}
