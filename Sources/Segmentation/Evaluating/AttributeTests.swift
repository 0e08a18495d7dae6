import SQL
import Shop

extension Customer {
  /// A column's text; an empty one is as none.
  func text(_ attribute: TextAttribute) -> String? {
    let text: String? =
      switch attribute {
      case .id: id
      case .email: email
      case .emailDomain: emailDomain
      case .firstName: firstName
      case .lastName: lastName
      case .gender: gender
      case .city: city
      case .postalCode: postalCode
      case .country: country
      case .language: language
      case .timeZone: timeZone
      case .consentSource: consentSource
      }
    return text.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What follows the last `@`.
  private var emailDomain: String? {
    guard let email, let at = email.lastIndex(of: "@") else { return nil }
    return String(email[email.index(after: at)...])
  }

  /// One of the shop's own columns; an empty one is as none.
  func custom(_ column: String) -> String? {
    custom[column].flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension TextTest {
  func holds(_ text: String) -> Bool {
    let folded = TextFolding.casefold(text)
    switch self {
    case .oneOf(let texts): return texts.contains { TextFolding.casefold($0) == folded }
    case .noneOf(let texts): return !texts.contains { TextFolding.casefold($0) == folded }
    case .match(let place, let texts):
      return texts.contains { place.matches(folded, TextFolding.casefold($0)) }
    }
  }
}

extension CustomTest {
  func holds(_ text: String) -> Bool {
    switch self {
    case .oneOf(let values): return values.contains { $0.equals(text) }
    case .noneOf(let values): return !values.contains { $0.equals(text) }
    case .match(let place, let texts): return TextTest.match(place, texts).holds(text)
    case .within(let range): return NumberText.value(text).map { range.contains($0) } ?? false
    }
  }
}

extension CustomValue {
  fileprivate func equals(_ other: String) -> Bool {
    if TextFolding.casefold(text) == TextFolding.casefold(other) { return true }
    guard let number, let value = NumberText.value(other) else { return false }
    return number.double == value
  }
}

extension TextPlace {
  /// Compares scalars, as databases do: a letter that begins a combined one is found.
  fileprivate func matches(_ text: String, _ part: String) -> Bool {
    let text = text.unicodeScalars
    let part = part.unicodeScalars
    switch self {
    case .start: return text.starts(with: part)
    case .end: return text.reversed().starts(with: part.reversed())
    case .anywhere: return text.contains(part)
    }
  }
}
