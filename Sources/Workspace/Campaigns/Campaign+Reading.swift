import Diagnostics
import Documents
import Shop

extension Campaign {
  /// The campaign, nil where it has errors, and the problems found.
  static func read(
    _ file: SourceFile,
    shop: ShopConfiguration.Essentials,
    references: References
  ) -> (Campaign?, [Diagnostic]) {
    let (root, problems) = file.document()
    guard let root else { return (nil, problems) }
    var keys = MappingReader(root, CampaignKeys.file)
    keys.report(problems)
    let title = keys.text("name")?.value
    let audience = CampaignAudience.read(&keys, references)
    let variants = CampaignVariant.readAll(&keys, shop: shop, references)
    let schedule = CampaignSchedule.read(&keys, calendar: shop.calendar)
    let limits = CampaignLimits.read(&keys)
    let giveUpAfter = keys.duration("give_up_after")?.value
    guard !keys.problems.hasErrors, let audience else { return (nil, keys.problems) }
    let campaign = Campaign(
      name: file.name,
      path: file.path,
      title: title ?? file.name,
      audience: audience,
      variants: variants,
      schedule: schedule,
      limits: limits,
      giveUpAfter: giveUpAfter ?? usualGiveUpAfter
    )
    // Where the shop's own file has errors, what it lends to campaigns may be missing.
    return (variants.isEmpty ? nil : campaign, keys.problems)
  }
}

extension CampaignAudience {
  fileprivate static func read(
    _ keys: inout MappingReader,
    _ references: References
  ) -> CampaignAudience? {
    guard let node = keys.required("audience") else { return nil }
    var audience = MappingReader(node, CampaignKeys.audience)
    let given = audience.required("include")
    let include = audience.texts("include")
    if let given, case .sequence(let names) = given.content, names.isEmpty {
      audience.report(.error("empty-value", "'include' names no segment", at: given.location))
    }
    let exclude = audience.texts("exclude")
    audience.report((include + exclude).compactMap(references.segmentProblem))
    for segment in exclude where include.contains(where: { $0.value == segment.value }) {
      audience.report(
        .error(
          "conflict",
          "'\(segment.value)' is both included and excluded",
          at: segment.location
        )
      )
    }
    let holdout = audience.share("holdout")
    if let holdout, holdout.value == Share(millionths: 1_000_000) {
      audience.report(
        .error("bad-value", "a holdout of everyone leaves nobody to mail", at: holdout.location)
      )
    }
    keys.report(audience.problems)
    return CampaignAudience(include: include, exclude: exclude, holdout: holdout?.value)
  }
}

extension CampaignLimits {
  fileprivate static func read(_ keys: inout MappingReader) -> CampaignLimits {
    guard var limits = keys.mapping("limits", CampaignKeys.limits) else {
      return CampaignLimits(perCustomer: nil, sendOnce: nil)
    }
    let cap = limits.cap("per_customer")
    let isGiven = limits.node("send_once") != nil
    let once = isGiven ? limits.requiredText("send_once") : nil
    keys.report(limits.problems)
    return CampaignLimits(perCustomer: cap?.value, sendOnce: once?.value)
  }
}
