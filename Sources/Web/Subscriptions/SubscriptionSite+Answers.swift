import Foundation
import Mail
import Shop
import Store

extension SubscriptionSite {
  /// The page of a customer.
  ///
  /// `subscription` is how it is now, nil for a customer who is not known any more and so gets
  /// nothing; `wish` is what was just done.
  func page(
    for token: SignedToken,
    _ subscription: Subscription?,
    after wish: SubscriptionChange.Wish? = nil,
    _ request: WebRequest
  ) -> WebResponse {
    let words = languages.words(for: [subscription?.language] + request.preferredLanguages)
    var page = Page(
      language: words.language,
      title: words[.title],
      style: style
    )
    page.element("p", shop, ("class", "shop"))
    let state = subscription?.state ?? .stopped(mayReturn: false)
    addHeading(to: &page, state, wish, words)
    if token.run == 0 { page.element("p", words[.test], ("class", "note"), ("role", "status")) }
    let forms = Forms(token: token, secret: secret, words: words)
    switch state {
    case .active:
      forms.addUnsubscribe(to: &page)
      addChoices(to: &page, forms, subscription)
    case .paused:
      forms.addPreference(to: &page, "all", words[.resume], isMain: true)
      page.element("section") { page in forms.addUnsubscribe(to: &page, isMain: false) }
    case .stopped(let mayReturn):
      if mayReturn {
        page.element("section") { page in
          page.element("h2", words[.subscribeMore])
          forms.addPreference(to: &page, "all", words[.subscribe])
        }
      }
    }
    addFooter(to: &page, subscription, words)
    return response(200, page, words)
  }

  /// The page that says why there is no other.
  func page(refusing refusal: Refusal, _ request: WebRequest) -> WebResponse {
    let words = languages.words(for: request.preferredLanguages)
    let isBusy = refusal == .busy
    var page = Page(language: words.language, title: words[.title], style: style)
    page.element("p", shop, ("class", "shop"))
    addTitle(to: &page, words[isBusy ? .busy : .broken])
    page.element("p", words[isBusy ? .busyMore : .brokenMore])
    addFooter(to: &page, nil, words)
    var headers: [WebResponse.Header] = []
    if isBusy { headers.append(.init("Retry-After", "60")) }
    if refusal == .wrongMethod { headers.append(.init("Allow", "GET, HEAD, POST")) }
    return response(refusal.status, page, words, headers)
  }

  private func addHeading(
    to page: inout Page,
    _ state: Subscription.State,
    _ wish: SubscriptionChange.Wish?,
    _ words: PageWords
  ) {
    switch state {
    case .active where wish == .subscribe:
      addTitle(to: &page, words[.subscribed])
      page.element("p", words[.subscribedMore], ("role", "status"))
    case .active:
      addTitle(to: &page, words[.active])
      if case .language = wish {
        page.element("p", words[.saved], ("class", "note"), ("role", "status"))
      } else {
        page.element("p", words[.activeMore])
      }
    case .paused(let until):
      addTitle(to: &page, words[.paused, lastDay(before: until, in: words.language)])
      page.element("p", words[.pausedMore], ("role", "status"))
    case .stopped:
      addTitle(to: &page, words[.stopped])
      page.element("p", words[.stoppedMore], ("role", "status"))
    }
  }

  /// Words with hyphens are kept in one piece: `e-` at the end of a line looks torn.
  private func addTitle(to page: inout Page, _ words: String) {
    let kept = words.unicodeScalars.map { $0 == "-" ? "\u{2011}" : $0 }
    page.element("h1", String(String.UnicodeScalarView(kept)))
  }

  private func addChoices(
    to page: inout Page,
    _ forms: Forms,
    _ subscription: Subscription?
  ) {
    page.element("section") { page in
      page.element("h2", forms.words[.rather])
      forms.addPreference(to: &page, "pause", forms.words[.pause])
      if choices.count > 1 {
        forms.addLanguages(to: &page, choices, chosen: chosenLanguage(of: subscription))
      }
    }
  }

  /// The choice that the customer's language comes down to; nil where it is none of them.
  private func chosenLanguage(of subscription: Subscription?) -> LanguageChoice? {
    guard let language = subscription?.language?.lowercased().replacing("_", with: "-") else {
      return nil
    }
    return choices.first { $0.code == language }
      ?? choices.first { $0.code == language.prefix { $0 != "-" } }
  }

  private func addFooter(to page: inout Page, _ subscription: Subscription?, _ words: PageWords) {
    page.element("div", ("class", "small")) { page in
      if let address = subscription?.address.flatMap(Self.veiled) {
        page.element("p", words[.address, address])
      }
      page.element("p", "\(shop), \(postalAddress)")
    }
  }

  /// The address so that its owner knows it and nobody else learns it: `k•••@example.com`.
  private static func veiled(_ address: String) -> String? {
    guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    return address[..<at].prefix(1) + "•••" + address[at...]
  }

  /// The last day of a pause, as people write days in that language.
  private func lastDay(before end: Instant, in language: String) -> String {
    let style = Date.FormatStyle(
      date: .long,
      time: .omitted,
      locale: Locale(identifier: language),
      timeZone: calendar.timeZone
    )
    return Instant(milliseconds: end.milliseconds - 1).date.formatted(style)
  }

  private func response(
    _ status: Int,
    _ page: Page,
    _ words: PageWords,
    _ headers: [WebResponse.Header] = []
  ) -> WebResponse {
    WebResponse(
      status: status,
      headers: [
        .init("Content-Type", "text/html; charset=utf-8"),
        .init("Content-Language", words.language),
        .init("Content-Security-Policy", style.contentSecurityPolicy),
        .init("Referrer-Policy", "no-referrer"),
        .init("Cache-Control", "no-store"),
        .init("X-Content-Type-Options", "nosniff"),
        .init("X-Robots-Tag", "noindex, nofollow"),
      ] + headers,
      body: page.finished()
    )
  }
}

/// The forms of one customer's page: plain HTML, which needs no script.
private struct Forms {
  let words: PageWords
  private let oneClick: String
  private let preferences: String

  init(token: SignedToken, secret: TokenSecret, words: PageWords) {
    self.words = words
    oneClick = SubscriptionLink.relative(.unsubscribe, of: token, secret: secret)
    preferences = SubscriptionLink.relative(.preferences, of: token, secret: secret)
  }

  /// The button that sends what a mailbox provider's one click sends.
  func addUnsubscribe(to page: inout Page, isMain: Bool = true) {
    page.element("form", ("method", "post"), ("action", oneClick)) { page in
      page.void(
        "input",
        ("type", "hidden"),
        ("name", "List-Unsubscribe"),
        ("value", "One-Click")
      )
      page.element("button", words[.unsubscribe], ("class", isMain ? "main" : "other"))
    }
  }

  func addPreference(
    to page: inout Page,
    _ value: String,
    _ label: String,
    isMain: Bool = false
  ) {
    page.element("form", ("method", "post"), ("action", preferences)) { page in
      page.void("input", ("type", "hidden"), ("name", "mail"), ("value", value))
      page.element("button", label, ("class", isMain ? "main" : "other"))
    }
  }

  func addLanguages(
    to page: inout Page,
    _ choices: [SubscriptionSite.LanguageChoice],
    chosen: SubscriptionSite.LanguageChoice?
  ) {
    page.element(
      "form",
      ("method", "post"),
      ("action", preferences),
      ("class", "row")
    ) { page in
      page.element("label", words[.language], ("for", "language"))
      page.element("select", ("id", "language"), ("name", "language")) { page in
        for choice in choices {
          if choice == chosen {
            page.element("option", choice.name, ("value", choice.code), ("selected", "selected"))
          } else {
            page.element("option", choice.name, ("value", choice.code))
          }
        }
      }
      page.element("button", words[.save])
    }
  }
}
