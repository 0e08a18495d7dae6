package import Diagnostics
package import Foundation

/// What a render needs to know besides the data.
package struct RenderContext: Sendable {
  /// The recipient's language, such as `sv` or `en-GB`; unknown ones are treated as English.
  package var language = "en"
  /// The recipient's time zone.
  package var timeZone = TimeZone.gmt
  /// The time of the run in milliseconds since 1970, the same for all its recipients.
  package var now: Int64 = 0
  /// The currency of plain integers in `money`, which are its minor units.
  package var currency = "EUR"
  /// What `sample` and `shuffle` draw from: the same seed gives the same text.
  package var seed: UInt64 = 0
  package var limits = RenderLimits()
  package var translations = Translations()

  package init() {}
}

/// Bounds of one render; each is counted, none is timed.
package struct RenderLimits: Hashable, Sendable {
  /// Bytes of the text.
  package var outputBytes = 4_000_000
  /// Passes through loops and partials.
  package var iterations = 1_000_000
  /// Partials inside partials.
  package var partialDepth = 100
  /// Bytes of values that filters and captures make.
  package var memoryBytes = 16_000_000

  package init() {}
}

/// Texts by language and key, for `translate`.
package struct Translations: Sendable {
  private let texts: [String: [String: String]]
  private let fallback: String
  private let spoken: Set<String>?

  /// Texts by language, then key; what a language lacks is taken from the fallback language, and
  /// what that lacks from English.
  ///
  /// Where the spoken languages are given, others have the fallback's texts, so that a page is not
  /// in two languages.
  package init(
    _ texts: [String: [String: String]] = [:],
    fallback: String = "en",
    spoken: Set<String>? = nil
  ) {
    self.texts = texts
    self.fallback = fallback
    self.spoken = spoken
  }

  /// Whether every language has a text for the key, its own or another's.
  func hasText(_ key: String) -> Bool { text(key, fallback) != nil }

  /// All keys of the languages that stand in for others.
  var keys: [String] { [fallback, "en"].flatMap { texts[$0]?.keys.map(\.self) ?? [] } }

  func text(_ key: String, _ language: String) -> String? {
    let languages = (isSpoken(language) ? [language] : []) + [fallback, "en"]
    for language in languages {
      if let text = texts[language]?[key] ?? texts[Self.base(of: language)]?[key] { return text }
    }
    return nil
  }

  private func isSpoken(_ language: String) -> Bool {
    guard let spoken else { return true }
    return spoken.contains(language.lowercased()) || spoken.contains(Self.base(of: language))
  }

  /// British English is English where it has no words of its own.
  private static func base(of language: String) -> String {
    String(language.prefix { $0 != "-" && $0 != "_" }).lowercased()
  }
}

/// How a render ended.
package enum Rendering: Hashable, Sendable {
  case text(String)
  /// The template reached `{% skip "reason" %}`: nothing is to be sent.
  case skipped(reason: String)
}

/// Why a template could not be rendered with this data; nothing of the text may be used.
package struct RenderError: Error, Hashable, Sendable, CustomStringConvertible {
  package let location: SourceLocation
  package let message: String

  package var description: String {
    "\(location.file):\(location.line):\(location.column): \(message)"
  }
}
