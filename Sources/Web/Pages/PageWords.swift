/// The texts of the page behind unsubscribe links, in one language.
struct PageWords: Hashable, Sendable {
  /// The keys below `unsubscribe_page` in the files of words.
  enum Word: String, CaseIterable {
    case title
    case active
    case activeMore = "active_more"
    case unsubscribe
    case stopped
    case stoppedMore = "stopped_more"
    case subscribe
    case subscribeMore = "subscribe_more"
    case subscribed
    case subscribedMore = "subscribed_more"
    case paused
    case pausedMore = "paused_more"
    case resume
    case rather
    case pause
    case language
    case save
    case saved
    case address
    case test
    case broken
    case brokenMore = "broken_more"
    case busy
    case busyMore = "busy_more"

    var key: String { "unsubscribe_page.\(rawValue)" }
  }

  /// The code of the language, in lower case.
  let language: String
  /// Each text, parted where a value is put in.
  private let texts: [Word: [String]]

  /// The text; a value is put in for the placeholder of `date` or `address`.
  subscript(word: Word, value: String = "") -> String {
    guard let parts = texts[word], let first = parts.first else { return "" }
    return parts.count == 1 ? first : parts.joined(separator: value)
  }

  fileprivate init(language: String, texts: [Word: String]) {
    self.language = language
    self.texts = texts.mapValues { text in
      text.replacing("{{ address }}", with: "{{ date }}").split(
        separator: "{{ date }}",
        omittingEmptySubsequences: false
      ).map(String.init)
    }
  }
}

/// The page's texts in every language that has them.
struct PageLanguages: Sendable {
  private let words: [String: PageWords]
  private let fallback: PageWords

  /// What a language lacks is taken from the shop's, and what that lacks from English.
  ///
  /// `shop` is put in for the shop's name wherever a text has it.
  init(translations: [String: [String: String]], language: String, shop: String) {
    let own = translations[language] ?? translations[Self.primary(language)] ?? [:]
    let fallbacks = [own, translations["en"] ?? [:]]
    func texts(_ first: [String: String]) -> [PageWords.Word: String] {
      var texts: [PageWords.Word: String] = [:]
      for word in PageWords.Word.allCases {
        let text = ([first] + fallbacks).lazy.compactMap { $0[word.key] }.first ?? ""
        texts[word] = text.replacing("{{ shop }}", with: shop)
      }
      return texts
    }
    var words: [String: PageWords] = [:]
    for (code, entries) in translations where entries[PageWords.Word.unsubscribe.key] != nil {
      words[code] = PageWords(language: code, texts: texts(entries))
    }
    self.words = words
    let hasOwn = own[PageWords.Word.unsubscribe.key] != nil
    fallback =
      words[language]
      ?? PageWords(language: hasOwn ? Self.primary(language) : "en", texts: texts(own))
  }

  /// The texts in the first of the languages that has them, else in the shop's.
  func words(for languages: [String?]) -> PageWords {
    for language in languages.compactMap(\.self) {
      if let words = words[language] { return words }
      let code = language.lowercased().replacing("_", with: "-")
      if let words = words[code] ?? words[Self.primary(code)] { return words }
    }
    return fallback
  }

  private static func primary(_ code: String) -> String {
    String(code.prefix { $0 != "-" })
  }
}
