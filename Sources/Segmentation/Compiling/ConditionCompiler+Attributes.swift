import SQL
import Shop

extension ConditionCompiler {
  // MARK: Text

  func truth(_ attribute: TextAttribute, _ test: TextTest) -> SQLQuery {
    if attribute == .emailDomain { return domain(test) }
    return truth(of: "casefold(\(column(attribute)))", test)
  }

  /// A column's text; an empty one is as none.
  private func column(_ attribute: TextAttribute) -> SQLQuery {
    switch attribute {
    case .id: "customers.id"
    case .email, .emailDomain: "NULLIF(customers.email, '')"
    case .firstName: "NULLIF(customers.first_name, '')"
    case .lastName: "NULLIF(customers.last_name, '')"
    case .gender: "NULLIF(customers.gender, '')"
    case .city: "NULLIF(customers.city, '')"
    case .postalCode: "NULLIF(customers.postal_code, '')"
    case .country: "NULLIF(customers.country, '')"
    case .language: "NULLIF(customers.language, '')"
    case .timeZone: "NULLIF(customers.time_zone, '')"
    case .consentSource: "NULLIF(customers.consent_source, '')"
    }
  }

  private func truth(of folded: SQLQuery, _ test: TextTest) -> SQLQuery {
    switch test {
    case .oneOf(let texts):
      return "COALESCE(\(folded) IN (\(list: texts.map(TextFolding.casefold))), FALSE)"
    case .noneOf(let texts):
      return "COALESCE(\(folded) NOT IN (\(list: texts.map(TextFolding.casefold))), FALSE)"
    case .match(let place, let texts):
      let matches = texts.map { text -> SQLQuery in
        "\(folded) LIKE \(place.pattern(TextFolding.casefold(text))) ESCAPE '\\'"
      }
      return "COALESCE(\(Self.balanced(matches, " OR ")), FALSE)"
    }
  }

  /// A domain is what follows the last `@`, so it is compared as the end of the address.
  private func domain(_ test: TextTest) -> SQLQuery {
    let email: SQLQuery = "casefold(customers.email)"
    func any(_ patterns: [String]) -> SQLQuery {
      Self.balanced(patterns.map { "\(email) LIKE \($0) ESCAPE '\\'" }, " OR ")
    }
    func addresses(_ domains: [String]) -> [String] {
      domains.map { TextPlace.end.pattern("@" + TextFolding.casefold($0)) }
    }
    switch test {
    case .oneOf(let domains): return "COALESCE(\(any(addresses(domains))), FALSE)"
    case .noneOf(let domains):
      return "COALESCE(\(domainIsKnown) AND NOT \(any(addresses(domains))), FALSE)"
    case .match(_, let ends):
      let patterns = ends.map { "%@" + TextPlace.end.pattern(TextFolding.casefold($0)) }
      return "COALESCE(\(any(patterns)), FALSE)"
    }
  }

  private var domainIsKnown: SQLQuery {
    "COALESCE(customers.email LIKE '%@%' AND customers.email NOT LIKE '%@', FALSE)"
  }

  // MARK: Columns of the shop's own

  func truth(column: String, _ test: CustomTest) -> SQLQuery {
    let text = custom(column)
    switch test {
    case .oneOf(let values): return "COALESCE(\(equals(text, values)), FALSE)"
    case .noneOf(let values): return "COALESCE(NOT \(equals(text, values)), FALSE)"
    case .match(let place, let texts): return truth(of: "casefold(\(text))", .match(place, texts))
    case .within(let range):
      var parts: [SQLQuery] = []
      if let lower = range.lower {
        let sign: SQLQuery = lower.isIncluded ? ">=" : ">"
        parts.append("number_of(\(text)) \(sign) \(lower.value.double)")
      }
      if let upper = range.upper {
        let sign: SQLQuery = upper.isIncluded ? "<=" : "<"
        parts.append("number_of(\(text)) \(sign) \(upper.value.double)")
      }
      return "COALESCE(\(parts.joined(by: " AND ")), FALSE)"
    }
  }

  private func custom(_ column: String) -> SQLQuery {
    "NULLIF(customers.custom ->> CAST(\(column) AS TEXT), '')"
  }

  /// NULL where there is no text.
  private func equals(_ text: SQLQuery, _ values: [CustomValue]) -> SQLQuery {
    let texts = values.map { TextFolding.casefold($0.text) }
    let numbers = values.compactMap { $0.number?.double }
    let equality: SQLQuery = "casefold(\(text)) IN (\(list: texts))"
    if numbers.isEmpty { return "(\(equality))" }
    return "(\(equality) OR COALESCE(number_of(\(text)) IN (\(list: numbers)), FALSE))"
  }

  // MARK: Age and dates

  /// Years completed are days of birth up to some day.
  func age(_ test: NumberTest) -> SQLQuery {
    func years(_ least: Int64?, _ greatest: Int64?) -> SQLQuery {
      var parts: [SQLQuery] = ["customers.birth_date <= \(today.daysSince1970)"]
      if let least, least > 0 {
        parts.append(
          "customers.birth_date <= \(today.latestBirth(completing: least).daysSince1970)"
        )
      }
      if let greatest {
        let next = today.latestBirth(completing: greatest + 1)
        parts.append(greatest < 0 ? "FALSE" : "customers.birth_date > \(next.daysSince1970)")
      }
      return "(\(parts.joined(by: " AND ")))"
    }
    func any(_ numbers: [ExactNumber]) -> SQLQuery {
      let ages = numbers.compactMap(\.whole).map { years($0, $0) }
      return ages.isEmpty ? "FALSE" : Self.balanced(ages, " OR ")
    }
    switch test {
    case .within(let range):
      return "COALESCE(\(years(range.leastWhole, range.greatestWhole)), FALSE)"
    case .oneOf(let numbers): return "COALESCE(\(any(numbers)), FALSE)"
    case .noneOf(let numbers):
      return "COALESCE(\(years(nil, nil)) AND NOT \(any(numbers)), FALSE)"
    }
  }

  func truth(_ attribute: DateAttribute, _ period: Period) -> SQLQuery {
    let span = period.span(at: now, in: terms.calendar)
    switch attribute {
    case .signedUp: return within(span, "customers.signed_up_at")
    case .consentDate: return within(span, "customers.consent_at")
    case .birthDate:
      let (first, last) = span.midnights(in: terms.calendar)
      let end = min(last, today).daysSince1970
      let start: SQLQuery =
        first.map { " AND customers.birth_date >= \($0.daysSince1970)" } ?? ""
      return "COALESCE(customers.birth_date <= \(end)\(start), FALSE)"
    }
  }

  /// The truth that an instant lies in the span.
  func within(_ span: TimeSpan, _ instant: SQLQuery) -> SQLQuery {
    let start: SQLQuery = span.from.map { " AND \(instant) >= \($0.milliseconds)" } ?? ""
    return "COALESCE(\(instant) < \(span.until.milliseconds)\(start), FALSE)"
  }

  // MARK: Known

  func known(_ subject: Subject) -> SQLQuery {
    switch subject {
    case .text(.emailDomain): return domainIsKnown
    case .text(let attribute): return "\(column(attribute)) IS NOT NULL"
    case .age, .date(.birthDate):
      return "COALESCE(customers.birth_date <= \(today.daysSince1970), FALSE)"
    case .custom(let column): return "\(custom(column)) IS NOT NULL"
    case .consent: return "customers.email_consent IS NOT NULL"
    case .date(.signedUp): return within(ever, "customers.signed_up_at")
    case .date(.consentDate): return within(ever, "customers.consent_at")
    case .orderDate(let date): return truth(date, nil)
    case .number(let measure): return isKnown(measure)
    case .rfm, .score: return hasScores
    case .prediction(let prediction): return isKnown(prediction)
    case .tier(let tiers): return isKnown(tiers)
    }
  }

  private var ever: TimeSpan { TimeSpan(from: nil, until: now) }
}

extension TextPlace {
  /// The pattern for `LIKE … ESCAPE '\'`.
  func pattern(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\\" || scalar == "%" || scalar == "_" { escaped.append("\\") }
      escaped.append(scalar)
    }
    return switch self {
    case .start: String(escaped) + "%"
    case .end: "%" + String(escaped)
    case .anywhere: "%" + String(escaped) + "%"
    }
  }
}
