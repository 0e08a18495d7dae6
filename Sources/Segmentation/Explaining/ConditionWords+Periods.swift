import Shop

extension ConditionWords {
  /// A period behind a measure, with a space before it; empty where there is none.
  func during(_ window: Period?) -> String {
    window.map { " " + words($0) } ?? ""
  }

  /// `in the last 30 days (since 2026-10-23)`.
  func words(_ period: Period) -> String {
    switch period {
    case .last(let count, let unit):
      let since = text.moment(back(count, unit))
      return "in the last \(span(count, unit)) (since \(since))"
    case .lastSince(let count, let unit, let first):
      let since = max(back(count, unit), text.terms.calendar.startOfDay(first))
      return "in the last \(span(count, unit)) (since \(text.moment(since)))"
    case .calendar(let calendar): return words(calendar)
    case .days(let first, let last): return words(from: first, through: last)
    case .earlier(let count, let unit, let isIncluded):
      let bound = isIncluded ? "at least" : "more than"
      let end = isIncluded ? "until" : "before"
      return "\(bound) \(count) \(unit.word(count)) ago (\(end) \(text.moment(back(count, unit))))"
    case .later(let count, let unit, let isIncluded):
      let bound = isIncluded ? "at most" : "less than"
      let start = isIncluded ? "since" : "after"
      return
        "\(bound) \(count) \(unit.word(count)) ago (\(start) \(text.moment(back(count, unit))))"
    case .ago(let first, let last, let unit):
      let from = text.moment(back(last, unit))
      let until = text.moment(back(first, unit))
      return "\(first) to \(last) \(unit.rawValue) ago (\(from) to \(until))"
    }
  }

  /// `during` without the day that a stretch up to now began.
  func duringBriefly(_ window: Period?) -> String {
    switch window {
    case .last(let count, let unit), .lastSince(let count, let unit, _):
      " in the last \(span(count, unit))"
    default: during(window)
    }
  }

  /// `30 days`, and `month` for one.
  private func span(_ count: Int, _ unit: ShopCalendar.Unit) -> String {
    count == 1 ? unit.word(1) : "\(count) \(unit.word(count))"
  }

  private func back(_ count: Int, _ unit: ShopCalendar.Unit) -> Instant {
    text.terms.calendar.adding(-count, unit, to: text.now)
  }

  private func words(_ period: CalendarPeriod) -> String {
    let (first, next) = period.days(today: text.today)
    switch period {
    case .today, .yesterday: return "\(period.rawValue) (\(first))"
    default: return "\(period.rawValue) (\(first) to \(next.adding(days: -1)))"
    }
  }

  private func words(from first: CivilDay?, through last: CivilDay?) -> String {
    switch (first, last) {
    case (let first?, let last?) where first == last: "on \(first)"
    case (let first?, let last?): "from \(first) to \(last)"
    case (let first?, nil): "since \(first)"
    case (nil, let last?): "before \(last.adding(days: 1))"
    case (nil, nil): "at any time"
    }
  }

  /// `in the next 7 days (2026-11-22 to 2026-11-28)`.
  func words(_ period: ReturningPeriod) -> String {
    let (first, last) = period.days(today: text.today)
    let days = first == last ? "\(first)" : "\(first) to \(last)"
    let when =
      switch period {
      case .today: "today"
      case .tomorrow: "tomorrow"
      case .nextDays(let count): "in the next \(span(count, .days))"
      case .nextMonths(let count): "in the next \(span(count, .months))"
      case .thisWeek: "this week"
      case .nextWeek: "next week"
      case .thisMonth: "this month"
      case .nextMonth: "next month"
      }
    return "\(when) (\(days))"
  }
}

extension ShopCalendar.Unit {
  /// `day` or `days`.
  fileprivate func word(_ count: Int) -> String {
    count == 1 ? String(rawValue.dropLast()) : rawValue
  }
}

extension TextAttribute {
  var words: String {
    switch self {
    case .id: "customer id"
    case .email: "e-mail address"
    case .emailDomain: "e-mail domain"
    case .consentSource: "source of consent"
    case .firstName, .lastName, .gender, .city, .postalCode, .country, .language, .timeZone:
      rawValue
    }
  }
}

extension DateAttribute {
  /// As the beginning of a phrase that a period ends.
  var words: String {
    switch self {
    case .signedUp: "signed up"
    case .birthDate: "was born"
    case .consentDate: "answered about e-mail"
    }
  }
}

extension ProductAttribute {
  var plural: String {
    switch self {
    case .category: "categories"
    case .brand: "brands"
    case .sku: "SKUs"
    case .product: "products"
    }
  }
}
