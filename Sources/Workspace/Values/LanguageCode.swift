import Foundation

/// Language codes as BCP 47 has them, of which we use the language and perhaps a region.
enum LanguageCode {
  /// `sv`, `en-gb`: in lower case with a hyphen, blanks trimmed.
  static func normalized(_ text: String) -> String {
    text.trimmingSpaces().lowercased().replacing("_", with: "-")
  }

  /// The language without its region: `en` of `en-gb`.
  static func primary(_ code: String) -> String {
    code.split(separator: "-").first.map(String.init) ?? code
  }

  /// The code in lower case, or nil where ISO 639 has no such language.
  static func valid(_ text: String) -> String? {
    let code = normalized(text)
    let parts = code.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), languages.contains(String(parts[0])) else { return nil }
    if parts.count == 2 {
      let region = parts[1].utf8
      guard region.count == 2, region.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
    }
    return code
  }

  private static let languages = Set(
    Locale.LanguageCode.isoLanguageCodes.map(\.identifier).filter { $0.count == 2 }
  )
}
