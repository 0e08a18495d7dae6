import Diagnostics
import Shop

/// A word of a sentence.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case word
    case quoted
    case number(ExactNumber)
    case percent(ExactNumber)
    case date(WrittenDate)
    /// Written like a date, but there is no such day or month.
    case impossibleDate
    case comparison(Comparison)
    case range
    case comma
  }

  let kind: Kind
  /// As written; without the quotes where it had some.
  let text: String
  let location: SourceLocation

  /// The word in small letters, empty for other tokens: for comparing with the language's words.
  var keyword: String { kind == .word ? text.lowercased() : "" }
}

enum Comparison: String, Hashable, Sendable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// A day, or a longer stretch of the calendar written as one: `2025-11-28`, `2025-11`, `2025-Q4`,
/// `2025`.
enum WrittenDate: Hashable, Sendable {
  case day(CivilDay)
  case month(first: CivilDay)
  case quarter(first: CivilDay)
  case year(first: CivilDay)

  var first: CivilDay {
    switch self {
    case .day(let day), .month(let day), .quarter(let day), .year(let day): day
    }
  }

  var last: CivilDay {
    switch self {
    case .day(let day): day
    case .month(let first): first.adding(months: 1).adding(days: -1)
    case .quarter(let first): first.adding(months: 3).adding(days: -1)
    case .year(let first): first.adding(months: 12).adding(days: -1)
    }
  }

  init?(year: Int) {
    guard let first = CivilDay(year: year, month: 1, day: 1) else { return nil }
    self = .year(first: first)
  }
}
