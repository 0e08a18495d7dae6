package import Diagnostics
import Documents
import Liquid
import Mail
package import Workspace

/// A campaign's templates, parsed once: what is needed to write any customer's message.
package struct CampaignContent: Sendable {
  /// One variant in the shop's language and in others.
  struct Variant: Sendable {
    let name: String?
    let weight: Int
    let from: MailAddress
    let replyTo: MailAddress?
    let subject: Localized<Template>
    let preheader: Localized<Template>?
    let html: Localized<Template>
    /// The author's own text part; where there is none it is made from the HTML.
    let text: Localized<Template?>
    let offer: Offer?
  }

  let variants: [Variant]

  /// The content, or nil and what is wrong with its files.
  package static func read(
    _ campaign: Campaign,
    in setting: ContentSetting,
    offers: [String: Offer]
  ) -> (CampaignContent?, [Diagnostic]) {
    let reader = ContentReader(setting)
    var problems: [Diagnostic] = []
    let variants = campaign.variants.compactMap { variant in
      reader.variant(variant, offers: offers, problems: &problems)
    }
    // Variants share templates, and what is wrong with one needs saying once.
    problems = Array(Set(problems)).sortedByPlace()
    return (problems.hasErrors ? nil : CampaignContent(variants: variants), problems)
  }

  /// What is wrong with each template of the workspace, whether a campaign uses it or not.
  package static func problems(in setting: ContentSetting) -> [Diagnostic] {
    let reader = ContentReader(setting)
    return misnamed(setting.files.components.values)
      + setting.files.templates.values.flatMap(\.all).flatMap { reader.source($0.value).1 }
  }

  /// Components that nobody could use, since Liquid has a tag of that name.
  private static func misnamed(_ components: some Sequence<SourceFile>) -> [Diagnostic] {
    components.filter { TemplateParser.isOwnTag($0.name) }.map {
      .error(
        "component-name",
        "'\($0.name)' is a tag of Liquid itself",
        at: .start(of: $0.path),
        help: "give the component another name"
      )
    }
  }
}

extension Localized {
  func map<Other>(_ transform: (Value) -> Other) -> Localized<Other> {
    Localized<Other>(transform(base), variants: variants.mapValues(transform))
  }

  /// The transformed values, or nil if one of them is nil.
  func compacted<Other>(_ transform: (Value) -> Other?) -> Localized<Other>? {
    guard let base = transform(base) else { return nil }
    let others = variants.compactMapValues(transform)
    return others.count == variants.count ? Localized<Other>(base, variants: others) : nil
  }
}
