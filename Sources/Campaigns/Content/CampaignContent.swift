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

  /// The names of the data's variables that some template of the campaign uses.
  var variables: [TemplateVariable] {
    var seen: Set<String> = []
    let all = variants.flatMap { variant in
      variant.html.all.flatMap(\.value.variables) + variant.subject.all.flatMap(\.value.variables)
    }
    return all.filter { seen.insert($0.path).inserted }
  }

  /// The content, or nil and what is wrong with its files.
  package static func read(
    _ campaign: Campaign,
    files: TemplateFiles,
    offers: [String: Offer]
  ) -> (CampaignContent?, [Diagnostic]) {
    let reader = ContentReader(files: files)
    var problems: [Diagnostic] = []
    let variants = campaign.variants.compactMap { variant in
      reader.variant(variant, offers: offers, problems: &problems)
    }
    // Variants share templates, and what is wrong with one needs saying once.
    problems = Array(Set(problems)).sortedByPlace()
    return (problems.hasErrors ? nil : CampaignContent(variants: variants), problems)
  }

  /// What is wrong with each template of the workspace, whether a campaign uses it or not.
  package static func problems(of files: TemplateFiles) -> [Diagnostic] {
    let reader = ContentReader(files: files)
    return files.templates.values.flatMap(\.all).flatMap { reader.source($0.value).1 }
  }
}

/// Parses the files of a campaign.
private struct ContentReader {
  private let html: TemplateParser
  private let text: TemplateParser
  private let line: TemplateParser
  private let files: TemplateFiles

  init(files: TemplateFiles) {
    self.files = files
    let schema = TemplateCatalogue.schema
    html = TemplateParser(
      escaping: .html,
      partials: FileLoader(files: files.partials),
      layouts: FileLoader(files: files.layouts),
      schema: schema
    )
    text = TemplateParser(
      escaping: .none,
      partials: FileLoader(files: files.textPartials),
      layouts: FileLoader(files: files.textLayouts),
      schema: schema
    )
    line = TemplateParser(
      escaping: .line,
      partials: FileLoader(files: files.textPartials),
      schema: schema
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
    if variant.offer == nil, let html, let subject {
      let templates = html.all.map(\.value) + subject.all.map(\.value)
      problems += Self.holes(in: templates, at: message.template.location)
    }
    guard let subject, let html, message.preheader == nil || preheader != nil else { return nil }
    return CampaignContent.Variant(
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
  }

  /// Both parts of one template file, nil where it has errors.
  func source(_ source: TemplateSource) -> ((html: Template, text: Template?)?, [Diagnostic]) {
    let page = html.parse(source.html.text, file: source.html.path)
    var problems = page.diagnostics
    if let template = page.template {
      problems += Self.required(in: template, file: source.html.path)
    }
    guard let file = source.text else {
      return (page.template.map { ($0, nil) }, problems)
    }
    let part = text.parse(file.text, file: file.path)
    problems += part.diagnostics
    if let template = part.template { problems += Self.required(in: template, file: file.path) }
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
    return parsed.compacted { $0.template }
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

/// Partials and layouts by name, as they were read with the workspace.
private struct FileLoader: TemplateLoader {
  let files: [String: SourceFile]

  var names: [String] { files.keys.sorted() }

  func load(_ name: String) -> LoadedTemplate? {
    files[name].map { LoadedTemplate(text: $0.text, file: $0.path) }
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
