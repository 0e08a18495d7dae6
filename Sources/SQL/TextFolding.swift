import Foundation

/// How text is compared without regard to case: what the SQL function `casefold` computes in every
/// database, and what is computed on values in memory.
package enum TextFolding {
  /// The text with case removed by Unicode's mappings and accents kept, in composed form: `ÅSA`,
  /// `åsa` and `a˚sa` become `åsa`; `Straße` and `STRASSE` become `strasse`.
  package static func casefold(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    return text.uppercased().lowercased().precomposedStringWithCanonicalMapping
  }
}
