import Shop
import Workspace

/// Reads the typed values of one entry's rows.
final class ImportValues {
  let currency: Currency
  private let formats: [DateFormat]
  private let decimalMark: UInt8
  private let times: LocalTimes
  private let today: CivilDay
  private let yes = ["yes", "1", "y", "true", "t", "on", "ja", "j"].map { word(Array($0.utf8)) }
  private let no = ["no", "0", "n", "false", "f", "off", "nej", "nei", "nein"].map {
    word(Array($0.utf8))
  }

  init(_ source: ImportSource, currency: Currency, now: Instant) {
    self.currency = currency
    formats = source.dateFormats
    decimalMark = source.decimalMark == .comma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    times = LocalTimes(source.calendar)
    today = source.calendar.day(of: now)
  }

  /// A day that has been: one written with two digits of the year is put into the past.
  func birthDay(
    _ text: UnsafeBufferPointer<UInt8>,
    _ column: String
  ) throws(RowProblem) -> CivilDay {
    for format in formats {
      guard let reading = format.read(text) else { continue }
      let isAhead = reading.hasShortYear && reading.day > today
      return isAhead ? reading.day.adding(months: -1_200) : reading.day
    }
    guard let iso = ISODateText(text) else { throw .notADate(column: column) }
    return iso.day
  }

  /// Milliseconds since 1970 in UTC; of a day its beginning.
  func instant(
    _ text: UnsafeBufferPointer<UInt8>,
    _ column: String
  ) throws(RowProblem) -> Int64 {
    for format in formats {
      guard let reading = format.read(text) else { continue }
      return instant(reading.day, reading.millisecondsIntoDay ?? 0, reading.offset)
    }
    guard let iso = ISODateText(text) else { throw .notADate(column: column) }
    return instant(iso.day, iso.millisecondsIntoDay ?? 0, iso.offset)
  }

  private func instant(_ day: CivilDay, _ milliseconds: Int, _ offset: Int?) -> Int64 {
    guard let offset else { return times.instant(day, millisecondsIntoDay: milliseconds) }
    let seconds = Int64(day.daysSince1970) * 86_400 - Int64(offset)
    return seconds * 1_000 + Int64(milliseconds)
  }

  /// Minor units of the shop's currency.
  func money(
    _ text: UnsafeBufferPointer<UInt8>,
    _ column: String
  ) throws(RowProblem) -> Int64 {
    guard let number = DecimalText.read(text, decimalMark: decimalMark) else {
      throw .notANumber(column: column)
    }
    if let written = number.currency, written != currency.code {
      throw .otherCurrency(shop: currency.code)
    }
    guard let amount = number.scaled(toDigits: currency.minorUnitDigits),
      abs(amount) < 1_000_000_000_000_000
    else { throw .notANumber(column: column) }
    return amount
  }

  func quantity(
    _ text: UnsafeBufferPointer<UInt8>,
    _ column: String
  ) throws(RowProblem) -> Double {
    guard let number = DecimalText.read(text, decimalMark: decimalMark), number.currency == nil,
      abs(number.real) < 1_000_000_000
    else { throw .notANumber(column: column) }
    return number.real
  }

  /// `yes`, `y`, `true`, `t`, `1`, `on`, `ja`, `j` or `no`, `n`, `false`, `f`, `0`, `off`, `nej`,
  /// `nei`, `nein`, in any case.
  func yesOrNo(
    _ text: UnsafeBufferPointer<UInt8>,
    _ column: String
  ) throws(RowProblem) -> Bool {
    let word = Self.word(text)
    if yes.contains(word) { return true }
    if no.contains(word) { return false }
    throw .notYesOrNo(column: column)
  }

  /// At most seven bytes without capitals as one number, which only they have; 0 for more.
  private static func word(_ text: some Collection<UInt8>) -> UInt64 {
    guard text.count < 8 else { return 0 }
    return text.reduce(1) { $0 << 8 | UInt64((0x41...0x5A).contains($1) ? $1 | 0x20 : $1) }
  }
}
