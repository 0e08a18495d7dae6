import Foundation
package import Mail
import Shop
import Store
package import Workspace

/// What the unsubscribe links of one shop answer: request values in, response values out.
package struct SubscriptionSite: Sendable {
  let shop: String
  let postalAddress: String
  let calendar: ShopCalendar
  let languages: PageLanguages
  /// What customers may choose from: code and own name, by name.
  let choices: [LanguageChoice]
  let style: PageStyle
  let secret: TokenSecret
  private let basePath: String

  struct LanguageChoice: Hashable {
    let code: String
    let name: String
  }

  /// What a request wants.
  enum Intent: Hashable {
    /// To look, which changes nothing: scanners of mail follow every link.
    case show(SignedToken)
    case change(SignedToken, SubscriptionChange.Wish)
    case refuse(Refusal)
  }

  /// Why a request is not answered with the page that it asks for.
  enum Refusal: Hashable {
    /// The link is damaged, foreign, or none of ours; nothing tells these apart.
    case brokenLink
    /// The form says nothing that we know.
    case strangeForm
    case wrongMethod
    case tooLong
    /// The store cannot be read or written just now.
    case busy

    var status: Int {
      switch self {
      case .brokenLink: 404
      case .strangeForm: 400
      case .wrongMethod: 405
      case .tooLong: 413
      case .busy: 503
      }
    }
  }

  /// How long a pause is.
  static let pauseDays = 30

  package init(
    configuration: ShopConfiguration,
    translations: [String: [String: String]],
    spokenLanguages: Set<String>,
    secret: TokenSecret
  ) {
    shop = configuration.name
    postalAddress = configuration.brand.address
    calendar = configuration.calendar
    languages = PageLanguages(
      translations: translations,
      language: configuration.language,
      shop: configuration.name
    )
    choices = spokenLanguages.map { LanguageChoice(code: $0, name: Self.ownName(of: $0)) }
      .sorted { ($0.name, $0.code) < ($1.name, $1.code) }
    style = PageStyle(colour: configuration.brand.colour)
    self.secret = secret
    let path = configuration.web.flatMap { URLComponents(string: $0.url)?.path } ?? ""
    basePath = path
  }

  /// What the request wants at that moment.
  func intent(of request: WebRequest, at now: Instant) -> Intent {
    let link = SubscriptionLink.token(in: request.path, base: basePath, secret: secret)
    guard let token = link else { return .refuse(.brokenLink) }
    switch request.method {
    case .get, .head: return .show(token)
    case .other: return .refuse(.wrongMethod)
    case .post:
      guard request.body.count <= WebRequest.mostBody else { return .refuse(.tooLong) }
      let fields = FormFields(request)
      let wish =
        token.purpose == .unsubscribe ? oneClick(fields) : preference(fields, at: now)
      return wish.map { .change(token, $0) } ?? .refuse(.strangeForm)
    }
  }

  /// RFC 8058 section 3.1; the page's own button sends the same.
  private func oneClick(_ fields: FormFields) -> SubscriptionChange.Wish? {
    let value = fields["List-Unsubscribe"]?.trimmingCharacters(in: .whitespacesAndNewlines)
    return value?.lowercased() == "one-click" ? .unsubscribe : nil
  }

  private func preference(_ fields: FormFields, at now: Instant) -> SubscriptionChange.Wish? {
    switch fields["mail"] {
    case "all": return .subscribe
    case "none": return .unsubscribe
    case "pause":
      let end = calendar.day(of: now).adding(days: Self.pauseDays + 1)
      return .pause(until: calendar.startOfDay(end))
    default:
      guard let language = fields["language"], choices.contains(where: { $0.code == language })
      else { return nil }
      return .language(language)
    }
  }

  /// A language as its speakers call it.
  private static func ownName(of code: String) -> String {
    Locale(identifier: code).localizedString(forIdentifier: code) ?? code
  }
}
