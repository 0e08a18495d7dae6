import Diagnostics
import Documents
import Mail
import Scheduling
import Shop

/// Values that several files have.
extension MappingReader {
  /// A time zone, as the calendar of its days.
  mutating func timeZone(_ key: String) -> Located<ShopCalendar>? {
    guard let text = text(key) else { return nil }
    if let zone = ValueText.timeZone(text.value) {
      return Located(ShopCalendar(timeZone: zone), at: text.location)
    }
    report(
      .error(
        "bad-value",
        "'\(text.value)' is not a time zone",
        at: text.location,
        help: ValueText.timeZoneSuggestion(text.value) ?? "write it like Europe/Stockholm, or UTC"
      )
    )
    return nil
  }

  mutating func requiredTimeZone(_ key: String) -> Located<ShopCalendar>? {
    required(key) == nil ? nil : timeZone(key)
  }

  mutating func span(_ key: String) -> Located<CalendarSpan>? {
    value(key, "a span such as 14 days or 12 months") { CalendarSpan($0) }
  }

  mutating func duration(_ key: String) -> Located<Duration>? {
    value(key, "a time such as 3h, 90 minutes or 2 days") { Duration(quantity: $0) }
  }

  mutating func cap(_ key: String) -> Located<FrequencyCap>? {
    value(key, "a cap such as 3 per 7 days") { FrequencyCap($0) }
  }

  mutating func rate(_ key: String) -> Located<Rate>? {
    value(key, "a rate such as 50/s, 600/min or 10000/h") { Rate($0) }
  }

  mutating func share(_ key: String) -> Located<Share>? {
    value(key, "a share such as 10%") { Share($0) }
  }

  /// What unique codes begin with.
  mutating func codePrefix(_ key: String) -> Located<String>? {
    value(key, "at most 12 capital letters, digits and hyphens") { text in
      let isPrefix = text.allSatisfy { letter in
        letter.isASCII && (letter.isUppercase || letter.isNumber || letter == "-")
      }
      return isPrefix && text.count <= 12 ? text : nil
    }
  }

  mutating func webAddress(_ key: String) -> Located<String>? {
    value(key, "a web address such as https://example.com") { ValueText.webAddress($0) }
  }

  mutating func environmentVariable(_ key: String) -> Located<String>? {
    guard let text = text(key) else { return nil }
    if let name = ValueText.environmentVariable(text.value) {
      return Located(name, at: text.location)
    }
    // The value is not repeated: it may be the secret itself.
    report(
      .error(
        "bad-value",
        "'\(key)' is the name of an environment variable: letters, digits and _",
        at: text.location,
        help: "the secret itself does not belong in this file"
      )
    )
    return nil
  }

  /// A domain as A-labels.
  mutating func domain(_ key: String) -> Located<String>? {
    value(key, "a domain such as example.com") { DomainName.ascii($0) }
  }

  mutating func address(_ key: String) -> Located<MailAddress>? {
    guard let text = text(key) else { return nil }
    do {
      return Located(try MailAddress(parsing: text.value), at: text.location)
    } catch {
      report(
        .error(
          "bad-address",
          "\(error)",
          at: text.location,
          help: "write it like Bokhandeln <hej@bokhandeln.example>"
        )
      )
      return nil
    }
  }

  mutating func requiredAddress(_ key: String) -> Located<MailAddress>? {
    requiredText(key) == nil ? nil : address(key)
  }

  /// An amount of the shop's currency; where that is not known, nothing is said about it.
  mutating func money(_ key: String, in currency: Currency?) -> Located<Money>? {
    guard let text = text(key), let currency else { return nil }
    do {
      return Located(try Money(text: text.value, shop: currency), at: text.location)
    } catch {
      switch error {
      case .otherCurrency(let code):
        reportOtherCurrency(code, than: currency, at: text.location)
      case .notAnAmount:
        report(
          .error(
            "bad-value",
            "'\(key)' is an amount such as 300 \(currency.code), not '\(text.value)'",
            at: text.location
          )
        )
      }
      return nil
    }
  }

  mutating func reportOtherCurrency(
    _ code: String,
    than currency: Currency,
    at place: SourceLocation
  ) {
    report(
      .error("other-currency", "the shop's currency is \(currency.code), not \(code)", at: place)
    )
  }
}
