/// How a language writes numbers, money, dates and lists, after CLDR.
///
/// Written out by hand so that nothing is asked of ICU while rendering; the tests compare it with
/// ICU's own output.
final class LocaleTable: Sendable {
  /// The language alone, for rules that are no tables: `sv`.
  let language: String
  let numbers: NumberSigns
  /// Currency codes with a sign of their own.
  let currencySigns: [String: String]
  let names: CalendarNames
  let patterns: DatePatterns
  /// Before the last of a list, of two and of more.
  let pairJoint: String
  let lastJoint: String
  let relative: RelativeTimes

  struct NumberSigns: Sendable {
    let group: String
    let decimal: String
    let minus: String
    let percent: String
    /// The currency stands before the amount: `€1.50`, `SEK 1.50`.
    var putsCurrencyFirst = false
  }

  struct CalendarNames: Sendable {
    /// As in dates with a day; `tammikuuta`, not `tammikuu`.
    let months: [String]
    let shortMonths: [String]
    /// From Sunday, standing by themselves.
    let weekdays: [String]
    let shortWeekdays: [String]
    let morning: String
    let afternoon: String
  }

  /// CLDR date patterns: `d MMMM y`.
  struct DatePatterns: Sendable {
    let short: String
    let medium: String
    let long: String
    let full: String
    let time: String
  }

  /// Distances in time; `{0}` is the number.
  struct RelativeTimes: Sendable {
    /// From the day before yesterday, as far as the language has words.
    let days: [Int: String]
    let day: Distance
    let week: Distance
    let month: Distance
    let year: Distance
  }

  struct Distance: Sendable {
    let futureOne: String
    let futureOther: String
    let pastOne: String
    let pastOther: String
  }

  init(
    language: String,
    numbers: NumberSigns,
    currencySigns: [String: String],
    names: CalendarNames,
    patterns: DatePatterns,
    pairJoint: String,
    lastJoint: String,
    relative: RelativeTimes
  ) {
    self.language = language
    self.numbers = numbers
    self.currencySigns = currencySigns
    self.names = names
    self.patterns = patterns
    self.pairJoint = pairJoint
    self.lastJoint = lastJoint
    self.relative = relative
  }

  /// The table of a language tag such as `sv`, `sv-SE` or `nb_NO`; English for unknown ones.
  static func named(_ tag: String) -> LocaleTable {
    let parts = tag.lowercased().split { $0 == "-" || $0 == "_" }
    switch parts.first {
    case "sv": return .swedish
    case "nb", "no", "nn": return .norwegian
    case "da": return .danish
    case "fi": return .finnish
    case "de": return .german
    case "en": return parts.contains("gb") ? .britishEnglish : .english
    default: return .english
    }
  }

  /// Whether a number takes the singular, by CLDR's cardinal rules.
  ///
  /// Norwegian and Danish look at the value, the others at how it is written: 1, but not 1.0.
  func isOne(_ number: Number) -> Bool {
    let absolute = number.magnitude
    switch language {
    case "nb": return absolute.double == 1
    case "da":
      if absolute.double == 1 { return true }
      return absolute.double < 2 && absolute.scale > 0
        && absolute.asInteger.double != absolute.double
    default: return absolute.double == 1 && absolute.scale == 0
    }
  }

  /// Decimals of a currency; two unless CLDR says otherwise.
  static func decimals(of currency: String) -> Int {
    switch currency {
    case "CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF": 0
    case "BHD", "JOD", "KWD", "OMR", "TND": 3
    default: 2
    }
  }
}
