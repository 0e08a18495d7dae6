import Diagnostics
import Documents
import Mail

extension CampaignVariant {
  /// The variants of a campaign with their whole messages; empty where something is wrong.
  static func readAll(
    _ keys: inout MappingReader,
    shop: ShopConfiguration.Essentials,
    _ references: References
  ) -> [CampaignVariant] {
    guard let node = keys.required("message") else { return [] }
    var message = MappingReader(node, CampaignKeys.message)
    let common = MessageParts(&message, shop: shop, references)
    let offer = keys.offer(references)
    let readers = keys.mappings("variants", CampaignKeys.variant)
    guard !readers.isEmpty else {
      let whole = common.message(shop: shop, &message)
      keys.report(message.problems)
      let variant = whole.map { CampaignVariant(name: nil, weight: 1, message: $0, offer: offer) }
      return [variant].compactMap { $0 }
    }
    var variants: [CampaignVariant] = []
    var names: Set<String> = []
    for var reader in readers {
      let name = reader.requiredText("name")
      if let name, !names.insert(name.value).inserted {
        reader.report(
          .error("conflict", "two variants are called '\(name.value)'", at: name.location)
        )
      }
      let weight = reader.integer("weight", in: 1...1_000)
      let own = MessageParts(&reader, shop: shop, references)
      let ownOffer = reader.offer(references)
      let whole = own.over(common).message(shop: shop, &message)
      keys.report(reader.problems)
      guard let name, let whole else { continue }
      variants.append(
        CampaignVariant(
          name: name.value,
          weight: weight?.value ?? 1,
          message: whole,
          offer: ownOffer ?? offer
        )
      )
    }
    keys.report(message.problems)
    return variants.count == readers.count ? variants : []
  }
}

/// The keys of a message that a campaign or one of its variants has.
private struct MessageParts {
  private var from: Located<MailAddress>?
  private var replyTo: Located<MailAddress>?
  private var subject: Localized<DocumentScalar>?
  private var preheader: Localized<DocumentScalar>?
  private var template: Located<String>?

  init(
    _ keys: inout MappingReader,
    shop: ShopConfiguration.Essentials,
    _ references: References
  ) {
    from = keys.address("from")
    if let from,
      let problem = DKIMSettings.alignmentProblem(of: from, signedBy: shop.signingDomains)
    {
      keys.report(problem)
    }
    replyTo = keys.address("reply_to")
    subject = keys.localizedText("subject", shopLanguage: shop.language)
    preheader = keys.localizedText("preheader", shopLanguage: shop.language)
    template = keys.text("template")
    keys.report([template.flatMap(references.templateProblem)].compactMap { $0 })
  }

  /// These, and the others' where these have none.
  func over(_ others: MessageParts) -> MessageParts {
    var result = self
    result.from = from ?? others.from
    result.replyTo = replyTo ?? others.replyTo
    result.subject = subject ?? others.subject
    result.preheader = preheader ?? others.preheader
    result.template = template ?? others.template
    return result
  }

  /// The whole message, or nil with what is missing reported once on the campaign's own.
  func message(
    shop: ShopConfiguration.Essentials,
    _ keys: inout MappingReader
  ) -> CampaignMessage? {
    if subject == nil, !keys.hasReportedMissing("subject") { _ = keys.required("subject") }
    if template == nil, !keys.hasReportedMissing("template") { _ = keys.required("template") }
    guard let sender = from?.value ?? shop.sender, let subject, let template else { return nil }
    return CampaignMessage(
      from: sender,
      replyTo: replyTo?.value,
      subject: subject,
      preheader: preheader,
      template: template
    )
  }
}

extension MappingReader {
  fileprivate mutating func offer(_ references: References) -> Located<String>? {
    let name = text("offer")
    report([name.flatMap(references.offerProblem)].compactMap { $0 })
    return name
  }

  fileprivate func hasReportedMissing(_ key: String) -> Bool {
    problems.contains { $0.code == "missing-key" && $0.message.hasSuffix("'\(key)'") }
  }

  /// A text, or one for each language, of which the shop's must be one.
  fileprivate mutating func localizedText(
    _ key: String,
    shopLanguage: String?
  ) -> Localized<DocumentScalar>? {
    guard let node = node(key) else { return nil }
    guard case .mapping(let entries) = node.content else {
      return filledScalar(key, node).map { Localized($0) }
    }
    var texts: [String: DocumentScalar] = [:]
    var isComplete = true
    for entry in entries {
      guard let language = LanguageCode.valid(entry.key) else {
        isComplete = false
        report(
          .error(
            "bad-value",
            "'\(entry.key)' is not a language",
            at: entry.keyLocation,
            help: "write '\(key)' as one text, or as {sv: …, en: …}"
          )
        )
        continue
      }
      texts[language] = filledScalar(key, entry.value)
      isComplete = isComplete && texts[language] != nil
    }
    guard let shopLanguage else { return texts.values.first.map { Localized($0) } }
    guard let base = texts.removeValue(forKey: shopLanguage) else {
      if isComplete {
        report(
          .error(
            "missing-language",
            "'\(key)' lacks the shop's own language, '\(shopLanguage)'",
            at: node.location
          )
        )
      }
      return nil
    }
    return Localized(base, variants: texts)
  }

  private mutating func filledScalar(_ key: String, _ node: DocumentNode) -> DocumentScalar? {
    guard case .scalar(let scalar) = node.content else {
      report(
        .error("wrong-kind", "'\(key)' is a text, found \(node.kind)", at: node.location)
      )
      return nil
    }
    guard !scalar.isNull, scalar.text.contains(where: { !$0.isWhitespace }) else {
      report(.error("empty-value", "'\(key)' is empty", at: scalar.location))
      return nil
    }
    return scalar
  }
}
