/// A value in the shop's language, and the same in others.
package struct Localized<Value> {
  /// What everyone gets whose language is not among the variants.
  package let base: Value
  /// By language code in lower case: `en`, `en-gb`.
  package let variants: [String: Value]

  package init(_ base: Value, variants: [String: Value] = [:]) {
    self.base = base
    self.variants = variants
  }

  /// The value for a customer's language: the exact code first, then its first part, then the base.
  package func value(for language: String?) -> Value {
    guard let language else { return base }
    let code = LanguageCode.normalized(language)
    return variants[code] ?? variants[LanguageCode.primary(code)] ?? base
  }

  /// The language of `value(for:)`; nil where that is the base.
  package func language(for language: String?) -> String? {
    guard let language else { return nil }
    let code = LanguageCode.normalized(language)
    return [code, LanguageCode.primary(code)].first { variants[$0] != nil }
  }

  /// All values, the base first with no language, then by language.
  package var all: [(language: String?, value: Value)] {
    [(nil, base)] + variants.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension Localized: Sendable where Value: Sendable {}
