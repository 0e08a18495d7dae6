import Diagnostics
import Documents
import Liquid
package import Workspace

/// What the templates of a shop are read with.
package struct ContentSetting: Sendable {
  let files: TemplateFiles
  /// Nil where the shop's own file has errors: then its data is not known yet.
  let configuration: ShopConfiguration?
  let translations: Translations

  package init(_ workspace: ShopWorkspace) {
    files = workspace.files.templates
    configuration = workspace.configuration
    translations = workspace.words
  }
}

/// Parses the files of a campaign.
struct ContentReader {
  private let html: TemplateParser
  private let markdown: TemplateParser
  private let text: TemplateParser
  private let line: TemplateParser
  private let files: TemplateFiles
  /// Nil where the shop's own file has errors.
  private let shop: ShopConfiguration?

  init(_ setting: ContentSetting) {
    files = setting.files
    shop = setting.configuration
    func parser(_ parser: TemplateParser) -> TemplateParser {
      var parser = parser
      parser.schema = TemplateCatalogue.schema
      parser.translations = setting.translations
      parser.constants = setting.configuration.map { ["shop": RecipientScope.shop($0)] }
      return parser
    }
    func page(_ escaping: Escaping) -> TemplateParser {
      EmailMarkup.parser(
        escaping,
        partials: FileLoader(files: setting.files.partials),
        layouts: FileLoader(files: setting.files.layouts),
        components: FileLoader(files: setting.files.components)
      )
    }
    html = parser(page(.html))
    markdown = parser(page(.markdown))
    text = parser(
      TemplateParser(
        escaping: .none,
        partials: FileLoader(files: files.textPartials),
        layouts: FileLoader(files: files.textLayouts)
      )
    )
    line = parser(
      TemplateParser(escaping: .line, partials: FileLoader(files: files.textPartials))
    )
  }

  func variant(
    _ variant: CampaignVariant,
    offers: [String: Offer],
    problems: inout [Diagnostic]
  ) -> CampaignContent.Variant? {
    let message = variant.message
    let subject = lines(message.subject, &problems)
    let preheader = message.preheader.flatMap { lines($0, &problems) }
    guard let sources = files.templates[message.template.value] else { return nil }
    let parsed = sources.map { source($0) }
    problems += parsed.all.flatMap(\.value.1)
    let html = parsed.compacted { $0.0?.html }
    guard let subject, let html, message.preheader == nil || preheader != nil else { return nil }
    let content = CampaignContent.Variant(
      name: variant.name,
      weight: variant.weight,
      from: message.from,
      replyTo: message.replyTo,
      subject: subject,
      preheader: preheader,
      html: html,
      text: parsed.map { $0.0?.text },
      offer: variant.offer.flatMap { offers[$0.value] }
    )
    if variant.offer == nil {
      problems += Self.holes(in: content.templates, at: message.template.location)
    }
    return content
  }

  /// Both parts of one template file, nil where it has errors.
  func source(_ source: TemplateSource) -> ((html: Template, text: Template?)?, [Diagnostic]) {
    let parser = source.isMarkdown ? markdown : html
    let page = parser.parse(source.page.text, file: source.page.path)
    var problems = page.diagnostics
    if let template = page.template {
      problems += Self.required(in: template, file: source.page.path) + holes(in: template)
    }
    guard let file = source.text else {
      return (page.template.map { ($0, nil) }, problems)
    }
    let part = text.parse(file.text, file: file.path)
    problems += part.diagnostics
    if let template = part.template {
      problems += Self.required(in: template, file: file.path) + holes(in: template)
    }
    guard let template = page.template, let text = part.template else { return (nil, problems) }
    return ((template, text), problems)
  }

  private func lines(
    _ texts: Localized<DocumentScalar>,
    _ problems: inout [Diagnostic]
  ) -> Localized<Template>? {
    let parsed = texts.map { scalar in
      line.parse(
        scalar.text,
        file: scalar.location.file,
        line: scalar.location.line,
        column: scalar.location.column
      )
    }
    problems += parsed.all.flatMap(\.value.diagnostics)
    problems += parsed.all.compactMap(\.value.template).flatMap(holes)
    return parsed.compacted { $0.template }
  }

  /// What is written of a club that the shop does not have.
  private func holes(in template: Template) -> [Diagnostic] {
    shop.map { ClubData.holes(in: template, of: $0.loyalty.club) } ?? []
  }

  /// What is written of an offer where there is none leaves a hole in the e-mail.
  private static func holes(in templates: [Template], at place: SourceLocation) -> [Diagnostic] {
    let used = templates.flatMap(\.variables)
      .filter { $0.path.hasPrefix("offer.") && !$0.mayBeEmpty }
    guard let first = used.min(by: { $0.path < $1.path }) else { return [] }
    let spot = first.location
    return [
      .warning(
        "no-offer",
        "'\(first.path)' stays empty: this campaign has no offer",
        at: place,
        help: "add 'offer: …', or leave it out at \(spot.file):\(spot.line)"
      )
    ]
  }

  /// Every e-mail must say who sent it and how to stop it.
  private static func required(in template: Template, file: String) -> [Diagnostic] {
    let used = Set(template.variables.map(\.path))
    var problems: [Diagnostic] = []
    if !used.contains("unsubscribe_url") {
      problems.append(
        .error(
          "no-unsubscribe",
          "this e-mail has no unsubscribe link",
          at: .start(of: file),
          help: "link to {{ unsubscribe_url }}, as the layout 'base' does"
        )
      )
    }
    if !used.contains("shop.address") {
      problems.append(
        .error(
          "no-postal-address",
          "this e-mail does not show the shop's postal address",
          at: .start(of: file),
          help: "write {{ shop.address }}, as the layout 'base' does"
        )
      )
    }
    return problems
  }
}

/// Partials, layouts and components by name, as they were read with the workspace.
private struct FileLoader: TemplateLoader {
  let files: [String: SourceFile]

  var names: [String] { files.keys.sorted() }

  func load(_ name: String) -> LoadedTemplate? {
    files[name].map { LoadedTemplate(text: $0.text, file: $0.path) }
  }
}
