import Diagnostics
import Foundation
import Mail
import Shop

/// Single values of a configuration as people write them; each function answers nil for what it is
/// not.
enum ValueText {
  /// A time zone by its name in the IANA database, or `UTC`.
  static func timeZone(_ text: String) -> TimeZone? {
    guard text == "UTC" || text.contains("/") else { return nil }
    return TimeZone(identifier: text)
  }

  /// The nearest zone, where the city alone is enough: `did you mean 'Europe/Stockholm'?`.
  static func timeZoneSuggestion(_ text: String) -> String? {
    let zones = TimeZone.knownTimeZoneIdentifiers
    let city = text.lowercased().replacing(" ", with: "_")
    let match =
      zones.first { $0.lowercased() == city || $0.lowercased().hasSuffix("/" + city) }
      ?? NearestName.of(text, among: zones)
    return match.map { "did you mean '\($0)'?" }
  }

  /// A currency of ISO 4217.
  static func currency(_ text: String) -> Currency? {
    guard let currency = Currency(code: text), currencyCodes.contains(currency.code) else {
      return nil
    }
    return currency
  }

  static let currencyCodes = Set(Locale.commonISOCurrencyCodes)

  /// `#0a5c36` or `#0a5`, as six digits in lower case.
  static func colour(_ text: String) -> String? {
    let digits = text.dropFirst().lowercased()
    guard text.first == "#", digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
    switch digits.count {
    case 6: return "#" + digits
    case 3: return "#" + digits.flatMap { [$0, $0] }
    default: return nil
    }
  }

  /// A web address with a host and no user; `http` only where `allowsClear`, or on loopback.
  static func webAddress(_ text: String, allowsClear: Bool = true) -> String? {
    guard !text.contains(where: { $0.isWhitespace || $0.isNewline }),
      let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      let host = parts.host, parts.user == nil, parts.password == nil
    else { return nil }
    let isLoopback = ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host.lowercased())
    guard scheme == "https" || scheme == "http" && (allowsClear || isLoopback),
      isLoopback || isHost(host)
    else { return nil }
    return text
  }

  private static func isHost(_ host: String) -> Bool {
    DomainName.ascii(host) != nil || host.utf8.allSatisfy { "0123456789.".utf8.contains($0) }
  }

  /// The name of an environment variable.
  static func environmentVariable(_ text: String) -> String? {
    guard let first = text.first, !first.isNumber,
      text.allSatisfy({ $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { return nil }
    return text
  }
}
